// What is wrong with the fields of a form, in sentences.

import type { Child } from 'hono/jsx'
import type { RuleProblem } from '../../../core/rule-problems.ts'
import { useWords } from '../../frame/words.ts'
import { Ltr } from './rule-summary.tsx'

/** What is wrong with a field. `unknown_choice` is a value that the form does not offer. */
export interface FieldProblem {
  readonly problem: RuleProblem | 'unknown_choice' | 'not_a_name'
  /** The entry of a list, or null for the whole field. */
  readonly entry: string | null
}

/** By the field's name, such as `path` or `cors.origins`. Empty for the list of rules as a whole. */
export type FieldProblems = ReadonlyMap<string, readonly FieldProblem[]>

/** Returns the sentences about a field. */
export type ProblemsOf = (field: string) => readonly Child[]

/** A sentence about an entry of a list names the entry. */
export function useProblems(found: FieldProblems): ProblemsOf {
  const { ruleForm: say, serviceTokens } = useWords()
  const more = { unknown_choice: say.choose, not_a_name: serviceTokens.refusals['not-a-name'] }
  const sentences = { ...say.problems, ...more }
  return (field) =>
    (found.get(field) ?? []).map(({ problem, entry }) => {
      if (entry === null) return sentences[problem]
      return (
        <>
          <Ltr text={entry} />: {sentences[problem]}
        </>
      )
    })
}

/** Returns the text at a place such as `['networks', 1]`, or null if the place is not an entry of a list. */
export function entryAt(value: object, path: readonly (string | number)[]): string | null {
  if (typeof path.at(-1) !== 'number') return null
  let found: unknown = value
  for (const part of path) found = (found as Record<string | number, unknown>)[part]
  return String(found)
}
