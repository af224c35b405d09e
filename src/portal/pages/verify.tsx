// /sign-in/verify: asks for the second factor of a login that becomes a session, or of a session that steps
// up. One field takes both kinds of code.

import { Hono } from 'hono'
import { FRESH_PROOF_SECONDS } from '../../core/assurance.ts'
import { FEW_RECOVERY_CODES } from '../../core/recovery-codes.ts'
import type { Result } from '../../core/result.ts'
import { parseMaxAge } from '../../core/step-up-challenge.ts'
import type { Session } from '../../flows/session/session.ts'
import { findAskedAtLogin, findAskedInSession, outlookOf } from '../../flows/sign-in/asked-factor.ts'
import { findFederated } from '../../flows/sign-in/provider-flow.ts'
import type { SecondFactorRefusal } from '../../flows/sign-in/second-factor.ts'
import { stepUp, type Verified, verifyLogin } from '../../flows/sign-in/verify-login.ts'
import { clearCookie, LOGIN_COOKIE, readCookie } from '../../http/cookies.ts'
import { log } from '../../log.ts'
import { keepSession, type PortalContext, type PortalEnv, portalUrl, seeOther } from '../frame/context.ts'
import { takes } from '../frame/form-needs.ts'
import { page } from '../frame/layout.tsx'
import { seeProof } from '../frame/missing-proof.ts'
import { AFTER_SIGN_IN, askedReturnTo, leadsAway, siteLedTo } from '../frame/return.ts'
import { goOnSignedIn } from '../frame/way-in.ts'
import { typedCode } from '../parts/code-field.tsx'
import { wayTo } from './providers.tsx'
import { VerifyView } from './verify-view.tsx'

export const verify = new Hono<PortalEnv>()

verify.get('/sign-in/verify', (c) => verifyPage(c, null))

verify.post('/sign-in/verify', takes({ csrf: 'sign-in' }), async (c) => {
  const { edge, form, session, words } = c.var
  const returnTo = askedReturnTo(c) ?? AFTER_SIGN_IN
  const login = readCookie(c.req.raw.headers, LOGIN_COOKIE)
  const code = form.get('code') ?? ''
  let proved: Result<Verified, SecondFactorRefusal>
  if (login) proved = await verifyLogin(edge, login, code, { previous: session, language: words.code })
  else if (isProvedAlready(c)) return seeOther(c, portalUrl(c, returnTo))
  else if (session?.isEnrolled) proved = await stepUp(edge, session, code)
  else return seeOther(c, portalUrl(c, '/sign-in', { why: 'expired', return_to: returnTo }))

  if (!proved.ok) {
    log('info', { event: 'second_factor.refused', reason: proved.error.reason })
    return proved.error.reason === 'gone' ? startAgain(c, returnTo) : verifyPage(c, proved.error)
  }
  keepSession(c, proved.value)
  const { method, recoveryCodesLeft } = proved.value
  const isToBeTold = method === 'recovery_code' || recoveryCodesLeft <= FEW_RECOVERY_CODES
  // Skip this page if the proof would be too old after it. Otherwise the next page would ask for another code.
  if (isToBeTold && maxAgeOf(c) >= SECONDS_TO_READ) {
    const used = method === 'recovery_code' ? 'recovery_code' : 'totp'
    return seeOther(c, portalUrl(c, '/account/security/recovery-codes', { used, return_to: returnTo }))
  }
  return goOnSignedIn(c, returnTo, proved.value)
})

/** How long a person may take for a page about their recovery codes, in seconds. */
const SECONDS_TO_READ = 60

/**
 * Returns the maximum age of a proof, in seconds: what a workspace's page demands (RFC 9470), or the portal's
 * ten minutes. The portal's settings check their ten minutes themselves.
 */
const maxAgeOf = (c: PortalContext): number => askedMaxAge(c) ?? FRESH_PROOF_SECONDS

const askedMaxAge = (c: PortalContext): number | null =>
  parseMaxAge(c.req.method === 'POST' ? c.var.form.get('max_age') : c.req.query('max_age'))

