// Finds the public answer of each reason for a refusal. A table has a row for each reason that its callers may
// give. outside.ts is the table of the gate, inside.ts that of the portal and the API.

import type { Words } from '../words/words.ts'
import type { PublicAnswer, WithPage, WithProblem } from './public-answer.ts'

/** An answer, or a function that builds the answer from details. */
type Row = PublicAnswer<Words> | ((about: never) => PublicAnswer<Words>)
type Table = Readonly<Record<string, Row>>

/** A reason on its own, or a reason with the details its answer needs. */
export type RefusalIn<T, R extends keyof T = keyof T> = R extends keyof T
  ? T[R] extends (about: infer About) => PublicAnswer<Words>
    ? { readonly reason: R } & About
    : R
  : never

type AnswerTo<T, R> = R extends keyof T
  ? T[R] extends (about: never) => infer Answer
    ? Answer
    : T[R]
  : never
type ReasonWith<T, Part> = { [R in keyof T]: AnswerTo<T, R> extends Part ? R : never }[keyof T]

/** Refusals that can be answered with a problem: those of the API, and of addresses for programs. */
export type ProblemRefusalIn<T> = RefusalIn<T, ReasonWith<T, WithProblem<Words>>>
/** Refusals that can be answered with a page. */
export type PageRefusalIn<T> = RefusalIn<T, ReasonWith<T, WithPage<Words>>>

type ReasonOf<Refusal> = Refusal extends { readonly reason: infer R } ? R : Refusal

/** Says whether an answer has a page, a problem, or both. */
type Told<Answer> =
  Answer extends WithPage<infer W>
    ? Answer extends WithProblem<W>
      ? WithPage<W> & WithProblem<W>
      : WithPage<W>
    : WithProblem

/** Returns the function that finds the answer of a refusal in this table. */
export const answersFrom =
  <T extends Table>(table: T) =>
  <R extends RefusalIn<T>>(refusal: R) =>
    answerIn(table, refusal as Refused) as Told<AnswerTo<T, ReasonOf<R>>>

type Refused = string | { readonly reason: string }

function answerIn(table: Table, refusal: Refused) {
  const row = table[typeof refusal === 'string' ? refusal : refusal.reason]
  return typeof row === 'function' ? row(refusal as never) : row
}
