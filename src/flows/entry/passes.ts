// Passes from the truth in D1: at the hand-off that begins one, and at each renewal. Sign-out, removal from the
// workspace, a deleted account and a tightened policy bite here, at the latest when the pass before has run out.

import { decideEntry, type EntryDecision } from '../../core/access.ts'
import { acrOf, amrOf, type Proof } from '../../core/assurance.ts'
import { type Enforcement, enforcementAt, type Policy } from '../../core/policy.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { Role } from '../../core/roles.ts'
import { digest, isSameSecret, sha256Base64url } from '../../crypto/digest.ts'
import { mintPass, type PassClaims } from '../../crypto/pass.ts'
import { randomToken } from '../../crypto/random.ts'
import { appendAudit, OPERATOR_SCOPE } from '../../store/audit.ts'
import { IF_CHANGED } from '../../store/condition.ts'
import {
  deferPrompt,
  type EntryRow,
  offerHandOff,
  type SpentHandOff,
  selectEntry,
  spendHandOff,
} from '../../store/hand-offs.ts'
import { countLately } from '../../store/recent-counts.ts'
import { proofFrom, touchSession, vouchedWordsFrom } from '../../store/sessions.ts'
import { allowedProvidersFrom, policyFrom, type Site } from '../../store/sites.ts'
import { type Edge, lifetimeOf } from '../edge/edge.ts'
import { proofCarriedBy } from './carried-proof.ts'

export interface IssuedPass {
  readonly token: string
  readonly claims: PassClaims
  readonly secret: string
}

export interface Entry {
  readonly decision: EntryDecision
  readonly row: EntryRow
  readonly proof: Proof
  /** As of now: what a provider said that is trusted no more has gone from it. */
  readonly vouchedWords: readonly string[] | null
  readonly policy: Policy
  readonly enforcement: Enforcement
  readonly allowedProviders: readonly string[] | null
}

/** A session that asks to enter a host: the decision, and if it is to admit, the code that carries it there. */
export async function enterWorkspace(
  edge: Edge,
  ask: { sessionCookie: string; host: string; flow: string; returnTo: string },
): Promise<{ entry: Entry; code: string | null } | null> {
  const { db, ring } = edge
  const code = randomToken()
  const [token, codeDigest, flow] = await Promise.all([
    digest(ring, 'session', ask.sessionCookie),
    digest(ring, 'hand-off', code),
    digest(ring, 'flow', ask.flow),
  ])
  const lifetime = lifetimeOf(edge)
  const offer = { code: codeDigest, flow, token, host: ask.host, returnTo: ask.returnTo }
  const [found, offered] = await db.batch([
    selectEntry(db, { token }, ask.host, lifetime),
    offerHandOff(db, offer, lifetime),
  ])
  const [row] = (found?.results ?? []) as EntryRow[]
  if (!row) return null
  const entry = entryFrom(edge, row)
  const isAdmitted = entry.decision === 'admit' && offered?.results.length === 1
  return { entry, code: isAdmitted ? code : null }
}

/** "Remind me later": this session is let in until the date without being asked again. */
export async function deferPromptOf(
  { db, client, now }: Edge,
  session: { id: string; accountId: string; email: string },
  workspaceId: string,
): Promise<void> {
  const about = { scope: workspaceId, actor: session.email, accountId: session.accountId }
  await db.batch([
    deferPrompt(db, session.id, workspaceId),
    appendAudit(db, { ...about, action: 'prompt.deferred' }, client, now, IF_CHANGED),
  ])
}

const REFUSAL_RECORDED_SECONDS = 300

/**
 * Somebody was turned away at the entrance. Of a member, the workspace's admins can see it; of a stranger they learn
 * nothing: a link to their host would otherwise be enough to know who follows it.
 */
export async function recordRefusal({ db, client, now }: Edge, { row, decision }: Entry): Promise<void> {
  // One a session, workspace and reason within five minutes. Otherwise anybody with an account could fill the audit, which
  // nobody can empty, by opening one address again and again.
  const limit = {
    what: `${row.session_id} ${row.workspace_id} ${decision}`,
    most: 1,
    seconds: REFUSAL_RECORDED_SECONDS,
  }
  const entry = {
    scope: row.role === null ? OPERATOR_SCOPE : row.workspace_id,
    actor: row.email,
    action: 'workspace.refused',
    accountId: row.account_id,
    detail: { reason: decision, workspace: row.slug },
  } as const
  await db.batch([countLately(db, limit, now), appendAudit(db, entry, client, now, IF_CHANGED)])
}

export type HandOffRefusal =
  | 'unknown-code'
  | 'other-browser'
  | 'other-host'
  | 'expired'
  | 'session-changed' // signed in again, or proved more, since the code was asked for
  | EntryDecision

