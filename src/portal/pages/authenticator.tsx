// /account/security/authenticator: setting up an authenticator app, or another one in its place; and turning it off.

import { Hono } from 'hono'
import { encodeBase32, inGroupsOfFour } from '../../core/base32.ts'
import { parseSecondFactorInput } from '../../core/second-factor-input.ts'
import { otpauthUri } from '../../core/totp.ts'
import {
  type ConfirmRefusal,
  confirmEnrolment,
  disableSecondFactor,
  findOtherWaysToEnrol,
  missingProofFor,
  type Offer,
  offerEnrolment,
} from '../../flows/own-account/enrol.ts'
import { generateRecoveryCodes, SHOWN_SECONDS } from '../../flows/own-account/recover.ts'
import { SESSION_COOKIE, SHOWN_CODES_COOKIE, setCookie } from '../../http/cookies.ts'
import { log } from '../../log.ts'
import { ownPath, type PortalContext, type PortalEnv, portalUrl, seeOther } from '../frame/context.ts'
import { Form } from '../frame/form.tsx'
import { sessionOf } from '../frame/guards.ts'
import { Info, page, Unbroken } from '../frame/layout.tsx'
import {
  AFTER_SIGN_IN,
  askedReturnTo,
  isOfSettings,
  leadsAway,
  siteLedTo,
  withReturnTo,
} from '../frame/return.ts'
import { useWords } from '../frame/words.ts'
import { alreadyEnrolledPage, isAlreadyEnrolled } from '../parts/already-enrolled.tsx'
import { CodeField, typedCode } from '../parts/code-field.tsx'
import { WayTo } from '../parts/door.tsx'
import { otherWayToEnrolPage } from '../parts/other-way-to-enrol.tsx'
import { ProveAtProvider } from '../parts/prove-at-provider.tsx'
import { QrCode } from '../parts/qr-code.tsx'

export const authenticator = new Hono<PortalEnv>()

const PATH = '/account/security/authenticator'

authenticator.get(PATH, (c, next) => (isAlreadyEnrolled(c) ? alreadyEnrolledPage(c) : next()))

authenticator.use(`${PATH}/*`, async (c, next) => {
  const isConfirming = c.req.method === 'POST' && c.req.path === PATH
  const returnTo = isConfirming ? setUpAnew(c) : ownPath(c)
  // The statement that confirms asks this itself.
  const otherWays = isConfirming ? null : await findOtherWaysToEnrol(c.var.edge, sessionOf(c))
  if (otherWays) return otherWayToEnrolPage(c, otherWays, returnTo)
  const missing = missingProofFor(sessionOf(c), c.var.edge.now)
  if (missing === null) return next()
  if (missing === 'second-factor')
    return seeOther(c, portalUrl(c, '/sign-in/verify', { return_to: returnTo }))
  return seeOther(c, portalUrl(c, '/sign-in', { why: 'fresh', return_to: returnTo }))
})

/** The page of a posted form, once more. A proof on the way changes the cookie, and the new cookie is shown another key. */
function setUpAnew(c: PortalContext): string {
  const returnTo = askedReturnTo(c)
  const query = {
    anew: '1',
    ...(isForReplacement(c) ? { for: 'replacement' } : {}),
    ...(returnTo ? { return_to: returnTo } : {}),
  }
  return `${PATH}?${new URLSearchParams(query)}`
}

const isForReplacement = (c: PortalContext): boolean => c.var.form.get('for') === 'replacement'

authenticator.get(PATH, (c) => setUpPage(c, null))

authenticator.post(PATH, async (c) => {
  const { edge, form } = c.var
  const session = sessionOf(c)
  // Another tab was quicker. This page knew of no app yet, and must not replace the one that there is now.
  if (session.isEnrolled && !isForReplacement(c)) {
    const isOnTheWay = askedReturnTo(c) !== null
    return seeOther(
      c,
      isOnTheWay
        ? portalUrl(c, withReturnTo(c, PATH), { for: 'enrolment' })
        : portalUrl(c, '/account/security', { done: 'already' }),
    )
  }
  const confirmed = await confirmEnrolment(edge, session, form.get('code') ?? '')
  if (!confirmed.ok) {
    log('info', {
      event: 'authenticator.refused',
      reason: confirmed.error.reason,
      accountId: session.accountId,
    })
    const otherWays = confirmed.error.reason === 'gone' ? await findOtherWaysToEnrol(edge, session) : null
    return otherWays ? otherWayToEnrolPage(c, otherWays, setUpAnew(c)) : setUpPage(c, confirmed.error)
  }
  const { cookie, isReplacement } = confirmed.value
  c.header('set-cookie', setCookie(SESSION_COOKIE, cookie, edge.config.sessionSeconds), { append: true })
  if (isReplacement) return seeOther(c, afterReplacement(c))
  const shown = await generateRecoveryCodes(edge, confirmed.value.session)
  c.header('set-cookie', setCookie(SHOWN_CODES_COOKIE, shown, SHOWN_SECONDS), { append: true })
  return seeOther(c, portalUrl(c, withReturnTo(c, '/account/security/recovery-codes')))
})

