// Setting up an authenticator app: the key in three ways to take it over, and the field for the first code.

import type { Child } from 'hono/jsx'
import type { Config } from '../../../config.ts'
import { encodeBase32, inGroupsOfFour } from '../../../core/base32.ts'
import { otpauthUri } from '../../../core/totp.ts'
import type { ConfirmRefusal, Offer } from '../../../flows/own-account/enrol.ts'
import type { Part } from '../../../words/sentence.ts'
import { Form } from '../../frame/form.tsx'
import { Info, Unbroken } from '../../frame/layout.tsx'
import { isOfSettings } from '../../frame/return.ts'
import { useEdge, useWords } from '../../frame/words.ts'
import { CodeField } from '../../parts/code-field.tsx'
import { QrCode } from '../../parts/qr-code.tsx'

export const AUTHENTICATOR = '/account/security/authenticator'

interface SetUpViewProps {
  readonly offer: Offer
  readonly email: string
  readonly refusal: ConfirmRefusal | null
  /** What was typed and refused, where it may be shown again. */
  readonly typed: string
  readonly returnTo: string | null
  /** The key of before was another: its page was opened before a proof on the way. */
  readonly isAnew: boolean
  /** Whose door this leads to, and what else would open it. */
  readonly children?: Child
}

export function SetUpView({ offer, email, refusal, typed, returnTo, isAnew, children }: SetUpViewProps) {
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
        <a href={returnTo ?? '/account/security'}>{layout.notNow}</a>
      </p>
    </>
  )
}

/** What an authenticator app shows beside the codes. */
const issuerOf = ({ brand, portalOrigin }: Config): string =>
  brand.isOwn ? brand.name : new URL(portalOrigin).hostname

/**
 * In the order of a phone, whose own camera can't see its screen: the link, the key, the QR code. A wide page has the QR code
 * beside the key. The stylesheet leaves the link out where a mouse is used.
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
      <p class="both">
        {say.scan} {say.typeTheKey}
      </p>
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

/** A sentence in which no name such as SHA-1 is broken at its hyphen. */
const unbroken = (parts: readonly Part[]): Part[] =>
  parts.map((part) => (typeof part === 'string' ? <Unbroken text={part} /> : part))
