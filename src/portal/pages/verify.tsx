// /sign-in/verify: asks for the second factor of a login that becomes a session, or of a session that steps
// up. One field takes both kinds of code. A passkey is used at the paths below (verify-passkey.ts).

import { Hono } from 'hono'
import { isPhishingResistant } from '../../core/assurance.ts'
import type { Result } from '../../core/result.ts'
import type { Session } from '../../flows/session/session.ts'
import {
  type FactorOwner,
  findAskedAtLogin,
  findAskedInSession,
  outlookOf,
} from '../../flows/sign-in/asked-factor.ts'
import { findFederated } from '../../flows/sign-in/provider-flow.ts'
import type { SecondFactorRefusal } from '../../flows/sign-in/second-factor.ts'
import { stepUp, type Verified, verifyLogin } from '../../flows/sign-in/verify-login.ts'
import { log } from '../../log.ts'
import { type PortalContext, type PortalEnv, portalUrl, seeOther } from '../frame/context.ts'
import { takes } from '../frame/form-needs.ts'
import { page } from '../frame/layout.tsx'
import { seeProof } from '../frame/missing-proof.ts'
import { leadsAway, siteLedTo } from '../frame/return.ts'
import { typedCode } from '../parts/code-field.tsx'
import { PasskeyScript } from '../parts/passkey-form.tsx'
import { PASSKEYS } from './account/passkeys-path.ts'
import { LockedView } from './locked-view.tsx'
import { wayTo } from './providers.tsx'
import { isToRecover } from './recovery/recovery-paths.ts'
import {
  askedMaxAge,
  goOnProved,
  isPasskeyAsked,
  isProvedAlready,
  isRecoveryAsked,
  loginIn,
  maxAgeOf,
  returnToIn,
  startAgain,
  VERIFY,
} from './verify-steps.ts'
import { type PasskeyFacts, VerifyView } from './verify-view.tsx'

export const verify = new Hono<PortalEnv>()

verify.get(VERIFY, async (c) => {
  const returnTo = returnToIn(c)
  // The link of a recovery needs the first factor alone. Its page checks the login.
  const isRecovering = isToRecover(returnTo) && (await findAskedAtLogin(c.var.edge, loginIn(c))) !== null
  return isRecovering ? seeOther(c, portalUrl(c, returnTo)) : verifyPage(c)
})

verify.post(VERIFY, takes({ csrf: 'sign-in' }), async (c) => {
  const { edge, form, session, words } = c.var
  const returnTo = returnToIn(c)
  const login = loginIn(c)
  const code = form.get('code') ?? ''
  let proved: Result<Verified, SecondFactorRefusal>
  if (login) proved = await verifyLogin(edge, login, code, { previous: session, language: words.code })
  else if (isProvedAlready(c)) return seeOther(c, portalUrl(c, returnTo))
  else if (session?.isEnrolled) proved = await stepUp(edge, session, code)
  else return seeOther(c, portalUrl(c, '/sign-in', { why: 'expired', return_to: returnTo }))

  if (proved.ok) return goOnProved(c, proved.value)
  log('info', { event: 'second_factor.refused', reason: proved.error.reason })
  return proved.error.reason === 'gone' ? startAgain(c, returnTo) : verifyPage(c, { code: proved.error })
})

/** What was refused: a code, or a passkey with the sentence that says why. */
interface Refused {
  readonly code?: SecondFactorRefusal
  readonly passkey?: string
}

