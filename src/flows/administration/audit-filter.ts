// What a reader of the audit log looks for: by a person, an action and a time. It comes from a form, so all of it is
// unchecked.

import { WORKSPACE_ACTIONS, type WorkspaceAction } from '../../core/audit-action.ts'
import { parseEmail } from '../../core/email.ts'
import { DAY_SECONDS } from '../../core/time.ts'

/** As it was written into the form; empty where nothing was. */
export interface WrittenFilter {
  readonly person: string
  readonly action: string
  /** The first day and the last, in UTC, as `2026-11-30`. */
  readonly from: string
  readonly until: string
}

export interface AuditFilter {
  /** Who did it, or whom it concerns. `key` is null for an actor without an account, such as an API token. */
  readonly person: { readonly actor: string; readonly key: string | null } | null
  readonly action: WorkspaceAction | null
  /** From this second on. */
  readonly from: number | null
  /** Before this second. */
  readonly until: number | null
}

export type FilterProblem = 'not-a-person' | 'not-an-action' | 'not-a-day' | 'ends-before-it-begins'
export type FilterProblems = { readonly [Field in keyof WrittenFilter]?: FilterProblem }

export const NO_FILTER: AuditFilter = { person: null, action: null, from: null, until: null }

export function parseAuditFilter(written: WrittenFilter): { filter: AuditFilter; problems: FilterProblems } {
  const person = parsePerson(written.person)
  const action = WORKSPACE_ACTIONS.find((known) => known === written.action)
  const from = parseDay(written.from)
  const lastDay = parseDay(written.until)
  const isBackwards = from !== null && lastDay !== null && lastDay < from
  const problems: FilterProblems = {
    ...(written.person && !person ? { person: 'not-a-person' } : {}),
    ...(written.action && !action ? { action: 'not-an-action' } : {}),
    ...(written.from && from === null ? { from: 'not-a-day' } : {}),
    ...(written.until && lastDay === null ? { until: 'not-a-day' } : {}),
    ...(isBackwards ? { until: 'ends-before-it-begins' } : {}),
  }
  const until = lastDay === null ? null : lastDay + DAY_SECONDS
  return { filter: { person, action: action ?? null, from, until }, problems }
}

/** Actors without an account, by the names that flows/administration/bearer.ts gives them. */
const WITHOUT_ACCOUNT = /^(operator|token \P{C}{1,200})$/u

/** Null for a text that no search can be made with. */
export function parsePerson(text: string): AuditFilter['person'] {
  if (WITHOUT_ACCOUNT.test(text)) return { actor: text, key: null }
  const email = parseEmail(text)
  return email && { actor: email.address, key: email.key }
}

/** The second at which the day begins in UTC; null where it isn't a day. */
function parseDay(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  const time = Date.parse(`${text}T00:00:00Z`)
  // Some days are read as another one: 30 February as 2 March.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) return null
  return time / 1000
}
