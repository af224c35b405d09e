// The page that asks for a second factor: a passkey, where the account has one, and a field for both kinds of
// code.

import { FRESH_PROOF_SECONDS } from '../../core/assurance.ts'
import { OWN_TOTP, type TotpDigits } from '../../core/totp.ts'
import type { SecondFactorRefusal } from '../../flows/sign-in/second-factor.ts'
import type { PasskeyWords } from '../../words/words.ts'
import { Form } from '../frame/form.tsx'
import { Alert, Contact, Unbroken } from '../frame/layout.tsx'
import { useEdge, useWords } from '../frame/words.ts'
import { CodeField } from '../parts/code-field.tsx'
import { type Door, WayTo } from '../parts/door.tsx'
import { PasskeyForm, WithoutPasskeys } from '../parts/passkey-form.tsx'
import { LOST } from './recovery/recovery-paths.ts'

export interface VerifyFacts {
  /** The address of the account. */
  readonly email: string
  /** The workspace that this page leads to. */
  readonly site: Door | null
  readonly returnTo: string
  /** The refusal of the last code, or of the next one during a wait. */
  readonly refusal: SecondFactorRefusal | null
  /** The refused code, to be corrected. */
  readonly typed: string
  /** The maximum age of a proof, in seconds. */
  readonly maxAge: number
  /** True if the person asked to enter a recovery code. */
  readonly isRecovery: boolean
  readonly isStepUp: boolean
  /**
   * How many digits the account's app shows. Null if passkeys are its only second factor, so that the field takes
   * recovery codes alone.
   */
  readonly appDigits: TotpDigits | null
  readonly passkey: PasskeyFacts | null
}

/** What the page says about passkeys, for an account that has one. */
export interface PasskeyFacts {
  readonly say: PasskeyWords
  /** The sentence about a passkey that was refused. */
  readonly refusal: string | null
  /** The page to add another passkey at, if only a passkey is accepted here. Null if a code is accepted, too. */
  readonly addAnother: string | null
}

export function VerifyView(facts: VerifyFacts) {
  const { email, site, returnTo, isStepUp, passkey } = facts
  const { verify: say, layout } = useWords()
  const signIn = `/sign-in?${new URLSearchParams({ return_to: returnTo })}`
  return (
    <>
      <h1>
        <Unbroken text={isStepUp ? say.titleOfStepUp : say.title} />
      </h1>
      {site ? <WayTo site={site} /> : null}
      <p class="lead">{leadIn(facts, say)}</p>
      <WhyStepUp {...facts} />
      <UsePasskey {...facts} />
      {passkey?.addAnother ? null : <CodeForm {...facts} />}
      {passkey ? <WithoutPasskeys say={passkey.say} /> : null}
      <p class="quiet">
        {say.signingInAs({
          email: <bdi>{email}</bdi>,
          notYou: (words) => <a href={signIn}>{words}</a>,
        })}
      </p>
      <OtherFactor {...facts} />
      {isStepUp ? null : (
        <details>
          <summary>{layout.whyAsked}</summary>
          <p>{say.whyText}</p>
        </details>
      )}
    </>
  )
}

function leadIn(
  { isRecovery, appDigits, passkey }: VerifyFacts,
  say: ReturnType<typeof useWords>['verify'],
): string {
  if (isRecovery) return say.enterRecoveryCode
  if (!passkey) return say.enterCode(appDigits ?? OWN_TOTP.digits)
  if (passkey.addAnother) return passkey.say.useOnly
  return appDigits === null ? passkey.say.useOrRecovery : passkey.say.useOrCode(appDigits)
}

function WhyStepUp({ site, isStepUp, passkey }: VerifyFacts) {
  const { verify: say } = useWords()
  const workspace = site ? <bdi>{site.name}</bdi> : null
  if (workspace && passkey?.addAnother) return <p>{passkey.say.whyOnly({ workspace })}</p>
  if (!isStepUp) return null
  return <p>{workspace ? say.whyForWorkspace({ workspace }) : say.whyAgain}</p>
}

/** The button comes first, because a passkey is the faster and the safer way. */
function UsePasskey({ passkey, refusal, returnTo, maxAge, isRecovery }: VerifyFacts) {
  const { signIn } = useWords()
  if (!passkey || isRecovery) return null
  const { say, addAnother } = passkey
  return (
    <>
      {passkey.refusal === null ? null : <Alert>{passkey.refusal}</Alert>}
      <PasskeyForm
        kind="use"
        action="/sign-in/verify/passkey"
        options="/sign-in/verify/passkey/options"
        label={say.use}
        csrf="sign-in"
        returnTo={returnTo}
        hasFocus={refusal === null}
      >
        <input type="hidden" name="max_age" value={maxAge} />
        {addAnother ? <input type="hidden" name="methods" value="passkey" /> : null}
      </PasskeyForm>
      {addAnother ? null : (
        <p class="or" hidden data-with-passkeys="">
          {signIn.or}
        </p>
      )}
    </>
  )
}

function CodeForm({ returnTo, refusal, typed, maxAge, isRecovery, appDigits, passkey }: VerifyFacts) {
  const { verify: say } = useWords()
  const takesRecoveryOnly = isRecovery || appDigits === null
  const digits = appDigits ?? OWN_TOTP.digits
  return (
    <Form
      action="/sign-in/verify"
      csrf="sign-in"
      class="stack"
      data-code-form={takesRecoveryOnly ? undefined : digits}
      returnTo={returnTo}
    >
      <input type="hidden" name="max_age" value={maxAge} />
      {isRecovery ? <input type="hidden" name="method" value="recovery" /> : null}
      <CodeField
        label={takesRecoveryOnly ? say.recoveryCode : say.code}
        digits={digits}
        refusal={refusal}
        typed={typed}
        now={useEdge().now}
        hasFocus={passkey === null || isRecovery || refusal !== null}
        isRecovery={takesRecoveryOnly}
      />
      <button type="submit" class={passkey && !isRecovery ? 'second' : undefined}>
        {say.submit}
      </button>
    </Form>
  )
}

/** Links to this page for the other kind of code, or to a place that adds a passkey. */
function OtherFactor({ returnTo, maxAge, isRecovery, isStepUp, appDigits, passkey }: VerifyFacts) {
  const { verify: say } = useWords()
  const query = new URLSearchParams({
    return_to: returnTo,
    ...(maxAge === FRESH_PROOF_SECONDS ? {} : { max_age: String(maxAge) }),
    ...(isRecovery ? {} : { method: 'recovery' }),
  })
  const back = passkey ? (appDigits === null ? passkey.say.use : passkey.say.useAnother) : say.useApp
  return (
    <section class="others">
      <h2>{passkey?.addAnother ? passkey.say.notHere : say.otherWay}</h2>
      {passkey?.addAnother ? (
        <>
          <p>{passkey.say.notHereWay}</p>
          <p>
            <a href={passkey.addAnother}>{passkey.say.addAnother}</a>
          </p>
        </>
      ) : null}
      {passkey?.addAnother || (appDigits === null && !isRecovery) ? null : (
        <p>
          <a href={`/sign-in/verify?${query}`}>{isRecovery ? back : say.useRecoveryCode}</a>
        </p>
      )}
      {isStepUp ? null : (
        <p>
          <a href={LOST}>{say.lost}</a>
        </p>
      )}
      <p class="quiet">{say.neither({ contact: <Contact /> })}</p>
    </section>
  )
}
