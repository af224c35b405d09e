// A form that is posted to the portal. It adds the CSRF token itself, so that no page can forget it.

import { getContext } from 'hono/context-storage'
import type { Child } from 'hono/jsx'
import type { PortalEnv } from './context.ts'
import type { CsrfScope } from './csrf.ts'

interface FormProps {
  readonly action: string
  /** Must be the scope that the route at `action` declares. */
  readonly csrf?: CsrfScope
  readonly returnTo?: string | null
  readonly enctype?: 'multipart/form-data'
  readonly class?: string
  /** The form's id, for a button that is outside the form. */
  readonly id?: string
  readonly 'aria-label'?: string
  readonly 'aria-labelledby'?: string
  /** True for a form that a script shows. */
  readonly hidden?: boolean
  /** Marks for the scripts, sallyport.js and passkeys.js. */
  /** How many digits a whole code has. The script then sends the form. */
  readonly 'data-code-form'?: number | undefined
  readonly 'data-unsaved'?: ''
  readonly 'data-passkey'?: 'add' | 'use'
  readonly 'data-options'?: string
  readonly 'data-with-passkeys'?: ''
  readonly children?: Child
}

export function Form({ csrf = 'session', returnTo, children, ...attributes }: FormProps) {
  return (
    <form method="post" {...attributes}>
      <input type="hidden" name="csrf" value={getContext<PortalEnv>().var.csrf[csrf]} />
      {returnTo ? <input type="hidden" name="return_to" value={returnTo} /> : null}
      {children}
    </form>
  )
}
