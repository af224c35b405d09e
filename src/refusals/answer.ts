// Turns a refusal into a response. This is the only place that chooses between a page and a problem (RFC
// 9457).

import type { Brand } from '../core/brand.ts'
import { errorPage, type Link } from '../http/error-page.ts'
import { readerOf } from '../http/navigation.ts'
import { problemResponse } from '../http/problems.ts'
import { loadOutsideWords } from '../words/outside.ts'
import type { OutsideWords } from '../words/words.ts'
import type { PublicAnswer, WithPage, WithProblem } from './public-answer.ts'
import { type PageRefusal, type ProblemRefusal, publicAnswer, type Refusal } from './refusal.ts'

/** The context of an error page outside the portal. */
interface Surroundings {
  readonly portalOrigin: string
  readonly brand: Brand
  /** The web origin that may show the page in a frame. If absent, no page may. */
  readonly framedBy?: string
}

/** Answers a program with a problem, and a person with a page, if the refusal has both. */
export async function answer(
  request: Request,
  refusal: Refusal,
  surroundings: Surroundings,
): Promise<Response> {
  const told = publicAnswer(refusal)
  if (!hasPage(told) || (hasProblem(told) && readerOf(request) === 'program')) return problemFrom(told)
  return pageFrom(told, await loadOutsideWords(request), surroundings)
}

/** Answers with a problem, also if a person asks. */
export const answerProgram = (refusal: ProblemRefusal): Response => problemFrom(publicAnswer(refusal))

/** Answers with a page, also if a program asks. `link` is the page's default link. */
export const answerPerson = (
  refusal: PageRefusal,
  words: OutsideWords,
  surroundings: Surroundings,
  link: Link,
): Promise<Response> => pageFrom(publicAnswer(refusal), words, surroundings, link)

const hasPage = (told: PublicAnswer): told is WithPage => told.page !== undefined
const hasProblem = (told: PublicAnswer): told is WithProblem => told.problem !== undefined

const problemFrom = ({ status, headers, problem }: WithProblem): Response =>
  problemResponse({ status, ...problem }, headers)

function pageFrom(
  { status, headers, page }: WithPage,
  words: OutsideWords,
  { portalOrigin, brand, framedBy }: Surroundings,
  link?: Link,
): Promise<Response> {
  const shown = { ...(link && { link }), ...(framedBy && { framedBy }), ...page(words, portalOrigin) }
  return errorPage({ status, words, portalOrigin, brand, ...shown }, headers)
}
