// /account/security/authenticator: sets up an authenticator app, as the first second factor or beside passkeys,
// or replaces it with another one. Offers a passkey as the first factor, too.

import { Hono } from 'hono'
import { parseSecondFactorInput } from '../../../core/second-factor-input.ts'
import {
  type Confirmed,
  type ConfirmRefusal,
  confirmEnrolment,
  type OfferRefusal,
  offerEnrolment,
} from '../../../flows/own-account/enrol.ts'
import { SHOWN_SECONDS } from '../../../flows/own-account/shown-codes.ts'
import { missingForOwnChange } from '../../../flows/session/missing-proof.ts'
import { SESSION_COOKIE, SHOWN_CODES_COOKIE, setCookie } from '../../../http/cookies.ts'
import { log } from '../../../log.ts'
import { ownPath, type PortalContext, type PortalEnv, portalUrl, seeOther } from '../../frame/context.ts'
import { seeDone } from '../../frame/done.ts'
import { sessionOf } from '../../frame/guards.ts'
import { Info, page } from '../../frame/layout.tsx'
import { seeProof } from '../../frame/missing-proof.ts'
import { AFTER_SIGN_IN, askedReturnTo, leadsAway, siteLedTo, withReturnTo } from '../../frame/return.ts'
import { typedCode } from '../../parts/code-field.tsx'
import { WayTo } from '../../parts/door.tsx'
import { PasskeyFirst } from '../../parts/passkey-demand.tsx'
import { PasskeyScript } from '../../parts/passkey-form.tsx'
import { ProveAtProvider } from '../../parts/prove-at-provider.tsx'
import { problemPage } from '../problem.tsx'
import { alreadyEnrolledPage, isAlreadyEnrolled } from './already-enrolled.tsx'
import { AUTHENTICATOR } from './authenticator-path.ts'
import { otherWayToEnrolPage } from './other-way-to-enrol.tsx'

export const authenticator = new Hono<PortalEnv>()

authenticator.get(AUTHENTICATOR, (c) =>
  isAlreadyEnrolled(c) ? alreadyEnrolledPage(c) : setUpPage(c, null, ownPath(c)),
)

authenticator.post(AUTHENTICATOR, async (c) => {
  const { edge, form } = c.var
  const session = sessionOf(c)
  const missing = missingForOwnChange(session, edge.now)
  if (missing !== null) return seeProof(c, missing, setUpAnew(c))
  // Another tab may have set up an app after this page was opened. Must not replace that app unless the form
  // says so. Otherwise an old page could replace it without the person noticing.
  const purpose = purposeIn(c)
  if (session.isEnrolled && purpose === null) return seeAlreadyEnrolled(c)
  const confirmed = await confirmEnrolment(edge, session, form.get('code') ?? '', {
    mayReplace: purpose === 'replacement',
  })
  if (confirmed.ok) return goOn(c, confirmed.value)
  const refusal = confirmed.error
  if (refusal.reason === 'too-many-changes') return problemPage(c, refusal)
  const { accountId } = session
  log('info', { event: 'authenticator.refused', reason: refusal.reason, accountId })
  return setUpPage(c, refusal, setUpAnew(c))
})

/** Tells whether a page of a workspace requires a second factor, so that "Not now" must not lead back to it. */
const isStepUp = (c: PortalContext): boolean =>
  (c.req.method === 'POST' ? c.var.form.get('step_up') : c.req.query('step_up')) === '1'

/** Returns what the form says about an account that has a second factor; null for a first one. */
function purposeIn(c: PortalContext): 'replacement' | 'addition' | null {
  const asked = c.req.method === 'POST' ? c.var.form.get('for') : c.req.query('for')
  return asked === 'replacement' || asked === 'addition' ? asked : null
}

/**
 * Returns the form's page. A proof on the way changes the session cookie, so the page then shows another key.
 * The query `anew` makes the page mention that.
 */
function setUpAnew(c: PortalContext): string {
  const returnTo = askedReturnTo(c)
  const purpose = purposeIn(c)
  const query = {
    anew: '1',
    ...(purpose === null ? {} : { for: purpose }),
    ...(isStepUp(c) ? { step_up: '1' } : {}),
    ...(returnTo ? { return_to: returnTo } : {}),
  }
  return `${AUTHENTICATOR}?${new URLSearchParams(query)}`
}

