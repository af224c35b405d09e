// Parses the filter of the audit log: a person, an action and a time span. It comes from a form, so nothing
// in it is trusted.

import { WORKSPACE_ACTIONS, type WorkspaceAction } from '../../core/audit-action.ts'
import { parseDay } from '../../core/day.ts'
import { parseEmail } from '../../core/email.ts'
import { DAY_SECONDS } from '../../core/time.ts'

/** The text of each form field. Empty if the reader left the field empty. */
export interface WrittenFilter {
  readonly person: string
  readonly action: string
  /** The first and last day in UTC, such as `2026-11-30`. */
  readonly from: string
  readonly until: string
}

export interface AuditFilter {
  /** The actor, or the account an entry is about. `key` is null for an actor without an account. */
  readonly person: { readonly actor: string; readonly key: string | null } | null
  readonly action: WorkspaceAction | null
  /** Unix seconds. Entries at this time match. */
  readonly from: number | null
  /** Unix seconds. Entries at this time no longer match. */
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

/** Matches actors without an account, by the names that `nameOf` in bearer.ts gives them. */
const WITHOUT_ACCOUNT = /^(operator|token \P{C}{1,200})$/u

/** Returns null if the text is neither an address nor the name of an actor without an account. */
export function parsePerson(text: string): AuditFilter['person'] {
  if (WITHOUT_ACCOUNT.test(text)) return { actor: text, key: null }
  const email = parseEmail(text)
  return email && { actor: email.address, key: email.key }
}
