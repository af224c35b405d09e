// Builds the response for the public answer of a refusal.

import type { Brand } from '../core/brand.ts'
import { errorPage, type Link } from '../http/error-page.ts'
import { problemResponse } from '../http/problems.ts'
import type { OutsideWords } from '../words/words.ts'
import type { WithPage, WithProblem } from './public-answer.ts'

/** The context of an error page outside the portal's frame. */
export interface Surroundings {
  readonly portalOrigin: string
  readonly brand: Brand
  /** The web origin that may show the page in a frame. If absent, no page may. */
  readonly framedBy?: string
}

export const problemFrom = ({ status, headers, problem }: Omit<WithProblem, 'page'>): Response =>
  problemResponse({ status, ...problem }, headers)

export function pageFrom<W extends OutsideWords>(
  { status, headers, page }: WithPage<W>,
  words: W,
  { portalOrigin, brand, framedBy }: Surroundings,
  link?: Link,
): Response {
  const shown = { ...(link && { link }), ...(framedBy && { framedBy }), ...page(words, portalOrigin) }
  return errorPage({ status, words, portalOrigin, brand, ...shown }, headers)
}
