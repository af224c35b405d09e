// Refusals of the Worker itself: before it looks at the host, and after an unexpected failure.

import { again } from '../http/error-page.ts'
import { outside as english } from '../words/en/outside.ts'
import type { OutsideWords } from '../words/words.ts'
import type { PublicAnswer } from './public-answer.ts'

type Trouble = Exclude<keyof typeof english.trouble, 'incident'>

/** `incident` identifies the failure in the log, which has the cause. The client never learns the cause. */
const trouble =
  (status: 500 | 503, shown: Trouble, code: string = shown, title = english.trouble[shown].title) =>
  ({ incident }: { readonly incident: string }) => ({
    status,
    headers: status === 503 ? { 'retry-after': '30' } : {},
    problem: { code, title, detail: english.trouble[shown].message, incident },
    page: (words: OutsideWords) => ({ ...words.trouble[shown], incident, link: again(words) }),
  })

/** Only the operator can end it. So programs are told what it is, and a page says no more than that. */
const outOfService = (code: string, title: string) => trouble(503, 'out_of_service', code, title)

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
    problem: { code: 'not_configured', title: 'This service is not set up' },
    page: (words) => words.trouble.out_of_service,
  },
  'not-migrated': outOfService('not_migrated', 'The database is not migrated'),
  'store-unavailable': trouble(503, 'store_unavailable'),
  'unknown-master-key': outOfService('unknown_master_key', 'The encryption keys can’t be opened'),
  'missing-key': outOfService('missing_key', 'An encryption key is missing'),
  'internal-error': trouble(500, 'internal_error'),
} as const satisfies Record<string, PublicAnswer | ((about: never) => PublicAnswer)>
