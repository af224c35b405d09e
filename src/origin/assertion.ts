// The claims of a verified assertion, as an origin reads them. Nothing here checks a signature: only `createVerifier`
// calls this, after the signature, issuer, audience and lifetime have been checked.

/** Times are seconds since 1970. */
export interface Assertion {
  /** The portal's web origin. */
  readonly issuer: string
  /** The web origin of the workspace host that the request came to. */
  readonly audience: string
  readonly account: { readonly id: string; readonly email: string; readonly name: string }
  /** Keep what is yours by `id`: a slug can be given to another workspace once its own is deleted. */
  readonly workspace: {
    readonly id: string
    readonly slug: string
    readonly role: 'owner' | 'admin' | 'member'
  }
  /** A public handle of the session: good for logs, opens nothing. */
  readonly sessionId: string
  readonly issuedAt: number
  readonly expiresAt: number
  /** When the first factor was proved. */
  readonly authTime: number
  /** By whose word: `password` for the portal's own passwords, else the id of a provider in its configuration. */
  readonly provider: string
  /** RFC 8176: `pwd` or `fed`, then `otp`, `mfa` and their kind. */
  readonly amr: readonly string[]
  readonly acr: 'aal1' | 'aal2'
  /** Null exactly where `acr` is `aal1`. `method` is `totp`, `recovery_code` or `provider`; expect more to come. */
  readonly secondFactor: { readonly method: string; readonly at: number } | null
  readonly enforcement: Enforcement
}

export type Enforcement =
  | { readonly state: 'off' }
  | { readonly state: 'scheduled' | 'in_effect'; readonly effectiveAt: number }

type Claims = Readonly<Record<string, unknown>>

/** Null where a claim is missing or of another shape than the portal's: such an assertion says nothing. */
export function parseAssertion(claims: Claims): Assertion | null {
  const { iss, aud, sub, sid, iat, exp, auth_time, provider, amr, acr, email, name } = claims
  const workspace = parseWorkspace(claims.workspace)
  const enforcement = parseEnforcement(claims.enforcement)
  const secondFactor = parseSecondFactor(claims)
  if (!isText(iss) || !isText(aud) || !isText(sub) || !isText(sid) || !isText(email)) return null
  if (!isTime(iat) || !isTime(exp) || !isTime(auth_time) || !isText(provider)) return null
  if (typeof name !== 'string' || !Array.isArray(amr) || !amr.every(isText)) return null
  if (!workspace || !enforcement || secondFactor === undefined) return null
  const provedAcr = secondFactor ? 'aal2' : 'aal1'
  if (acr !== provedAcr) return null
  return {
    issuer: iss,
    audience: aud,
    account: { id: sub, email, name },
    workspace,
    sessionId: sid,
    issuedAt: iat,
    expiresAt: exp,
    authTime: auth_time,
    provider,
    amr,
    acr: provedAcr,
    secondFactor,
    enforcement,
  }
}

/** A role that this release doesn't know is refused, never read as the least of those it knows. */
function parseWorkspace(claim: unknown): Assertion['workspace'] | null {
  if (!isObject(claim) || !isText(claim.id) || !isText(claim.slug)) return null
  const { id, slug, role } = claim
  return role === 'owner' || role === 'admin' || role === 'member' ? { id, slug, role } : null
}

function parseEnforcement(claim: unknown): Enforcement | null {
  if (!isObject(claim)) return null
  const { state, effective_at: effectiveAt } = claim
  if (state === 'off') return { state }
  if (state !== 'scheduled' && state !== 'in_effect') return null
  return isTime(effectiveAt) ? { state, effectiveAt } : null
}

/** Null: not proved. Undefined: half of a proof. */
function parseSecondFactor({
  mfa_time: at,
  mfa_method: method,
}: Claims): Assertion['secondFactor'] | undefined {
  if (at === undefined && method === undefined) return null
  return isTime(at) && isText(method) ? { method, at } : undefined
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
const isTime = (value: unknown): value is number => Number.isSafeInteger(value)
const isObject = (value: unknown): value is Claims => typeof value === 'object' && value !== null
