// Compares the rules of a document with those of the workspace. They are replaced as a whole.

import { describeRule } from '../describe-rule.ts'
import type { Rule } from '../portal/answers.ts'
import { path } from '../portal/portal.ts'
import type { Change, Step } from './change.ts'
import type { Versioned } from './current.ts'
import type { Wish } from './shape.ts'

export function planRules(
  { workspace, rules }: Wish,
  { value: present, etag }: Versioned<readonly Rule[]>,
): Step[] {
  if (!rules) return []
  const wished: readonly Rule[] = rules
  const changes = changesOf(present, wished)
  if (changes.length === 0) return []
  const call = {
    method: 'PUT',
    path: path`/workspaces/${workspace}/rules`,
    body: { rules },
    ...(etag === null ? {} : { ifMatch: etag }),
  } as const
  return [{ workspace, changes, call }]
}

export function changesOf(present: readonly Rule[], wished: readonly Rule[]): Change[] {
  const before = new Map(present.map((rule) => [rule.id, rule]))
  const after = new Map(wished.map((rule) => [rule.id, rule]))
  return [
    ...wished.flatMap((rule) => changeOfRule(before.get(rule.id), rule)),
    ...present.filter(({ id }) => !after.has(id)).map(removal),
    ...changeOfOrder(
      present.map(({ id }) => id).filter((id) => after.has(id)),
      wished.map(({ id }) => id).filter((id) => before.has(id)),
    ),
  ]
}

function changeOfRule(from: Rule | undefined, to: Rule): Change[] {
  const field = `rules.${to.id}`
  if (!from) return [{ action: 'add', field, from: null, to, text: `rule ${to.id}: ${written(to)}` }]
  if (canonical(from) === canonical(to)) return []
  const [was, is] = [written(from), written(to)]
  const text = was === is ? `rule ${to.id}: its details` : `rule ${to.id}: ${was} → ${is}`
  return [{ action: 'change', field, from, to, text }]
}

const removal = (rule: Rule): Change => ({
  action: 'remove',
  field: `rules.${rule.id}`,
  from: rule,
  to: null,
  text: `rule ${rule.id}: ${written(rule)}`,
})

function changeOfOrder(from: readonly string[], to: readonly string[]): Change[] {
  if (from.join() === to.join()) return []
  const text = `order of the rules: ${from.join(', ')} → ${to.join(', ')}`
  return [{ action: 'change', field: 'rules', from, to, text }]
}

function written(rule: Rule): string {
  const { where, methods, access, more } = describeRule(rule)
  return [where, methods === 'any' ? '' : methods, access, more && `(${more})`].filter(Boolean).join(' ')
}

/**
 * Writes a rule so that two rules with the same meaning are equal: a missing field is null, and fields have
 * one order.
 */
const canonical = ({ id, path, match, access, methods, require, roles, networks, cors }: Rule): string =>
  JSON.stringify([
    [id, path, match, access, methods ?? null, roles ?? null, networks ?? null],
    require ? [require.max_age, require.methods ?? null] : null,
    cors
      ? [
          cors.origins,
          cors.methods ?? [],
          cors.headers ?? [],
          cors.credentials ?? false,
          cors.max_age ?? null,
        ]
      : null,
  ])
