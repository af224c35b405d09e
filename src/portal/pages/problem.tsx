// One page for whatever can't go on, in words for each cause, with a way on.

import type { PortalContext } from '../context.ts'
import { page } from '../layout.tsx'

const PROBLEMS = {
  'foreign-form': ['This form came from elsewhere', 'Forms are taken from Sallyport’s own pages only.'],
  'stale-form': [
    'This page was out of date',
    'You have signed in or out since it was opened, perhaps in another tab; or this browser keeps no cookies, without which nobody can sign in. Nothing was changed.',
  ],
  'not-a-form': ['This is not a form', 'The request has a media type that this address does not take.'],
  'too-large': ['That was too much', 'A form here takes 64 KiB at most. Nothing was changed.'],
  'not-found': ['There is nothing here', 'The address may be mistyped, or what was here is gone.'],
  'admins-only': [
    'Only admins see this',
    'You are a member of this workspace. Its owners and admins can change its settings, or make you an admin.',
  ],
  'other-way': [
    'This workspace takes another way to sign in',
    'Its settings are open only to admins who signed in by a way that it allows. Sign in that way, and come back.',
  ],
  'ways-closed': [
    'You came in another way',
    'A workspace of yours takes other ways to sign in only. To link or unlink one, sign in by a way that it takes, or ask whoever runs this platform.',
  ],
  framed: ['Not in a frame', 'Sign-in works in a page of its own only. Open the address in a tab.'],
  'unknown-host': [
    'No workspace has this address',
    'Ask whoever gave you the link, or start from your workspaces.',
  ],
} as const

export type ProblemReason = keyof typeof PROBLEMS

export function problemPage(
  c: PortalContext,
  status: 403 | 404 | 413 | 415,
  reason: ProblemReason,
  link = { href: '/workspaces', label: 'Your workspaces' },
): Promise<Response> {
  const [title, message] = PROBLEMS[reason]
  return page(
    c,
    { title, status },
    <>
      <h1>{title}</h1>
      <p>{message}</p>
      <p>
        <a class="button" href={link.href}>
          {link.label}
        </a>
      </p>
    </>,
  )
}
