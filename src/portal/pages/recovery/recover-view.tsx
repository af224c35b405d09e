// The page of a recovery's link: a passkey, or an app with its first code.

import { OWN_TOTP } from '../../../core/totp.ts'
import type { ConfirmRefusal } from '../../../flows/own-account/enrol.ts'
import type { PasskeyWords, RecoveryWords } from '../../../words/words.ts'
import { Form } from '../../frame/form.tsx'
import { Alert, Info, Unbroken } from '../../frame/layout.tsx'
import { useEdge, useWords } from '../../frame/words.ts'
import { CodeField } from '../../parts/code-field.tsx'
import { PasskeyForm, WithoutPasskeys } from '../../parts/passkey-form.tsx'
import { OfferedSecret } from '../account/set-up-view.tsx'

export interface RecoverFacts {
  readonly say: RecoveryWords
  readonly passkeys: PasskeyWords
  readonly secret: Uint8Array
  /** The address of this page. */
  readonly action: string
  readonly email: string
  readonly refusal: ConfirmRefusal | null
  /** The sentence about a passkey that was refused. */
  readonly passkeyRefusal: string | null
  readonly typed: string
}

export function RecoverView(facts: RecoverFacts) {
  const { say, passkeys, passkeyRefusal, action } = facts
  return (
    <>
      <h1>
        <Unbroken text={say.title} />
      </h1>
      <Info>{say.lead}</Info>
      <section class="offered" hidden data-with-passkeys="">
        <h2>{passkeys.usePasskey}</h2>
        <p>{passkeys.lead}</p>
        {passkeyRefusal === null ? null : <Alert>{passkeyRefusal}</Alert>}
        <PasskeyForm
          kind="add"
          action={`${action}/passkey`}
          options={`${action}/passkey/options`}
          label={passkeys.add}
          csrf="sign-in"
        />
      </section>
      <h2>{passkeys.useApp}</h2>
      <AppSteps {...facts} />
      <WithoutPasskeys say={passkeys} />
    </>
  )
}

function AppSteps({ say, secret, action, email, refusal, typed }: RecoverFacts) {
  const { authenticator } = useWords()
  const { now } = useEdge()
  return (
    <ol class="steps">
      <li>{authenticator.install}</li>
      <li>
        {authenticator.add}
        <OfferedSecret secret={secret} email={email} />
      </li>
      <li>
        {authenticator.enterCode}
        <Form action={action} csrf="sign-in" class="stack" data-code-form={OWN_TOTP.digits}>
          <CodeField
            digits={OWN_TOTP.digits}
            label={authenticator.code}
            {...{ refusal, typed, now }}
            hasFocus={refusal !== null}
          />
          <button type="submit">{say.finish}</button>
        </Form>
      </li>
    </ol>
  )
}

/** Says what a link needs, or that it does not work. Leads to the first factor. */
export function RefusedView({ title, text, href }: { title: string; text: string; href: string }) {
  const { signIn } = useWords()
  return (
    <>
      <h1>
        <Unbroken text={title} />
      </h1>
      <p>{text}</p>
      <p>
        <a class="button wide-on-phone" href={href}>
          {signIn.title}
        </a>
      </p>
    </>
  )
}
