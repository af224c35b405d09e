// /sign-in/verify: the second factor, of a login that becomes a session, or of a session that steps up. One field takes
// both kinds of code.

import { Hono } from 'hono'
import { FRESH_PROOF_SECONDS } from '../../core/assurance.ts'
import { FAILURES_THAT_DISABLE, SECOND_FACTOR_BUDGET } from '../../core/lockout.ts'
import { FEW_RECOVERY_CODES } from '../../core/recovery-codes.ts'
import type { Result } from '../../core/result.ts'
import { digest } from '../../crypto/digest.ts'
import { findFederated } from '../../flows/sign-in/provider-flow.ts'
import type { SecondFactorRefusal } from '../../flows/sign-in/second-factor.ts'
import { stepUp, type Verified, verifyLogin } from '../../flows/sign-in/verify-login.ts'
import { clearCookie, LOGIN_COOKIE, readCookie } from '../../http/cookies.ts'
import { log } from '../../log.ts'
import { type AttemptsRow, selectAttempts } from '../../store/attempts.ts'
import { findLoginOwner } from '../../store/logins.ts'
import { keepSession, type PortalContext, type PortalEnv, portalUrl, seeOther } from '../frame/context.ts'
import { Form } from '../frame/form.tsx'
import { takes } from '../frame/form-needs.ts'
import { Contact, page, Unbroken } from '../frame/layout.tsx'
import { AFTER_SIGN_IN, askedReturnTo, leadsAway, siteLedTo } from '../frame/return.ts'
import { goOnSignedIn } from '../frame/way-in.ts'
import { useWords } from '../frame/words.ts'
import { CodeField, typedCode } from '../parts/code-field.tsx'
import { WayTo } from '../parts/door.tsx'
import { wayTo } from './providers.tsx'

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
  if (method === 'recovery_code' || recoveryCodesLeft <= FEW_RECOVERY_CODES) {
    const used = method === 'recovery_code' ? 'recovery_code' : 'totp'
    return seeOther(c, portalUrl(c, '/account/security/recovery-codes', { used, return_to: returnTo }))
  }
  return goOnSignedIn(c, returnTo, proved.value)
})

/**
 * How old a proof may be, in seconds, for whoever asks: an origin that demands less than our own ten minutes says so
 * (`max_age`, as in RFC 9470).
 */
function maxAgeOf(c: PortalContext): number {
  const asked = c.req.method === 'POST' ? c.var.form.get('max_age') : c.req.query('max_age')
  return Math.min(FRESH_PROOF_SECONDS, /^\d{1,6}$/.test(asked ?? '') ? Number(asked) : FRESH_PROOF_SECONDS)
}

/** Perhaps in another tab, while this one was left open: there is nothing left to prove. */
function isProvedAlready(c: PortalContext): boolean {
  const { session, edge } = c.var
  const isLogin = readCookie(c.req.raw.headers, LOGIN_COOKIE) !== null
  const proof = session?.proof.secondFactor
  return !isLogin && Boolean(proof && edge.now - proof.at < maxAgeOf(c))
}

/** Another tab may have finished this very sign-in; else it took too long. */
function startAgain(c: PortalContext, returnTo: string) {
  c.header('set-cookie', clearCookie(LOGIN_COOKIE), { append: true })
  const isIn = c.var.session && (!c.var.session.isEnrolled || c.var.session.proof.secondFactor)
  if (isIn) return seeOther(c, portalUrl(c, returnTo))
  return seeOther(c, portalUrl(c, '/sign-in', { why: 'expired', return_to: returnTo }))
}

