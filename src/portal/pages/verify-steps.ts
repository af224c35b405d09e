// What the pages that ask for a second factor share: what they are asked for, and where they lead.

import { FRESH_PROOF_SECONDS, isPhishingResistant } from '../../core/assurance.ts'
import { FEW_RECOVERY_CODES } from '../../core/recovery-codes.ts'
import { parseMaxAge } from '../../core/step-up-challenge.ts'
import type { Verified } from '../../flows/sign-in/verify-login.ts'
import { clearCookie, LOGIN_COOKIE, readCookie } from '../../http/cookies.ts'
import { keepSession, type PortalContext, portalUrl, seeOther } from '../frame/context.ts'
import { AFTER_SIGN_IN, askedReturnTo } from '../frame/return.ts'
import { goOnSignedIn } from '../frame/way-in.ts'
import { CHECK_APP, SHORT_SECRET } from './account/authenticator-path.ts'

/** The page that asks for a second factor. */
export const VERIFY = '/sign-in/verify'

export const returnToIn = (c: PortalContext): string => askedReturnTo(c) ?? AFTER_SIGN_IN

export const loginIn = (c: PortalContext): string | null => readCookie(c.req.raw.headers, LOGIN_COOKIE)

/**
 * Returns the maximum age of a proof, in seconds: what a workspace's page demands (RFC 9470), or the portal's
 * ten minutes. The portal's settings check their ten minutes themselves.
 */
export const maxAgeOf = (c: PortalContext): number => askedMaxAge(c) ?? FRESH_PROOF_SECONDS

export const askedMaxAge = (c: PortalContext): number | null => parseMaxAge(asked(c, 'max_age'))

/** Tells whether only a passkey is accepted. */
export const isPasskeyAsked = (c: PortalContext): boolean => asked(c, 'methods') === 'passkey'

export const isRecoveryAsked = (c: PortalContext): boolean => asked(c, 'method') === 'recovery'

const asked = (c: PortalContext, name: string): string | null | undefined =>
  c.req.method === 'POST' ? c.var.form.get(name) : c.req.query(name)

/** Tells whether nothing is left to prove. Another tab may have proved it while this page was open. */
export function isProvedAlready(c: PortalContext): boolean {
  const { session, edge } = c.var
  const proof = session?.proof.secondFactor
  if (!proof || loginIn(c) !== null || edge.now - proof.at >= maxAgeOf(c)) return false
  const amr = 'amr' in proof ? proof.amr : []
  return !isPasskeyAsked(c) || isPhishingResistant({ method: proof.method, amr })
}

/**
 * Continues if another tab has finished this sign-in. Otherwise the sign-in took too long and starts again.
 * `signedInTo` is where somebody who is signed in continues. It must not be a page that starts again without a login.
 */
export function startAgain(c: PortalContext, returnTo: string, signedInTo = returnTo): Response {
  c.header('set-cookie', clearCookie(LOGIN_COOKIE), { append: true })
  const isIn = c.var.session && (!c.var.session.isEnrolled || c.var.session.proof.secondFactor)
  if (isIn) return seeOther(c, portalUrl(c, signedInTo))
  return seeOther(c, portalUrl(c, '/sign-in', { why: 'expired', return_to: returnTo }))
}

/** How long a person may take for a page about their factors, in seconds. */
const SECONDS_TO_READ = 60

/** Continues after a proof. Pages about the person's factors come first, one leading to the next. */
export function goOnProved(c: PortalContext, proved: Verified): Response | Promise<Response> {
  const returnTo = returnToIn(c)
  keepSession(c, proved)
  // Skip these pages if the proof would be too old after them. Otherwise the next page would ask for another proof.
  if (maxAgeOf(c) < SECONDS_TO_READ) return goOnSignedIn(c, returnTo, proved)
  const first = pagesAbout(proved).reduceRight((next, { path, query }) => {
    const search = new URLSearchParams({ ...query, return_to: next })
    return `${path}?${search}`
  }, returnTo)
  return first === returnTo ? goOnSignedIn(c, returnTo, proved) : seeOther(c, portalUrl(c, first))
}

interface PageAbout {
  readonly path: string
  readonly query: Readonly<Record<string, string>>
}

/** Returns the pages about a person's factors that they see after a proof, in their order. */
function pagesAbout(proved: Verified): readonly PageAbout[] {
  const { method: used, recoveryCodesLeft, isShortSecretNew, isAppToCheck } = proved
  const isAboutCodes = used === 'recovery_code' || recoveryCodesLeft <= FEW_RECOVERY_CODES
  return [
    ...(isShortSecretNew ? [{ path: SHORT_SECRET, query: {} }] : []),
    ...(isAboutCodes ? [{ path: '/account/security/recovery-codes', query: { used } }] : []),
    ...(isAppToCheck ? [{ path: CHECK_APP, query: {} }] : []),
  ]
}
