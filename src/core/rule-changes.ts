// Says how two lists of rules differ, for the audit log.

import type { Rule } from './rules.ts'
import { writeRules } from './stored-rules.ts'

/** Lists of rules, as text. Empty lists are left out. */
export type RuleDifference = Partial<Record<'added' | 'removed' | 'changed' | 'moved', string>>

const MOST_CHARACTERS = 2000

/**
 * Returns which rules were added, removed, changed and moved: `hooks: public POST /hooks/*`. A list that would
 * be too long for a log has only ids.
 */
export function compareRules(before: readonly Rule[], after: readonly Rule[]): RuleDifference {
  const was = new Map(before.map((rule) => [rule.id, rule]))
  const is = new Map(after.map((rule) => [rule.id, rule]))
  const kept = after.flatMap((rule) => {
    const old = was.get(rule.id)
    return old ? [{ old, rule }] : []
  })
  const differing = kept.filter(({ old, rule }) => writeRules([old]) !== writeRules([rule]))
  return {
    ...named(
      'added',
      after.filter(({ id }) => !was.has(id)),
      describeRule,
    ),
    ...named(
      'removed',
      before.filter(({ id }) => !is.has(id)),
      describeRule,
    ),
    ...named(
      'changed',
      differing.map(({ rule }) => rule),
      describeRule,
    ),
    ...named(
      'moved',
      movedIn(
        before,
        kept.map(({ rule }) => rule),
      ),
      () => null,
    ),
  }
}

function named(
  what: keyof RuleDifference,
  rules: readonly Rule[],
  describe: (rule: Rule) => string | null,
): RuleDifference {
  if (rules.length === 0) return {}
  const ids = rules.map(({ id }) => id).join(', ')
  const text = rules
    .map((rule) => [rule.id, describe(rule)].filter((part) => part !== null).join(': '))
    .join(', ')
  return { [what]: text.length > MOST_CHARACTERS ? ids : text }
}

function describeRule({ path, match, methods, access, require, roles, networks, cors }: Rule): string {
  const below = match === 'prefix' ? `${path === '/' ? '' : path}/*` : path
  const conditions = [
    require && `second factor within ${require.maxAge} s${require.methods ? ' by passkey' : ''}`,
    roles && `for ${roles.join('/')}`,
    networks && `from ${networks.join('/')}`,
    cors && `CORS for ${cors.origins.join('/')}`,
  ]
  return [access, methods?.join('/'), below, ...conditions].filter(Boolean).join(' ')
}

/** Returns the smallest set of rules that must move to turn the old order into the new one. */
function movedIn(before: readonly Rule[], kept: readonly Rule[]): readonly Rule[] {
  const places = kept.map((rule) => before.findIndex(({ id }) => id === rule.id))
  // For each place, the longest increasing run that ends there. The rules in the longest of all runs did not
  // move.
  const runs: number[][] = []
  for (const [index, place] of places.entries()) {
    const earlier = runs.filter((run) => (places[run.at(-1) ?? 0] ?? 0) < place)
    const longest = earlier.reduce<number[]>((best, run) => (run.length > best.length ? run : best), [])
    runs.push([...longest, index])
  }
  const stayed = runs.reduce<number[]>((best, run) => (run.length > best.length ? run : best), [])
  return kept.filter((_, index) => !stayed.includes(index))
}
