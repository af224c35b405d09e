// The page that sets up an authenticator app: the key in three forms, and the field for the first code.

import type { Child } from 'hono/jsx'
import type { Config } from '../../../config.ts'
import { encodeBase32, inGroupsOfFour } from '../../../core/base32.ts'
import { OWN_TOTP, otpauthUri } from '../../../core/totp.ts'
import type { ConfirmRefusal, Offer } from '../../../flows/own-account/enrol.ts'
import type { Part } from '../../../words/sentence.ts'
import type { PasskeyWords, Words } from '../../../words/words.ts'
import { Form } from '../../frame/form.tsx'
import { Info, Unbroken } from '../../frame/layout.tsx'
import { AFTER_SIGN_IN, isOfSettings } from '../../frame/return.ts'
import { useEdge, useWords } from '../../frame/words.ts'
import { CodeField } from '../../parts/code-field.tsx'
import { AddPasskey, WithoutPasskeys } from '../../parts/passkey-form.tsx'
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
  /** True if the account has a passkey, and gets an app beside it. */
  readonly isBeside: boolean
  /** The words about passkeys, which the page offers as well. Null if only an app can be set up here. */
  readonly passkeys: PasskeyWords | null
  /** The workspace that this page leads to, and another way to open it. */
  readonly children?: Child
}

export function SetUpView(props: SetUpViewProps) {
  const { offer, email, refusal, typed, returnTo, isStepUp, isAnew, isBeside, passkeys, children } = props
  const { authenticator: say, layout } = useWords()
  const { isReplacement } = offer
  const { now } = useEdge()
  const way = isReplacement ? 'replacement' : isBeside ? 'addition' : 'first'
  return (
    <>
      <h1>
        <Unbroken text={setUpTitle(say, way)} />
      </h1>
      {isReplacement ? <Info>{say.keepsWorking}</Info> : null}
      {isOfSettings(returnTo) && !isReplacement ? <Info>{say.forSettings}</Info> : null}
      {children}
      {isAnew ? <Info>{say.anew}</Info> : null}
      {passkeys ? <OfferedPasskey say={passkeys} returnTo={returnTo} /> : null}
      <ol class="steps">
        <li>{say.install}</li>
        <li>
          {say.add}
          <OfferedSecret secret={offer.secret} email={email} />
        </li>
        <li>
          {say.enterCode}
          <Form action={AUTHENTICATOR} class="stack" data-code-form={OWN_TOTP.digits} returnTo={returnTo}>
            {way === 'first' ? null : <input type="hidden" name="for" value={way} />}
            {isStepUp ? <input type="hidden" name="step_up" value="1" /> : null}
            <CodeField
              label={say.code}
              digits={OWN_TOTP.digits}
              refusal={refusal}
              typed={typed}
              now={now}
              hasFocus={refusal !== null}
            />
            <button type="submit">
              {{ first: say.enable, addition: say.addToAccount, replacement: say.replace }[way]}
            </button>
          </Form>
        </li>
      </ol>
      {passkeys ? <WithoutPasskeys say={passkeys} /> : null}
      <p>
        {/* The page that requires a second factor would only lead back to this one. */}
        <a href={isStepUp ? AFTER_SIGN_IN : (returnTo ?? '/account/security')}>{layout.notNow}</a>
      </p>
    </>
  )
}

/** Comes before the app, where the script shows it. The app then has a heading, too. */
function OfferedPasskey({ say, returnTo }: { say: PasskeyWords; returnTo: string | null }) {
  return (
    <>
      <section class="offered" hidden data-with-passkeys="">
        <h2>{say.usePasskey}</h2>
        <p>{say.lead}</p>
        <AddPasskey label={say.add} returnTo={returnTo} />
      </section>
      <h2>{say.useApp}</h2>
    </>
  )
}

/** What the app is set up as. */
export type SetUp = 'first' | 'addition' | 'replacement'

export const setUpTitle = (say: Words['authenticator'], way: SetUp): string =>
  ({ first: say.enableTitle, addition: say.addTitle, replacement: say.replaceTitle })[way]

/** Returns the name that an authenticator app shows next to its codes. */
const issuerOf = ({ brand, portalOrigin }: Config): string =>
  brand.isOwn ? brand.name : new URL(portalOrigin).hostname

/**
 * Shows the key in the order that suits a phone, whose own camera can't scan its screen: a link, the key, the
 * QR code. A wide page has the QR code next to the key. The stylesheet hides the link on devices with a
 * mouse.
 */
export function OfferedSecret({ secret, email }: { secret: Uint8Array; email: string }) {
  const { authenticator: say } = useWords()
  const uri = otpauthUri(secret, issuerOf(useEdge().config), email)
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
          {inGroupsOfFour(encodeBase32(secret), ' ')}
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
