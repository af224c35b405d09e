// Maps each reason for a refusal to its public answer, in one table for the gate, the portal and the API.
// Each part of the table is a file, by the place that refuses.

import { AT_THE_GATE } from './at-the-gate.ts'
import { IN_THE_API } from './in-the-api.ts'
import { ON_THE_PORTAL } from './on-the-portal.ts'
import type { PublicAnswer, WithPage, WithProblem } from './public-answer.ts'
import { TROUBLES } from './troubles.ts'

/** An answer for each reason, or a function that builds the answer from details. */
export const TABLE = { ...TROUBLES, ...AT_THE_GATE, ...ON_THE_PORTAL, ...IN_THE_API }

type Table = typeof TABLE
type Reason = keyof Table

/** A reason on its own, or a reason with the details its answer needs. */
type RefusalFor<R extends Reason> = R extends Reason
  ? Table[R] extends (about: infer About) => PublicAnswer
    ? { readonly reason: R } & About
    : R
  : never

type AnswerTo<R extends Reason> = Table[R] extends (about: never) => infer Answer ? Answer : Table[R]
type ReasonWith<Part> = { [R in Reason]: AnswerTo<R> extends Part ? R : never }[Reason]

export type Refusal = RefusalFor<Reason>
/** Refusals that can be answered with a problem: those of the API, and of addresses for programs. */
export type ProblemRefusal = RefusalFor<ReasonWith<WithProblem>>
/** Refusals that can be answered with a page. */
export type PageRefusal = RefusalFor<ReasonWith<WithPage>>

/** Returns the answer for a refusal. The overloads say whether it has a page, a problem, or both. */
export function publicAnswer(refusal: Extract<PageRefusal, ProblemRefusal>): WithPage & WithProblem
export function publicAnswer(refusal: PageRefusal): WithPage
export function publicAnswer(refusal: ProblemRefusal): WithProblem
export function publicAnswer(refusal: Refusal): PublicAnswer
export function publicAnswer(refusal: Refusal): PublicAnswer {
  if (typeof refusal === 'string') return TABLE[refusal]
  const describe: (about: never) => PublicAnswer = TABLE[refusal.reason]
  return describe(refusal as never)
}
