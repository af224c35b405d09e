// The list around notices, and the button that dismisses one.

import type { Child } from 'hono/jsx'
import { Form } from '../frame/form.tsx'
import { useWords } from '../frame/words.ts'

export function NoticeList({ children }: { children?: Child }) {
  return (
    <section aria-label={useWords().notices.label}>
      <ul class="notices">{children}</ul>
    </section>
  )
}

export function Dismiss({ action, title }: { action: string; title: string }) {
  const { notices: say } = useWords()
  return (
    <Form action={action}>
      <button type="submit" class="second small" aria-label={say.dismissThis(title)}>
        {say.dismiss}
      </button>
    </Form>
  )
}
