// Says in a few words what a rule asks for.

import type { Rule } from './portal/answers.ts'

/** Returns the columns of a rule: where, which methods, who, and everything else. */
export function describeRule(rule: Rule): { where: string; methods: string; access: string; more: string } {
  const { require, roles, networks, cors } = rule
  const more = [
    require &&
      `second factor at most ${require.max_age} s old${require.methods ? `, by ${require.methods}` : ''}`,
    roles && `roles ${roles.join(', ')}`,
    networks && `from ${networks.join(', ')}`,
    cors && `CORS for ${cors.origins.join(', ')}`,
  ]
  return {
    where: `${rule.path}${rule.match === 'prefix' ? ' and below' : ''}`,
    methods: rule.methods?.join(', ') ?? 'any',
    access: rule.access,
    more: more.filter(Boolean).join('; '),
  }
}