export async function verifyPage(c: PortalContext, refused: Refused = {}): Promise<Response> {
  const { edge, session } = c.var
  const isRefused = refused.code !== undefined || refused.passkey !== undefined
  const returnTo = returnToIn(c)
  if (isProvedAlready(c)) return seeOther(c, portalUrl(c, returnTo))
  const loginCookie = loginIn(c)
  // A sign-in under way must come before this browser's session. The session may be another person's, without
  // a second factor.
  const login = await findAskedAtLogin(edge, loginCookie)
  if (login === null && session && !session.isEnrolled && !isRefused) {
    return seeOther(c, whereToProve(c, session, returnTo))
  }
  const asked = login ?? (session && (await findAskedInSession(edge, session)))
  if (!asked) {
    // A workspace asks for a newer proof, and the session has ended. No sign-in took too long.
    const isStepUpSignedOut = !session && loginCookie === null && askedMaxAge(c) !== null
    return isStepUpSignedOut ? seeProof(c, 'sign-in', returnTo) : startAgain(c, returnTo)
  }
  if (asked.lockedAt !== null) return lockedPage(c, asked.lockedAt)
  const hasProved = login === null && Boolean(session?.proof.secondFactor)
  if (hasProved && isPasskeyAsked(c) && !asked.hasPasskeys) return seeOther(c, toAnotherPasskey(c, false))
  return askFor(c, asked, { refused, isLogin: login !== null, isStepUp: hasProved })
}

/** Only a right first factor leads here. So nobody learns from a wrong password that an account is locked. */
function lockedPage(c: PortalContext, lockedAt: number): Promise<Response> {
  const { title } = c.var.words.verify.locked
  return page(c, { title, status: 403 }, <LockedView lockedAt={lockedAt} returnTo={returnToIn(c)} />)
}

interface Asking {
  readonly refused: Refused
  readonly isLogin: boolean
  readonly isStepUp: boolean
}

async function askFor(
  c: PortalContext,
  asked: FactorOwner,
  { refused, isLogin, isStepUp }: Asking,
): Promise<Response> {
  const { edge, words } = c.var
  const returnTo = returnToIn(c)
  const isRecovery = isRecoveryAsked(c)
  const site = await siteLedTo(c, returnTo)
  const passkey = asked.hasPasskeys ? await passkeyFacts(c, refused.passkey ?? null, isLogin) : null
  const isPasskeyOnly = passkey !== null && passkey.addAnother !== null
  const refusal = refused.code ?? (isPasskeyOnly ? null : outlookOf(asked, edge.now, isRecovery))
  const head = {
    title: isStepUp ? words.verify.titleOfStepUp : words.verify.title,
    status: refused.code || refused.passkey ? 422 : 200,
    retryAt: refusal?.reason === 'locked' && !refused.passkey ? refusal.until : undefined,
    leadsAway: leadsAway(returnTo),
    accent: site?.accent,
    script: passkey && !isRecovery ? <PasskeyScript say={passkey.say} /> : undefined,
  } as const
  return page(
    c,
    head,
    <VerifyView
      {...{ site, returnTo, refusal, isRecovery, isStepUp, passkey }}
      email={asked.email}
      typed={mendable(c)}
      maxAge={maxAgeOf(c)}
      appDigits={asked.appDigits}
    />,
  )
}

async function passkeyFacts(
  c: PortalContext,
  refusal: string | null,
  isLogin: boolean,
): Promise<PasskeyFacts> {
  const say = await c.var.words.loadPasskeys()
  return { say, refusal, addAnother: isPasskeyAsked(c) ? toAnotherPasskey(c, isLogin) : null }
}

/**
 * Returns the page that adds a passkey and then leads on. A login has no session yet, so it must first prove
 * a second factor here, in any way.
 */
function toAnotherPasskey(c: PortalContext, isLogin: boolean): string {
  const adding = portalUrl(c, PASSKEYS, { return_to: returnToIn(c) })
  const { pathname, search } = new URL(adding)
  return isLogin ? portalUrl(c, VERIFY, { return_to: pathname + search }) : adding
}

/**
 * Returns where a session of an account without a factor can prove one. This is its provider if that has proved
 * one before, otherwise the page that sets up an app, or the page that adds a passkey if only that is enough.
 */
function whereToProve(c: PortalContext, { proof }: Session, returnTo: string): string {
  if (isPasskeyAsked(c) && !(proof.secondFactor && isPhishingResistant(proof.secondFactor)))
    return toAnotherPasskey(c, false)
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
 * or eight digits. Otherwise the next person at this browser could read them, and a code from a phone whose clock is
 * ahead becomes valid later.
 */
function mendable(c: PortalContext): string {
  const typed = typedCode(c)
  return typed.replace(/[^\p{L}\p{N}]/gu, '').length >= WORTH_MENDING ? typed : ''
}
