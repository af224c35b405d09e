// Decides whether a changed list of rules opens nothing more to everybody. With `PUBLIC_PATHS=operator`, only
// the operator may save a list that does.

import { loosened } from './path-spelling.ts'
import { pathTest, type Rule } from './rules.ts'
import { writeRules } from './stored-rules.ts'

export const publicRulesIn = (rules: readonly Rule[]): readonly Rule[] =>
  rules.filter(({ access }) => access === 'public')

/**
 * Returns whether `after` keeps the public rules of `before` as they are: the same ones, in the same order.
 *
 * Each must also keep the rules before it that take a part of its paths away. Otherwise an admin could open a
 * path by removing its guard, without touching a public rule. New rules before it are allowed: they only close.
 */
export function keepsPublicRules(before: readonly Rule[], after: readonly Rule[]): boolean {
  if (writeRules(publicRulesIn(before)) !== writeRules(publicRulesIn(after))) return false
  return publicRulesIn(before).every(({ id }) => {
    const kept = precedingRules(after, id).map(textOf)
    return guardsOf(before, id).every((guard) => kept.includes(textOf(guard)))
  })
}

const textOf = (rule: Rule): string => writeRules([rule])

const precedingRules = (rules: readonly Rule[], id: string): readonly Rule[] =>
  rules.slice(
    0,
    rules.findIndex((rule) => rule.id === id),
  )

function guardsOf(rules: readonly Rule[], id: string): readonly Rule[] {
  const opened = rules.find((rule) => rule.id === id)
  return precedingRules(rules, id).filter(
    (rule) => rule.access !== 'public' && opened && overlaps(rule, opened),
  )
}

/** Returns whether a path can meet both rules. Ignores methods and networks. */
const overlaps = (one: Rule, other: Rule): boolean => covers(one, other) || covers(other, one)

/** Compares loosely, because guards match loosely. */
const covers = ({ path, match }: Rule, other: Rule): boolean =>
  pathTest(match, loosened(path))(loosened(other.path))
