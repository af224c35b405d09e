// The form that adds a member who has an account.

import type { Child } from 'hono/jsx'
import type { Role } from '../../../core/roles.ts'
import { Form } from '../../frame/form.tsx'
import { EmailField } from '../../frame/layout.tsx'
import { useWords } from '../../frame/words.ts'

interface AddFormProps {
  readonly path: string
  readonly roles: readonly Role[]
  readonly filled: { readonly email: string; readonly role: string } | null
  /** Who can be added. */
  readonly hint: Child
}

export function AddForm({ path, roles, filled, hint }: AddFormProps) {
  const { members: say, layout } = useWords()
  return (
    <section class="card">
      <h2>{say.add}</h2>
      <p class="quiet">{hint}</p>
      <Form action={path} class="inline">
        <EmailField label={say.email} value={filled?.email ?? ''} autocomplete="off" />
        <label>
          {say.role}
          <select name="role">
            {roles.map((role) => (
              <option value={role} selected={role === (filled?.role || 'member')}>
                {layout.roles[role]}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" class="wide-on-phone">
          {say.save}
        </button>
      </Form>
    </section>
  )
}
