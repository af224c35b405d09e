// The form that makes an account for an invited address. A refusal never returns the password that was typed.

import type { Child } from 'hono/jsx'
import { Form } from '../../frame/form.tsx'
import { Alert, Countdown } from '../../frame/layout.tsx'
import { useEdge, useWords } from '../../frame/words.ts'
import { FormField } from '../../parts/form-field.tsx'
import { PasswordField } from '../../parts/password-field.tsx'
import type { InvitationFacts } from './invitation-facts.ts'

export function NewAccountForm({ invited, here, form, say }: InvitationFacts) {
  const { password } = useWords()
  const { name, refusal } = form
  const isUnusable = refusal?.reason === 'unusable-password'
  return (
    <>
      <p>{say.makeAccount({ email: <bdi>{invited.email}</bdi> })}</p>
      {refusal ? <WholeRefusal {...{ refusal, say }} /> : null}
      <Form action={`${here}/account`} csrf="sign-in" class="stack">
        <FormField
          id="name"
          label={say.name}
          value={name}
          problems={refusal?.reason === 'unusable-name' ? [say.unusableName] : []}
          isName
          isRequired
        />
        {/* Tells password managers whose password this is. They would guess otherwise. */}
        <input name="username" type="text" value={invited.email} autocomplete="username" readonly hidden />
        <PasswordField
          name="new_password"
          label={say.password}
          autocomplete="new-password"
          hint={password.hint}
          problem={isUnusable ? password.problems[refusal.problem] : null}
          hasFocus={isUnusable}
        />
        <PasswordField
          name="new_password_again"
          label={say.passwordAgain}
          autocomplete="new-password"
          problem={refusal?.reason === 'not-repeated' ? say.notRepeated : null}
          hasFocus={refusal?.reason === 'not-repeated'}
          isRequired={false}
        />
        <button type="button" class="second small" data-show-passwords aria-pressed="false" hidden>
          {password.show}
        </button>
        <p class="quiet">{say.consequence({ workspace: <bdi>{invited.name}</bdi> })}</p>
        <button type="submit">{invited.requiresFactor ? say.makeAndGoOn : say.makeAndJoin}</button>
      </Form>
    </>
  )
}

/** A refusal that is about no field. */
function WholeRefusal({
  refusal,
  say,
}: {
  readonly refusal: NonNullable<InvitationFacts['form']['refusal']>
  readonly say: InvitationFacts['say']
}): Child {
  const { layout } = useWords()
  const { now } = useEdge()
  switch (refusal.reason) {
    case 'too-many-tries':
      return (
        <Alert>
          {layout.tooManyAttempts({ span: <Countdown until={now + refusal.retryAfterSeconds} now={now} /> })}
        </Alert>
      )
    case 'changed-meanwhile':
    case 'no-passwords':
      return <Alert>{say.changed}</Alert>
    default:
      return null
  }
}
