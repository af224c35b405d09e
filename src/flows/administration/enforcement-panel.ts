// What an admin sees around a policy. It reads as many rows for a hundred thousand members as for ten, and as many after
// a million entries in the audit as after none.

import type { EnrollmentDay } from '../../core/enrollment-chart.ts'
import { dayOf } from '../../core/time.ts'
import { type PolicyChange, selectPolicyChanges } from '../../store/audit.ts'
import { selectEnrollmentDays } from '../../store/enrollment-days.ts'
import { type EntriesOfDay, selectEntriesWithoutFactor } from '../../store/entries-without-factor.ts'
import { findPolicyAndCounts, type PolicyAndCounts } from '../../store/policies.ts'
import type { Edge } from '../edge/edge.ts'

export const CHART_DAYS = 90
export const REPORT_DAYS = 30
const CHANGES_SHOWN = 5

export interface EnforcementPanel {
  readonly facts: PolicyAndCounts
  readonly enrollmentDays: readonly EnrollmentDay[]
  readonly entriesWithoutFactor: readonly EntriesOfDay[]
  /** Newest first. */
  readonly policyChanges: readonly PolicyChange[]
}

export async function viewEnforcement(
  { db, config, now }: Edge,
  workspaceId: string,
): Promise<EnforcementPanel> {
  const today = dayOf(now)
  const [facts, [days, entries, changes]] = await Promise.all([
    findPolicyAndCounts(db, workspaceId, config.providers),
    db.batch([
      selectEnrollmentDays(db, workspaceId, today - CHART_DAYS),
      selectEntriesWithoutFactor(db, workspaceId, today - REPORT_DAYS),
      selectPolicyChanges(db, workspaceId, CHANGES_SHOWN),
    ]),
  ])
  if (!facts) throw new Error('a workspace without counts')
  return {
    facts,
    enrollmentDays: (days?.results ?? []) as EnrollmentDay[],
    entriesWithoutFactor: (entries?.results ?? []) as EntriesOfDay[],
    policyChanges: (changes?.results ?? []) as PolicyChange[],
  }
}
