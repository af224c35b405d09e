// Reads the column `enrollment_counts.by_group`: how many members of a workspace are in each group
// (core/member-groups.ts). Triggers keep it up to date.

import { type MemberGroup, parseGroup } from '../core/member-groups.ts'
import type { Provider } from '../core/provider.ts'

export interface CountedGroupsRow {
  /** A JSON object with the number of members in each group. Null if the workspace has no numbers. */
  readonly byGroup: string | null
  /** A JSON array with the group of each member whose extension is over and still in the row. */
  readonly overdueExtensions: string
  /** The ids of the allowed providers as a JSON array. Null allows every provider. */
  readonly allowedProviders: string | null
}

/** The columns for the alias `c`, a row of `enrollment_counts`. `now` is SQL for the time in Unix seconds. */
export const countedGroupColumns = (now: string): string => `c.by_group AS byGroup,
  (SELECT json_group_array(group_key) FROM members INDEXED BY members_extended
     WHERE workspace_id = c.workspace_id AND extended_until <= ${now}) AS overdueExtensions,
  (SELECT allowed_providers FROM live_workspaces WHERE id = c.workspace_id) AS allowedProviders`

/**
 * Returns the groups with their members. Counts an extension that is over as none, even before the sweep. The
 * group in the row stays, with the members who are left in it. Otherwise nobody would find the member's row.
 */
export function groupsFrom(row: CountedGroupsRow, providers: readonly Provider[]): readonly MemberGroup[] {
  const counts = new Map(Object.entries(JSON.parse(row.byGroup ?? '{}') as Record<string, number>))
  const add = (key: string, members: number) => counts.set(key, (counts.get(key) ?? 0) + members)
  const overdue = JSON.parse(row.overdueExtensions) as string[]
  for (const key of overdue) {
    add(key, -1)
    add(withoutExtension(key), 1)
  }
  const { allowedProviders } = row
  const rules = {
    providers,
    allowedProviders: allowedProviders === null ? null : (JSON.parse(allowedProviders) as string[]),
  }
  return [...counts]
    .filter(([key, members]) => members > 0 || overdue.includes(key))
    .map(([key, members]) => parseGroup(key, members, rules))
}

const withoutExtension = (key: string): string => `${key.slice(0, 2)}-${key.slice(3)}`