function seeAlreadyEnrolled(c: PortalContext): Response {
  const isOnTheWay = askedReturnTo(c) !== null
  if (isOnTheWay) return seeOther(c, portalUrl(c, withReturnTo(c, AUTHENTICATOR), { for: 'enrolment' }))
  return seeDone(c, '/account/security', 'already')
}

/**
 * Redirects after an app is confirmed. A first app leads to the recovery codes. A replaced app leads back to
 * the page that the lost phone kept the person from. The recovery codes come before it, because one of them
 * was used.
 */
function goOn(c: PortalContext, { cookie, shownCodes }: Confirmed): Response {
  const { sessionSeconds } = c.var.edge.config
  c.header('set-cookie', setCookie(SESSION_COOKIE, cookie, sessionSeconds), { append: true })
  const codes = withReturnTo(c, '/account/security/recovery-codes')
  if (shownCodes !== null) {
    c.header('set-cookie', setCookie(SHOWN_CODES_COOKIE, shownCodes, SHOWN_SECONDS), { append: true })
    return seeDone(c, codes, 'enrolled')
  }
  const next = askedReturnTo(c) === null ? '/account/security' : codes
  return purposeIn(c) === 'addition'
    ? seeDone(c, '/account/security', 'app-added')
    : seeDone(c, next, 'replaced')
}

/** `here` is the address of this page, to return to after a proof. */
async function setUpPage(c: PortalContext, refusal: ConfirmRefusal | null, here: string): Promise<Response> {
  const { authenticator: say } = c.var.words
  const session = sessionOf(c)
  const offered = await offerEnrolment(c.var.edge, session)
  if (!offered.ok) return refuseOffer(c, offered.error, here)
  const offer = offered.value
  const returnTo = askedReturnTo(c)
  const site = await siteLedTo(c, returnTo)
  const { provider, secondFactor } = session.proof
  const { SetUpView, setUpTitle } = await import('./set-up-view.tsx')
  const isPasskeyAhead = site && !session.isEnrolled && site.policies.phishingResistant.effectiveAt !== null
  const policyWords = isPasskeyAhead ? await c.var.words.loadPasskeyPolicy() : null
  // A person without a second factor may add a passkey instead.
  const passkeys = session.isEnrolled ? null : await c.var.words.loadPasskeys()
  const isBeside = session.isEnrolled && !offer.isReplacement
  const head = {
    title: setUpTitle(say, offer.isReplacement ? 'replacement' : isBeside ? 'addition' : 'first'),
    status: refusal ? 422 : 200,
    current: 'security',
    leadsAway: leadsAway(returnTo),
    accent: site?.accent,
    script: passkeys ? <PasskeyScript say={passkeys} /> : undefined,
  } as const
  return page(
    c,
    head,
    <SetUpView
      offer={offer}
      email={session.email}
      refusal={refusal}
      typed={mendable(c, offer.isReplacement)}
      returnTo={returnTo}
      isStepUp={isStepUp(c)}
      isAnew={c.req.query('anew') !== undefined}
      {...{ isBeside, passkeys }}
    >
      {site ? <WayTo site={site} /> : null}
      {site && policyWords ? <PasskeyFirst site={site} say={policyWords} /> : null}
      {site && isStepUp(c) ? <Info>{say.forPage({ workspace: <bdi>{site.name}</bdi> })}</Info> : null}
      {site && !session.isEnrolled && !secondFactor ? (
        <ProveAtProvider providerId={provider} returnTo={returnTo ?? AFTER_SIGN_IN} />
      ) : null}
    </SetUpView>,
  )
}

function refuseOffer(c: PortalContext, refusal: OfferRefusal, here: string): Response | Promise<Response> {
  switch (refusal.reason) {
    case 'other-way':
      return otherWayToEnrolPage(c, refusal.ways, here)
    case 'missing-proof':
      return seeProof(c, refusal.missing, here)
    case 'ended':
      return seeOther(c, portalUrl(c, here))
  }
}

/**
 * Returns the refused code, to be corrected in its field. Must never return what could be a code of the
 * replaced app. Otherwise the next person at this browser could read a code that was accepted a moment ago.
 */
function mendable(c: PortalContext, isReplacement: boolean): string {
  const typed = typedCode(c)
  return isReplacement && parseSecondFactorInput(typed) ? '' : typed
}