/** On to where a lost phone had stopped them, past the recovery codes: one of those is used up. */
function afterReplacement(c: PortalContext): string {
  if (askedReturnTo(c) === null) return portalUrl(c, '/account/security', { done: 'replaced' })
  return portalUrl(c, withReturnTo(c, '/account/security/recovery-codes'), { done: 'replaced' })
}

authenticator.get(`${PATH}/disable`, async (c) => {
  const session = sessionOf(c)
  if (!session.isEnrolled) return seeOther(c, portalUrl(c, '/account/security'))
  const { authenticator: say } = c.var.words
  return page(
    c,
    { title: say.disableTitle, current: 'security' },
    <>
      <h1>
        <Unbroken text={say.disableQuestion} />
      </h1>
      <p>{say.disableConsequence}</p>
      <Form action={`${PATH}/disable`} class="row">
        <button type="submit" class="danger">
          {say.disable}
        </button>
        <a class="button" href="/account/security">
          {say.keepOn}
        </a>
      </Form>
    </>,
  )
})

authenticator.post(`${PATH}/disable`, async (c) => {
  const { edge } = c.var
  const disabled = await disableSecondFactor(edge, sessionOf(c))
  // Refused where a workspace requires it; the Security tab names which.
  if (!disabled) return seeOther(c, portalUrl(c, '/account/security'))
  const { cookie } = disabled
  c.header('set-cookie', setCookie(SESSION_COOKIE, cookie, edge.config.sessionSeconds), { append: true })
  return seeOther(c, portalUrl(c, '/account/security', { done: 'disabled' }))
})

async function setUpPage(c: PortalContext, refusal: ConfirmRefusal | null): Promise<Response> {
  const { edge, words } = c.var
  const { authenticator: say, layout } = words
  const session = sessionOf(c)
  const offer = await offerEnrolment(edge, session)
  const returnTo = askedReturnTo(c)
  const site = await siteLedTo(c, returnTo)
  const title = offer.isReplacement ? say.replaceTitle : say.enableTitle
  return page(
    c,
    {
      title,
      status: refusal ? 422 : 200,
      current: 'security',
      leadsAway: leadsAway(returnTo),
      accent: site?.accent,
    },
    <>
      <h1>
        <Unbroken text={title} />
      </h1>
      {site ? <WayTo site={site} /> : null}
      {offer.isReplacement ? <Info>{say.keepsWorking}</Info> : null}
      {isOfSettings(returnTo) && !offer.isReplacement ? <Info>{say.forSettings}</Info> : null}
      {site && !session.isEnrolled && !session.proof.secondFactor ? (
        <ProveAtProvider c={c} providerId={session.proof.provider} returnTo={returnTo ?? AFTER_SIGN_IN} />
      ) : null}
      {c.req.query('anew') ? <Info>{say.anew}</Info> : null}
      <ol class="steps">
        <li>{say.install}</li>
        <li>
          {say.add}
          <OfferedSecret
            offer={offer}
            issuer={new URL(edge.config.portalOrigin).hostname}
            email={session.email}
          />
        </li>
        <li>
          {say.enterCode}
          <Form action={PATH} class="stack" data-code-form="" returnTo={returnTo}>
            {offer.isReplacement ? <input type="hidden" name="for" value="replacement" /> : null}
            <CodeField
              label={say.code}
              refusal={refusal}
              typed={mendable(c, offer)}
              now={edge.now}
              hasFocus={refusal !== null}
            />
            <button type="submit">{offer.isReplacement ? say.replace : say.enable}</button>
          </Form>
        </li>
      </ol>
      <p>
        <a href={returnTo ?? '/account/security'}>{layout.notNow}</a>
      </p>
    </>,
  )
}

/**
 * What was typed and refused, to be mended. Never what could be a code of the app that is replaced: it may have been
 * accepted a moment ago, and a code that was accepted is shown to nobody again.
 */
function mendable(c: PortalContext, { isReplacement }: Offer): string {
  const typed = typedCode(c)
  return isReplacement && parseSecondFactorInput(typed) ? '' : typed
}

/** On a phone, where its own camera can't see it, the QR code stands last; the stylesheet puts it first elsewhere. */
function OfferedSecret({ offer, issuer, email }: { offer: Offer; issuer: string; email: string }) {
  const { authenticator: say } = useWords()
  const uri = otpauthUri(offer.secret, issuer, email)
  return (
    <div class="secret">
      <div class="here">
        <p>{say.onThisPhone}</p>
        <p>
          <a class="button" href={uri}>
            {say.openInApp}
          </a>
        </p>
      </div>
      <div class="typed">
        <p>{say.typeTheKey}</p>
        <p class="key" id="key" dir="ltr">
          {inGroupsOfFour(encodeBase32(offer.secret), ' ')}
        </p>
        <button type="button" class="second small" data-copy="key" hidden>
          {say.copyTheKey}
        </button>
        <p class="quiet">{say.keyDetails({ email: <bdi>{email}</bdi> })}</p>
      </div>
      <div class="scanned">
        <p>{say.scan}</p>
        <QrCode content={uri} label={say.qrCode} />
      </div>
    </div>
  )
}
