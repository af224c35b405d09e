// Answers a refusal outside the portal. This is the only place that chooses between a page and a problem (RFC
// 9457).

import { readerOf } from '../http/navigation.ts'
import { loadOutsideWords } from '../words/outside.ts'
import { type OutsideProblemRefusal, type OutsideRefusal, publicAnswer } from './outside.ts'
import type { PublicAnswer, WithPage, WithProblem } from './public-answer.ts'
import { pageFrom, problemFrom, type Surroundings } from './response.ts'

/** Answers a program with a problem, and a person with a page, if the refusal has both. */
export async function answer(
  request: Request,
  refusal: OutsideRefusal,
  surroundings: Surroundings,
): Promise<Response> {
  const told: PublicAnswer = publicAnswer(refusal)
  if (!hasPage(told) || (hasProblem(told) && readerOf(request) === 'program')) return problemFrom(told)
  return pageFrom(told, await loadOutsideWords(request), surroundings)
}

/** Answers with a problem, also if a person asks. */
export const answerProgram = (refusal: OutsideProblemRefusal): Response => problemFrom(publicAnswer(refusal))

const hasPage = (told: PublicAnswer): told is WithPage => told.page !== undefined
const hasProblem = (told: PublicAnswer): told is WithProblem => told.problem !== undefined