/** Burns the code first; then asks whether it was meant for this host and this browser. */
export async function redeemHandOff(
  edge: Edge,
  site: Site,
  brought: { code: string; flowSecret: string },
): Promise<Result<{ pass: IssuedPass; returnTo: string }, HandOffRefusal>> {
  const { db, ring, now, client } = edge
  const [code, flow] = await Promise.all([
    digest(ring, 'hand-off', brought.code),
    sha256Base64url(brought.flowSecret).then((hash) => digest(ring, 'flow', hash)),
  ])
  const spending = spendHandOff(db, { code, flow, host: site.host, client }, lifetimeOf(edge))
  const [found, , , burnt] = await db.batch(spending)
  const [row] = (found?.results ?? []) as SpentHandOff[]
  if (!row || burnt?.results.length !== 1) return err('unknown-code')
  if (row.hand_off_expires_at <= now) return err('expired')
  if (row.hand_off_host !== site.host) return err('other-host')
  if (flow !== row.flow_digest) return err('other-browser')
  if (row.has_same_token !== 1) return err('session-changed')
  const entry = entryFrom(edge, row)
  if (entry.decision !== 'admit' || row.role === null) return err(entry.decision)
  const pass = await issuePass(edge, row, row.role, entry.proof, entry.enforcement, randomToken())
  return ok({ pass, returnTo: row.return_to })
}

export type RenewalRefusal =
  | 'session-ended'
  | 'second-factor-needed'
  | 'not-a-member'
  | 'provider-not-allowed'
  | 'enrollment-required'

/** A new pass, and what the workspace asks of it by the same reading. */
export interface Renewal {
  readonly pass: IssuedPass
  readonly policy: Policy
  readonly allowedProviders: readonly string[] | null
}

/**
 * One round trip to D1. The cookie's secret stays; the pass that names its hash is new. A renewal never proves more than
 * the pass did: whoever copied one before its owner enrolled must not share in what the owner proves afterwards. The
 * owner comes by the portal, whose cookie changed with the proof, and gets a new one there without being asked.
 */
export async function renewPass(
  edge: Edge,
  site: Site,
  pass: PassClaims,
  secret: string,
): Promise<Result<Renewal, RenewalRefusal>> {
  const { db } = edge
  const [found] = await db.batch([
    selectEntry(db, { sessionId: pass.sid }, site.host, lifetimeOf(edge)),
    touchSession(db, pass.sid, lifetimeOf(edge)),
  ])
  const [row] = (found?.results ?? []) as EntryRow[]
  if (!row || row.account_id !== pass.sub) return err('session-ended')
  const entry = entryFrom(edge, row)
  const { decision, enforcement, policy, allowedProviders } = entry
  if (decision !== 'admit' && decision !== 'prompt') return err(decision)
  if (row.role === null) return err('not-a-member')
  const proof = proofCarriedBy(pass, entry)
  if (!proof) return err('second-factor-needed')
  const renewed = await issuePass(edge, row, row.role, proof, enforcement, secret)
  return ok({ pass: renewed, policy, allowedProviders })
}

export const holdsSecret = async (claims: PassClaims, secret: string): Promise<boolean> =>
  isSameSecret(claims.cnf['secret#S256'], await sha256Base64url(secret))

function entryFrom({ config: { providers }, now }: Edge, row: EntryRow): Entry {
  const proof = proofFrom(row, providers)
  const vouchedWords = vouchedWordsFrom(row, providers)
  const policy = policyFrom(row)
  const enforcement = enforcementAt(policy, now)
  const allowedProviders = allowedProvidersFrom(row)
  const decision = decideEntry({
    isEnrolled: row.enrolled_at !== null,
    hasProvedSecondFactor: proof.secondFactor !== null,
    isVouchedFor: vouchedWords !== null,
    provider: row.provider,
    allowedProviders,
    isMember: row.role !== null,
    enforcement,
    hasDeferredPrompt: row.has_deferred_prompt === 1,
  })
  return { decision, row, proof, vouchedWords, policy, enforcement, allowedProviders }
}

async function issuePass(
  { config, ring, now }: Edge,
  row: EntryRow,
  role: Role,
  proof: Proof,
  enforcement: Enforcement,
  secret: string,
): Promise<IssuedPass> {
  const claims: PassClaims = {
    iss: config.portalOrigin,
    aud: `${config.scheme}//${row.host}`,
    sub: row.account_id,
    sid: row.session_id,
    iat: now,
    exp: now + config.passSeconds,
    auth_time: proof.authTime,
    amr: amrOf(proof),
    acr: acrOf(proof),
    provider: proof.provider,
    ...(proof.secondFactor ? { mfa_time: proof.secondFactor.at, mfa_method: proof.secondFactor.method } : {}),
    email: row.email,
    name: row.account_name,
    workspace: { id: row.workspace_id, slug: row.slug, role },
    enforcement: {
      state: enforcement.state,
      ...(enforcement.state === 'off' ? {} : { effective_at: enforcement.effectiveAt }),
    },
    cnf: { 'secret#S256': await sha256Base64url(secret) },
  }
  return { token: await mintPass(ring, claims), claims, secret }
}
