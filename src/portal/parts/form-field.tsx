// A field of a form with its label, its hint and what is wrong with it. All three are read out together.

import type { Child } from 'hono/jsx'
import { Alert } from '../frame/layout.tsx'

interface AroundField {
  readonly id: string
  readonly label: string
  readonly hint?: Child
  readonly problems?: readonly Child[] | undefined
}

interface FormFieldProps extends AroundField {
  readonly value: string
  /** The name of the field. By default its id. */
  readonly name?: string
  /** True for a text of several lines. */
  readonly isLong?: boolean
  readonly isRequired?: boolean
  /** True for text of people. The text of all other fields is written from left to right. */
  readonly isName?: boolean
  readonly inputmode?: 'numeric'
  /** For a day: the first and the last one that may be chosen, such as `2026-11-30`. */
  readonly days?: { readonly first: string; readonly last: string }
}

export function FormField({ id, label, hint, problems = [], value, ...more }: FormFieldProps) {
  const attributes = {
    ...{ id, name: more.name ?? id, required: more.isRequired, autocomplete: 'off' },
    ...(more.isName ? { dir: 'auto' } : FOR_PROGRAMS),
    'aria-describedby': describedBy(id, hint, problems),
    'aria-invalid': problems.length > 0 ? 'true' : undefined,
  }
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <Notes {...{ id, hint, problems }} />
      {more.isLong ? (
        <textarea rows={2} {...attributes}>
          {value}
        </textarea>
      ) : (
        <input
          type={more.days ? 'date' : 'text'}
          min={more.days?.first}
          max={more.days?.last}
          inputmode={more.inputmode}
          value={value}
          {...attributes}
        />
      )}
    </div>
  )
}

const FOR_PROGRAMS = { dir: 'ltr', class: 'mono', autocapitalize: 'none', spellcheck: false } as const

/** A group of boxes or buttons to choose from. */
export function FieldGroup({
  id,
  label,
  hint,
  problems = [],
  children,
}: AroundField & { readonly children?: Child }) {
  return (
    <fieldset class="field" id={id} aria-describedby={describedBy(id, hint, problems)}>
      <legend>{label}</legend>
      <Notes {...{ id, hint, problems }} />
      {children}
    </fieldset>
  )
}

/** A box to check, or one of several choices. */
export function Choice(props: {
  readonly type: 'checkbox' | 'radio'
  readonly name: string
  readonly value: string
  readonly isChosen: boolean
  readonly children?: Child
}) {
  const { type, name, value, isChosen, children } = props
  return (
    <label class="check">
      <input {...{ type, name, value }} checked={isChosen} />
      <span>{children}</span>
    </label>
  )
}

export function Notes({ id, hint, problems = [] }: Omit<AroundField, 'label'>) {
  return (
    <>
      {hint ? (
        <p class="quiet" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {problems.length > 0 ? (
        <Alert>
          <div id={`${id}-problem`}>
            {problems.map((problem) => (
              <p>{problem}</p>
            ))}
          </div>
        </Alert>
      ) : null}
    </>
  )
}

export const describedBy = (id: string, hint: Child, problems: readonly Child[]): string | undefined =>
  [problems.length > 0 ? `${id}-problem` : '', hint ? `${id}-hint` : ''].filter(Boolean).join(' ') ||
  undefined
