// What the outside learns of a refusal.

import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Link } from '../http/error-page.ts'
import type { OutsideWords } from '../words/words.ts'

/** A refusal with both is a page to whoever opens one in a browser, and a problem to a program. */
export type PublicAnswer = WithProblem | WithPage

interface Answered {
  readonly status: ContentfulStatusCode
  readonly headers?: Readonly<Record<string, string>>
}

export interface WithProblem extends Answered {
  readonly problem: ProblemText
  readonly page?: PageText
}

export interface WithPage extends Answered {
  readonly problem?: ProblemText
  readonly page: PageText
}

/** RFC 9457, in English. Every other member is an extension. */
interface ProblemText {
  readonly code: string
  readonly title: string
  readonly detail?: string
  readonly [member: string]: unknown
}

/** The page's words in the reader's language. Its address may lead to the portal. */
export type PageText = (words: OutsideWords, portalOrigin: string) => Page

export interface Page {
  readonly title: string
  readonly message: string
  /** The way on. */
  readonly link?: Link
  readonly incident?: string
}
