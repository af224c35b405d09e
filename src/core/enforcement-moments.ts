// Computes the moments at which people are told about a policy. There are four: when it is scheduled, 7 days
// and 1 day before it takes effect, and when it takes effect. A moment that had passed when the policy was
// saved is skipped.

import { DAY_SECONDS } from './time.ts'

export const ENFORCEMENT_MOMENTS = [
  'enforcement.scheduled',
  'enforcement.seven_days_left',
  'enforcement.one_day_left',
  'enforcement.in_effect',
] as const
export type EnforcementMoment = (typeof ENFORCEMENT_MOMENTS)[number]

/** When members of a workspace are notified about its policy. Times are in Unix seconds. */
export interface Schedule {
  readonly effectiveAt: number
  readonly savedAt: number
}

function momentsOf({ effectiveAt, savedAt }: Schedule): { moment: EnforcementMoment; at: number }[] {
  const reminders = [
    { moment: 'enforcement.seven_days_left', at: effectiveAt - 7 * DAY_SECONDS },
    { moment: 'enforcement.one_day_left', at: effectiveAt - DAY_SECONDS },
    { moment: 'enforcement.in_effect', at: effectiveAt },
  ] as const
  const first = { moment: 'enforcement.scheduled', at: savedAt } as const
  return effectiveAt <= savedAt
    ? [{ moment: 'enforcement.in_effect', at: savedAt }]
    : [first, ...reminders.filter(({ at }) => at > savedAt)]
}

/** Returns the latest moment that has come at `now`. It replaces the earlier ones. */
export function momentAt(schedule: Schedule, now: number): EnforcementMoment {
  const come = momentsOf(schedule).filter(({ at }) => at <= now)
  return come.at(-1)?.moment ?? 'enforcement.scheduled'
}

/** Returns when the next moment comes, in Unix seconds. Returns null after the last moment. */
export const nextMomentAfter = (schedule: Schedule, now: number): number | null =>
  momentsOf(schedule).find(({ at }) => at > now)?.at ?? null