async function verifyPage(c: PortalContext, refusal: SecondFactorRefusal | null): Promise<Response> {
  const { edge, session, words } = c.var
  const { verify: say, layout } = words
  const returnTo = askedReturnTo(c) ?? AFTER_SIGN_IN
  if (isProvedAlready(c)) return seeOther(c, portalUrl(c, returnTo))
  // A sign-in under way comes before whoever was signed in here: that may be somebody else, without a second factor.
  const login = await findLogin(c)
  if (login === null && session && !session.isEnrolled && refusal === null) {
    const provider = findFederated(edge, session.proof.provider)
    // Whose second factor is their provider's proves it there.
    if (provider && session.proof.secondFactor) {
      return seeOther(c, wayTo(c, provider, { returnTo, demand: 'second-factor' }))
    }
    return seeOther(c, portalUrl(c, '/account/security/authenticator', { return_to: returnTo }))
  }
  const who = login ?? (session?.isEnrolled ? session : null)
  if (!who) return startAgain(c, returnTo)
  const method = c.req.method === 'POST' ? c.var.form.get('method') : c.req.query('method')
  const isRecovery = method === 'recovery'
  const shown = refusal ?? outlook(login ?? (await findAttempts(c)), edge.now, isRecovery)
  const maxAge = maxAgeOf(c)
  const isStepUp = !readCookie(c.req.raw.headers, LOGIN_COOKIE) && Boolean(session?.proof.secondFactor)
  const other = portalUrl(c, '/sign-in/verify', {
    return_to: returnTo,
    ...(maxAge === FRESH_PROOF_SECONDS ? {} : { max_age: String(maxAge) }),
    ...(isRecovery ? {} : { method: 'recovery' }),
  })
  const site = await siteLedTo(c, returnTo)
  const title = isStepUp ? say.titleOfStepUp : say.title
  return page(
    c,
    {
      title,
      status: refusal === null ? 200 : 422,
      retryAt: refusal?.reason === 'locked' ? refusal.until : undefined,
      leadsAway: leadsAway(returnTo),
      accent: site?.accent,
    },
    <>
      <h1>
        <Unbroken text={title} />
      </h1>
      {site ? <WayTo site={site} /> : null}
      <p class="lead">{isRecovery ? say.enterRecoveryCode : say.enterCode}</p>
      {isStepUp ? <p>{say.whyAgain}</p> : null}
      <Form
        action="/sign-in/verify"
        csrf="sign-in"
        class="stack"
        data-code-form={isRecovery ? undefined : ''}
        returnTo={returnTo}
      >
        <input type="hidden" name="max_age" value={maxAge} />
        {isRecovery ? <input type="hidden" name="method" value="recovery" /> : null}
        <CodeField
          label={isRecovery ? say.recoveryCode : say.code}
          refusal={shown}
          typed={mendable(c)}
          now={edge.now}
          hasFocus
          isRecovery={isRecovery}
        />
        <button type="submit">{say.submit}</button>
      </Form>
      <p class="quiet">
        {say.signingInAs({
          email: <bdi>{who.email}</bdi>,
          notYou: (words) => <a href={portalUrl(c, '/sign-in', { return_to: returnTo })}>{words}</a>,
        })}
      </p>
      <OtherWays href={other} isRecovery={isRecovery} />
      {isStepUp ? null : (
        <details>
          <summary>{layout.whyAsked}</summary>
          <p>{say.whyText}</p>
        </details>
      )}
    </>,
  )
}

const WORTH_MENDING = 12

/**
 * What was typed and refused, to be mended: a recovery code, or most of one. Never six digits: by a phone whose clock is off
 * they may be a code that works in a while, and they are typed again at once.
 */
function mendable(c: PortalContext): string {
  const typed = typedCode(c)
  return typed.replace(/[^\p{L}\p{N}]/gu, '').length >= WORTH_MENDING ? typed : ''
}

function OtherWays({ href, isRecovery }: { href: string; isRecovery: boolean }) {
  const { verify: say } = useWords()
  return (
    <section class="others">
      <h2>{say.otherWay}</h2>
      <p>
        <a href={href}>{isRecovery ? say.useApp : say.useRecoveryCode}</a>
      </p>
      <p class="quiet">{say.neither({ contact: <Contact /> })}</p>
    </section>
  )
}

async function findLogin({ var: { edge }, req }: PortalContext) {
  const cookie = readCookie(req.raw.headers, LOGIN_COOKIE)
  if (!cookie) return null
  return findLoginOwner(edge.db, await digest(edge.ring, 'login', cookie), SECOND_FACTOR_BUDGET, edge.now)
}

/** Of a session that steps up. */
async function findAttempts({ var: { edge, session } }: PortalContext): Promise<AttemptsRow | null> {
  if (!session) return null
  return selectAttempts(edge.db, SECOND_FACTOR_BUDGET, session.accountId).first<AttemptsRow>()
}

/** What the next code would be told, whatever it is: said before one is typed. */
function outlook(attempts: AttemptsRow | null, now: number, isRecovery: boolean): SecondFactorRefusal | null {
  if (!attempts) return null
  const { failures, blocked_until: until } = attempts
  if (until > now) return { reason: 'locked', until }
  return failures >= FAILURES_THAT_DISABLE && !isRecovery ? { reason: 'authenticator-disabled' } : null
}
