// The button that makes or uses a passkey. The script passkeys.js shows it and runs the ceremony. Without the
// script, one sentence says that passkeys need it.

import type { Child } from 'hono/jsx'
import type { PasskeyWords } from '../../words/words.ts'
import { PASSKEY_SCRIPT } from '../assets/passkey-path.ts'
import type { CsrfScope } from '../frame/csrf.ts'
import { Form } from '../frame/form.tsx'
import { PASSKEYS } from '../pages/account/passkeys-path.ts'

interface PasskeyFormProps {
  readonly kind: 'add' | 'use'
  /** The path that takes the result. */
  readonly action: string
  /** The path that answers the options. */
  readonly options: string
  readonly label: string
  readonly csrf?: CsrfScope
  readonly returnTo?: string | null
  /** True if the button gets the focus when the page opens. */
  readonly hasFocus?: boolean
  /** More hidden fields of the form. */
  readonly children?: Child
}

const FIELD = { add: 'credential', use: 'assertion' } as const

export function PasskeyForm(props: PasskeyFormProps) {
  const { kind, action, options, label, csrf, returnTo, children } = props
  return (
    <Form
      action={action}
      class="passkey"
      {...(csrf ? { csrf } : {})}
      returnTo={returnTo ?? null}
      hidden
      data-passkey={kind}
      data-options={options}
      data-with-passkeys=""
    >
      <input type="hidden" name={FIELD[kind]} value="" autocomplete="off" />
      {children}
      <button type="submit" class="wide-on-phone" data-passkey-first={props.hasFocus ? '' : undefined}>
        <PasskeyIcon />
        {label}
      </button>
      <p role="status" />
    </Form>
  )
}

/** The button that adds a passkey. The page that sets up a first second factor has it, too. */
export const AddPasskey = ({ label, returnTo }: { label: string; returnTo: string | null }) => (
  <PasskeyForm
    kind="add"
    action={`${PASSKEYS}/new`}
    options={`${PASSKEYS}/options`}
    label={label}
    returnTo={returnTo}
  />
)

/** Says why the button is missing: without the script, and in a browser without passkeys. */
export function WithoutPasskeys({ say }: { say: PasskeyWords }) {
  return (
    <>
      <p class="quiet" hidden data-without-passkeys="">
        {say.unsupported}
      </p>
      <noscript>
        <p class="quiet">{say.noScript}</p>
      </noscript>
    </>
  )
}

/** The script element of a page with passkeys. It carries the words that the script says. */
export function PasskeyScript({ say: { script } }: { say: PasskeyWords }) {
  const words = Object.entries(script).map(([name, text]) => [
    `data-${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    text,
  ])
  return <script src={PASSKEY_SCRIPT} defer {...Object.fromEntries(words)} />
}

/** A key. It needs no name, because the button's text is next to it. */
function PasskeyIcon() {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path
        d="M15.5 3a5.5 5.5 0 0 0-5.3 7L3 17.2V21h3.8l1-1v-2h2l1.2-1.2v-2h2l1-1A5.5 5.5 0 1 0 15.5 3Zm1.5 5.6a1.6 1.6 0 1 1 0-3.2 1.6 1.6 0 0 1 0 3.2Z"
        fill="currentColor"
      />
    </svg>
  )
}
