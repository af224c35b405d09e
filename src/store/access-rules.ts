// Reads the table `access_rules`: the rules of each workspace, in one row.

import type { Rule } from '../core/rules.ts'
import { parseRules } from '../core/stored-rules.ts'

/**
 * Returns the rules in a row, or none for null. Throws if they can't be read. Otherwise a workspace whose rules
 * were damaged would lose what they close.
 */
export function rulesFrom(json: string | null): readonly Rule[] {
  const rules = json === null ? [] : parseRules(JSON.parse(json))
  if (!rules) throw new Error('the rules of a workspace can’t be read')
  return rules
}
