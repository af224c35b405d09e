// Refusals of the Worker itself: before a host is looked at, and when something failed that nobody expected.

import { again } from '../http/error-page.ts'
import { outside as english } from '../words/en/outside.ts'
import type { OutsideWords } from '../words/words.ts'
import type { PublicAnswer } from './public-answer.ts'

type Trouble = Exclude<keyof typeof english.trouble, 'incident' | 'not_configured'>

/** `incident` is the number under which the log has the cause. */
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
    problem: { code: 'https_required', title: 'Only https is spoken here' },
  },
  'body-broken-off': {
    status: 400,
    problem: { code: 'body_broken_off', title: 'The body of the request broke off' },
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
