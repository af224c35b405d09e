// Refusals of the Worker itself: before it looks at the host, and after an unexpected failure.

import { again } from '../http/error-page.ts'
import { outside as english } from '../words/en/outside.ts'
import type { OutsideWords } from '../words/words.ts'
import type { PublicAnswer } from './public-answer.ts'

type Trouble = Exclude<keyof typeof english.trouble, 'incident' | 'not_configured'>

/** `incident` identifies the failure in the log, which has the cause. The client never learns the cause. */
const trouble =
  (status: 500 | 503, code: Trouble) =>
  ({ incident }: { readonly incident: string }) => ({
    status,
    headers: status === 503 ? { 'retry-after': '30' } : {},
    problem: { code, title: english.trouble[code].title, detail: english.trouble[code].message, incident },
    page: (words: OutsideWords) => ({ ...words.trouble[code], incident, link: again(words) }),
  })

export const TROUBLES = {
  'https-required': {
    status: 400,
    problem: { code: 'https_required', title: 'Use https' },
  },
  'body-broken-off': {
    status: 400,
    problem: { code: 'body_broken_off', title: 'The request body is incomplete' },
  },
  'not-configured': {
    status: 503,
    problem: { code: 'not_configured', title: english.trouble.not_configured.title },
    page: (words) => words.trouble.not_configured,
  },
  'not-migrated': trouble(503, 'not_migrated'),
  'store-unavailable': trouble(503, 'store_unavailable'),
  'unknown-master-key': trouble(503, 'unknown_master_key'),
  'missing-key': trouble(503, 'missing_key'),
  'internal-error': trouble(500, 'internal_error'),
} as const satisfies Record<string, PublicAnswer | ((about: never) => PublicAnswer)>
