// The form that changes a password, with each problem next to its field.

import type { ChangeRefusal } from '../../../flows/own-account/change-password.ts'
import { Form } from '../../frame/form.tsx'
import { Alert, Countdown } from '../../frame/layout.tsx'
import { useEdge, useWords } from '../../frame/words.ts'

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
    refusal: refused === name ? refusal : null,
    hasFocus: (refused ?? 'current_password') === name,
  })
  return (
    <>
      <h1>{say.title}</h1>
      <p>{say.consequence}</p>
      <Form action={PASSWORD_PATH} class="stack">
        {/* Tells password managers whose passwords these are. They would guess otherwise. */}
        <input name="username" type="text" value={email} autocomplete="username" readonly hidden />
        <Field {...stateOf('current_password')} label={say.current} autocomplete="current-password" />
        <Field {...stateOf('new_password')} label={say.new} autocomplete="new-password" hint={say.hint} />
        <Field
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

interface FieldProps {
  readonly name: string
  readonly label: string
  readonly autocomplete: 'current-password' | 'new-password'
  readonly refusal: PasswordPageRefusal | null
  readonly hasFocus: boolean
  readonly hint?: string
  /** The browser requires the field unless this is false. The server then explains what is wrong. */
  readonly isRequired?: boolean
}

function Field({ name, label, autocomplete, refusal, hasFocus, hint, isRequired = true }: FieldProps) {
  const described = [refusal ? `${name}-problem` : null, hint ? `${name}-hint` : null].filter(Boolean)
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {hint ? (
        <p class="quiet" id={`${name}-hint`}>
          {hint}
        </p>
      ) : null}
      {refusal ? (
        <Alert>
          <span id={`${name}-problem`}>
            <Reason refusal={refusal} />
          </span>
        </Alert>
      ) : null}
      <input
        id={name}
        name={name}
        type="password"
        autocomplete={autocomplete}
        autocapitalize="none"
        spellcheck={false}
        required={isRequired}
        autofocus={hasFocus}
        aria-describedby={described.join(' ') || undefined}
        aria-invalid={refusal ? 'true' : undefined}
      />
    </div>
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
