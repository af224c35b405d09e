// What the client learns about a refusal: status, headers, and a problem, a page, or both.

import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Link } from '../http/error-page.ts'
import type { OutsideWords } from '../words/words.ts'

/**
 * A refusal has a problem for programs, a page for people, or both. With both, a browser gets the page and a
 * program the problem. `W` are the words that its page needs.
 */
export type PublicAnswer<W extends OutsideWords = OutsideWords> = WithProblem<W> | WithPage<W>

interface Answered {
  readonly status: ContentfulStatusCode
  readonly headers?: Readonly<Record<string, string>>
}

export interface WithProblem<W extends OutsideWords = OutsideWords> extends Answered {
  readonly problem: ProblemText
  readonly page?: PageText<W>
}

export interface WithPage<W extends OutsideWords = OutsideWords> extends Answered {
  readonly problem?: ProblemText
  readonly page: PageText<W>
}

/** The text of a problem (RFC 9457), in English. Members other than these are extensions. */
interface ProblemText {
  readonly code: string
  readonly title: string
  readonly detail?: string
  readonly [member: string]: unknown
}

/** Returns the page in the reader's language. Links may lead to the portal. */
export type PageText<W extends OutsideWords = OutsideWords> = (words: W, portalOrigin: string) => Page

export interface Page {
  readonly title: string
  readonly message: string
  /** Where the person can go next. */
  readonly link?: Link
  readonly incident?: string
}
