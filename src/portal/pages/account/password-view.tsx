// The form that changes a password, with each problem next to its field.

import type { ChangeRefusal } from '../../../flows/own-account/change-password.ts'
import { Form } from '../../frame/form.tsx'
import { Countdown } from '../../frame/layout.tsx'
import { useEdge, useWords } from '../../frame/words.ts'
import { PasswordField } from '../../parts/password-field.tsx'

export const PASSWORD_PATH = '/account/security/password'

/** The refusals that are shown next to a field. */
export type PasswordPageRefusal =
  | Exclude<ChangeRefusal, { reason: 'no-password' | 'too-many-changes' }>
  | { readonly reason: 'not-repeated' }

/** Returns the field that the refusal is about. */
function fieldOf(refusal: PasswordPageRefusal): 'current_password' | 'new_password' | 'new_password_again' {
  if (refusal.reason === 'not-repeated') return 'new_password_again'
  const isAboutNew = refusal.reason === 'new-unusable' || refusal.reason === 'unchanged'
  return isAboutNew ? 'new_password' : 'current_password'
}

export function PasswordView({ refusal, email }: { refusal: PasswordPageRefusal | null; email: string }) {
  const { password: say, layout } = useWords()
  const refused = refusal && fieldOf(refusal)
  const stateOf = (name: ReturnType<typeof fieldOf>) => ({
    name,
    problem: refusal && refused === name ? <Reason refusal={refusal} /> : null,
    hasFocus: (refused ?? 'current_password') === name,
  })
  return (
    <>
      <h1>{say.title}</h1>
      <p>{say.consequence}</p>
      <Form action={PASSWORD_PATH} class="stack">
        {/* Tells password managers whose passwords these are. They would guess otherwise. */}
        <input name="username" type="text" value={email} autocomplete="username" readonly hidden />
        <PasswordField {...stateOf('current_password')} label={say.current} autocomplete="current-password" />
        <PasswordField
          {...stateOf('new_password')}
          label={say.new}
          autocomplete="new-password"
          hint={say.hint}
        />
        <PasswordField
          {...stateOf('new_password_again')}
          label={say.again}
          autocomplete="new-password"
          isRequired={false}
        />
        <button type="button" class="second small" data-show-passwords aria-pressed="false" hidden>
          {say.show}
        </button>
        <button type="submit">{say.submit}</button>
      </Form>
      <p>
        <a href="/account/security">{layout.notNow}</a>
      </p>
    </>
  )
}

function Reason({ refusal }: { refusal: PasswordPageRefusal }) {
  const { password: say, layout } = useWords()
  const { now } = useEdge()
  switch (refusal.reason) {
    case 'new-unusable':
      return <>{say.problems[refusal.problem]}</>
    case 'not-repeated':
      return <>{say.notRepeated}</>
    case 'unchanged':
      return <>{say.unchanged}</>
    case 'wrong':
      return <>{say.wrong}</>
    case 'overtaken':
      return <>{say.overtaken}</>
    case 'throttled':
      return (
        <>
          {layout.tooManyAttempts({
            span: <Countdown until={refusal.until} now={now} />,
          })}
        </>
      )
  }
}
