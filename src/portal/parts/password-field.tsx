// A field for a password, with its hint and what is wrong with it. Both are read out with the label.

import type { Child } from 'hono/jsx'
import { Alert } from '../frame/layout.tsx'

interface PasswordFieldProps {
  readonly name: string
  readonly label: string
  readonly autocomplete: 'current-password' | 'new-password'
  readonly problem: Child | null
  readonly hasFocus: boolean
  readonly hint?: string
  /** The browser requires the field unless this is false. The server then explains what is wrong. */
  readonly isRequired?: boolean
}

export function PasswordField({
  name,
  label,
  autocomplete,
  problem,
  hasFocus,
  hint,
  isRequired = true,
}: PasswordFieldProps) {
  const described = [problem ? `${name}-problem` : null, hint ? `${name}-hint` : null].filter(Boolean)
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {hint ? (
        <p class="quiet" id={`${name}-hint`}>
          {hint}
        </p>
      ) : null}
      {problem ? (
        <Alert>
          <span id={`${name}-problem`}>{problem}</span>
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
        aria-invalid={problem ? 'true' : undefined}
      />
    </div>
  )
}
