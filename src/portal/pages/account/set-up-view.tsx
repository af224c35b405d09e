// The page that sets up an authenticator app: the key in three forms, and the field for the first code.

import type { Child } from 'hono/jsx'
import type { Config } from '../../../config.ts'
import { encodeBase32, inGroupsOfFour } from '../../../core/base32.ts'
import { otpauthUri } from '../../../core/totp.ts'
import type { ConfirmRefusal, Offer } from '../../../flows/own-account/enrol.ts'
import type { Part } from '../../../words/sentence.ts'
import { Form } from '../../frame/form.tsx'
import { Info, Unbroken } from '../../frame/layout.tsx'
import { AFTER_SIGN_IN, isOfSettings } from '../../frame/return.ts'
import { useEdge, useWords } from '../../frame/words.ts'
import { CodeField } from '../../parts/code-field.tsx'
import { QrCode } from '../../parts/qr-code.tsx'
import { AUTHENTICATOR } from './authenticator-path.ts'

interface SetUpViewProps {
  readonly offer: Offer
  readonly email: string
  readonly refusal: ConfirmRefusal | null
  /** The refused code, if it may be shown again. */
  readonly typed: string
  readonly returnTo: string | null
  /** True if a page of a workspace requires a second factor. */
  readonly isStepUp: boolean
  /** True if the previous page showed another key, because a proof on the way changed the session. */
  readonly isAnew: boolean
  /** The workspace that this page leads to, and another way to open it. */
  readonly children?: Child
}

export function SetUpView(props: SetUpViewProps) {
  const { offer, email, refusal, typed, returnTo, isStepUp, isAnew, children } = props
  const { authenticator: say, layout } = useWords()
  const { isReplacement } = offer
  const { now } = useEdge()
  return (
    <>
      <h1>
        <Unbroken text={isReplacement ? say.replaceTitle : say.enableTitle} />
      </h1>
      {isReplacement ? <Info>{say.keepsWorking}</Info> : null}
      {isOfSettings(returnTo) && !isReplacement ? <Info>{say.forSettings}</Info> : null}
      {children}
      {isAnew ? <Info>{say.anew}</Info> : null}
      <ol class="steps">
        <li>{say.install}</li>
        <li>
          {say.add}
          <OfferedSecret offer={offer} email={email} />
        </li>
        <li>
          {say.enterCode}
          <Form action={AUTHENTICATOR} class="stack" data-code-form="" returnTo={returnTo}>
            {isReplacement ? <input type="hidden" name="for" value="replacement" /> : null}
            {isStepUp ? <input type="hidden" name="step_up" value="1" /> : null}
            <CodeField
              label={say.code}
              refusal={refusal}
              typed={typed}
              now={now}
              hasFocus={refusal !== null}
            />
            <button type="submit">{isReplacement ? say.replace : say.enable}</button>
          </Form>
        </li>
      </ol>
      <p>
        {/* The page that requires a second factor would only lead back to this one. */}
        <a href={isStepUp ? AFTER_SIGN_IN : (returnTo ?? '/account/security')}>{layout.notNow}</a>
      </p>
    </>
  )
}

/** Returns the name that an authenticator app shows next to its codes. */
const issuerOf = ({ brand, portalOrigin }: Config): string =>
  brand.isOwn ? brand.name : new URL(portalOrigin).hostname

/**
 * Shows the key in the order that suits a phone, whose own camera can't scan its screen: a link, the key, the
 * QR code. A wide page has the QR code next to the key. The stylesheet hides the link on devices with a
 * mouse.
 */
function OfferedSecret({ offer, email }: { offer: Offer; email: string }) {
  const { authenticator: say } = useWords()
  const uri = otpauthUri(offer.secret, issuerOf(useEdge().config), email)
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
      <p class="both">{say.scanOrType}</p>
      <div class="typed">
        <p class="key" id="key" dir="ltr">
          {inGroupsOfFour(encodeBase32(offer.secret), ' ')}
        </p>
        <button type="button" class="second small" data-copy="key" hidden>
          {say.copyTheKey}
        </button>
        <details>
          <summary>{say.keySettings}</summary>
          <p class="quiet">{unbroken(say.keyDetails({ email: <bdi>{email}</bdi> }))}</p>
        </details>
      </div>
      <QrCode content={uri} label={say.qrCode} />
    </div>
  )
}

/** Keeps names such as SHA-1 from being broken at their hyphen. */
const unbroken = (parts: readonly Part[]): Part[] =>
  parts.map((part) => (typeof part === 'string' ? <Unbroken text={part} /> : part))