/** Tells whether nothing is left to prove. Another tab may have proved it while this page was open. */
function isProvedAlready(c: PortalContext): boolean {
  const { session, edge } = c.var
  const isLogin = readCookie(c.req.raw.headers, LOGIN_COOKIE) !== null
  const proof = session?.proof.secondFactor
  return !isLogin && Boolean(proof && edge.now - proof.at < maxAgeOf(c))
}

/**
 * Continues if another tab has finished this sign-in. Otherwise the sign-in took too long and starts again.
 */
function startAgain(c: PortalContext, returnTo: string) {
  c.header('set-cookie', clearCookie(LOGIN_COOKIE), { append: true })
  const isIn = c.var.session && (!c.var.session.isEnrolled || c.var.session.proof.secondFactor)
  if (isIn) return seeOther(c, portalUrl(c, returnTo))
  return seeOther(c, portalUrl(c, '/sign-in', { why: 'expired', return_to: returnTo }))
}

async function verifyPage(c: PortalContext, refusal: SecondFactorRefusal | null): Promise<Response> {
  const { edge, session } = c.var
  const returnTo = askedReturnTo(c) ?? AFTER_SIGN_IN
  if (isProvedAlready(c)) return seeOther(c, portalUrl(c, returnTo))
  const loginCookie = readCookie(c.req.raw.headers, LOGIN_COOKIE)
  // A sign-in under way must come before this browser's session. The session may be another person's, without
  // a second factor.
  const login = await findAskedAtLogin(edge, loginCookie)
  if (login === null && session && !session.isEnrolled && refusal === null) {
    return seeOther(c, whereToProve(c, session, returnTo))
  }
  const asked = login ?? (session && (await findAskedInSession(edge, session)))
  if (!asked) {
    // A workspace asks for a newer proof, and the session has ended. No sign-in took too long.
    const isStepUpSignedOut = !session && loginCookie === null && askedMaxAge(c) !== null
    return isStepUpSignedOut ? seeProof(c, 'sign-in', returnTo) : startAgain(c, returnTo)
  }
  const method = c.req.method === 'POST' ? c.var.form.get('method') : c.req.query('method')
  const isRecovery = method === 'recovery'
  const isStepUp = loginCookie === null && Boolean(session?.proof.secondFactor)
  const site = await siteLedTo(c, returnTo)
  const { verify: say } = c.var.words
  return page(
    c,
    {
      title: isStepUp ? say.titleOfStepUp : say.title,
      status: refusal === null ? 200 : 422,
      retryAt: refusal?.reason === 'locked' ? refusal.until : undefined,
      leadsAway: leadsAway(returnTo),
      accent: site?.accent,
    },
    <VerifyView
      email={asked.email}
      site={site}
      returnTo={returnTo}
      refusal={refusal ?? outlookOf(asked, edge.now, isRecovery)}
      typed={mendable(c)}
      maxAge={maxAgeOf(c)}
      isRecovery={isRecovery}
      isStepUp={isStepUp}
    />,
  )
}

/**
 * Returns where a session without an authenticator app can prove a second factor. This is its provider if
 * that has proved one before, otherwise the page that sets up an app.
 */
function whereToProve(c: PortalContext, { proof }: Session, returnTo: string): string {
  const provider = findFederated(c.var.edge, proof.provider)
  const maxAge = askedMaxAge(c)
  return provider && proof.secondFactor
    ? wayTo(c, provider, { returnTo, demand: 'second-factor', ...(maxAge === null ? {} : { maxAge }) })
    : portalUrl(c, '/account/security/authenticator', {
        ...(maxAge === null ? {} : { step_up: '1' }),
        return_to: returnTo,
      })
}

const WORTH_MENDING = 12

/**
 * Returns the refused code, to be corrected: a whole recovery code or most of one. Must never return six
 * digits. Otherwise the next person at this browser could read them, and a code from a phone whose clock is
 * ahead becomes valid later.
 */
function mendable(c: PortalContext): string {
  const typed = typedCode(c)
  return typed.replace(/[^\p{L}\p{N}]/gu, '').length >= WORTH_MENDING ? typed : ''
}
