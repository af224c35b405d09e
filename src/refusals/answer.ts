// Answers a refusal: the one place that decides whether it is a page or a problem.

import type { Brand } from '../core/brand.ts'
import { errorPage, type Link } from '../http/error-page.ts'
import { readerOf } from '../http/navigation.ts'
import { problemResponse } from '../http/problems.ts'
import { loadOutsideWords } from '../words/outside.ts'
import type { OutsideWords } from '../words/words.ts'
import type { PublicAnswer, WithPage, WithProblem } from './public-answer.ts'
import { type PageRefusal, type ProblemRefusal, publicAnswer, type Refusal } from './refusal.ts'

/** Where a page outside the portal is shown. */
interface Surroundings {
  readonly portalOrigin: string
  readonly brand: Brand
  /** The web origin whose pages may show this one in a frame. Without it none may. */
  readonly framedBy?: string
}

/** A page to a person, where there is one; a problem to a program. */
export async function answer(
  request: Request,
  refusal: Refusal,
  surroundings: Surroundings,
): Promise<Response> {
  const told = publicAnswer(refusal)
  if (!hasPage(told) || (hasProblem(told) && readerOf(request) === 'program')) return problemFrom(told)
  return pageFrom(told, await loadOutsideWords(request), surroundings)
}

/** A problem whoever asks. */
export const answerProgram = (refusal: ProblemRefusal): Response => problemFrom(publicAnswer(refusal))

/** A page whoever asks. `link` leads on where the page has no way of its own. */
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
