// From a reason to what the outside learns of it: the one table, whoever refuses. Its parts are by the place of the refusal.

import { AT_THE_GATE } from './at-the-gate.ts'
import { IN_THE_API } from './in-the-api.ts'
import { ON_THE_PORTAL } from './on-the-portal.ts'
import type { PublicAnswer, WithPage, WithProblem } from './public-answer.ts'
import { TROUBLES } from './troubles.ts'

/** By reason: an answer, or what makes one of the details. */
export const TABLE = { ...TROUBLES, ...AT_THE_GATE, ...ON_THE_PORTAL, ...IN_THE_API }

type Table = typeof TABLE
type Reason = keyof Table

/** A reason that says it all, or one with what is to be said beside it. */
type RefusalFor<R extends Reason> = R extends Reason
  ? Table[R] extends (about: infer About) => PublicAnswer
    ? { readonly reason: R } & About
    : R
  : never

type AnswerTo<R extends Reason> = Table[R] extends (about: never) => infer Answer ? Answer : Table[R]
type ReasonWith<Part> = { [R in Reason]: AnswerTo<R> extends Part ? R : never }[Reason]

export type Refusal = RefusalFor<Reason>
/** What the API refuses, and whatever else only programs ask for. */
export type ProblemRefusal = RefusalFor<ReasonWith<WithProblem>>
/** What a page refuses. */
export type PageRefusal = RefusalFor<ReasonWith<WithPage>>

export function publicAnswer(refusal: Extract<PageRefusal, ProblemRefusal>): WithPage & WithProblem
export function publicAnswer(refusal: PageRefusal): WithPage
export function publicAnswer(refusal: ProblemRefusal): WithProblem
export function publicAnswer(refusal: Refusal): PublicAnswer
export function publicAnswer(refusal: Refusal): PublicAnswer {
  if (typeof refusal === 'string') return TABLE[refusal]
  const describe: (about: never) => PublicAnswer = TABLE[refusal.reason]
  return describe(refusal as never)
}
