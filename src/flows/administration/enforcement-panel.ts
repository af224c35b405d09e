// Reads what an admin sees next to the policy.
//
// It reads as many rows for a hundred thousand members as for ten, and does not slow down as the audit log
// grows. The page's guard has already read the policy and its counts.

import type { EnrolmentDay } from '../../core/enrolment-chart.ts'
import type { EnforcementNotice, ExtensionNotice } from '../../core/notice.ts'
import { dayOf } from '../../core/time.ts'
import { type PolicyChange, selectPolicyChanges } from '../../store/audit.ts'
import { batch, findFirst } from '../../store/batch.ts'
import { selectEnrolmentDays } from '../../store/enrolment-days.ts'
import { type EntriesOfDay, selectEntriesWithoutFactor } from '../../store/entries-without-factor.ts'
import { selectUnseenExtensions } from '../../store/extension-notices.ts'
import { selectHasPasskey } from '../../store/members.ts'
import { type OpenWays, selectOpenWays } from '../../store/open-ways.ts'
import { type ListedRecovery, selectRecoveriesIn } from '../../store/seen-recoveries.ts'
import { dismissOfWorkspace, selectUnseenOfWorkspace } from '../../store/unseen-notices.ts'
import type { Edge } from '../edge/edge.ts'

export type { PolicyChange } from '../../store/audit.ts'
export type { EntriesOfDay } from '../../store/entries-without-factor.ts'
export type { OpenWays } from '../../store/open-ways.ts'

export const CHART_DAYS = 90
export const REPORT_DAYS = 30
const CHANGES_SHOWN = 5

export interface EnforcementPanel {
  readonly enrolmentDays: readonly EnrolmentDay[]
  readonly entriesWithoutFactor: readonly EntriesOfDay[]
  /** Newest first. */
  readonly policyChanges: readonly PolicyChange[]
  readonly notices: readonly (EnforcementNotice | ExtensionNotice)[]
  /** The open recoveries of members. */
  readonly recovering: readonly ListedRecovery[]
  readonly openWays: OpenWays
  /** Whether the admin who looks has a passkey. */
  readonly hasPasskey: boolean
}

const NONE: OpenWays = { publicPaths: 0, serviceTokens: 0 }

/** Counts the ways in that the policy does not cover. */
export const countOpenWays = async ({ db, now }: Edge, workspaceId: string): Promise<OpenWays> =>
  (await findFirst(db, selectOpenWays(db, workspaceId, now))) ?? NONE

/** `readerId` is the account of the admin, who is not told about extensions that they granted. */
export async function viewEnforcement(
  { db, now }: Edge,
  workspaceId: string,
  readerId: string,
): Promise<EnforcementPanel> {
  const today = dayOf(now)
  const found = await batch(db, {
    days: selectEnrolmentDays(db, workspaceId, today - CHART_DAYS),
    entries: selectEntriesWithoutFactor(db, workspaceId, today - REPORT_DAYS),
    changes: selectPolicyChanges(db, workspaceId, CHANGES_SHOWN),
    notices: selectUnseenOfWorkspace(db, workspaceId),
    extensions: selectUnseenExtensions(db, workspaceId, now),
    recovering: selectRecoveriesIn(db, workspaceId, now),
    openWays: selectOpenWays(db, workspaceId, now),
    passkey: selectHasPasskey(db, { workspaceId, accountId: readerId }),
  })
  return {
    enrolmentDays: found.days.all,
    entriesWithoutFactor: found.entries.all,
    policyChanges: found.changes.all,
    notices: [
      ...found.notices.all,
      ...found.extensions.all.filter(({ granterId }) => granterId === null || granterId !== readerId),
    ].sort((a, b) => b.at - a.at),
    recovering: found.recovering.all,
    openWays: found.openWays.first ?? NONE,
    hasPasskey: found.passkey.first ?? false,
  }
}

/** Dismisses the notice for all admins of the workspace. */
export async function dismissNotice({ db, now }: Edge, workspaceId: string, noticeId: string): Promise<void> {
  await batch(db, { dismissed: dismissOfWorkspace(db, workspaceId, noticeId, now) })
}
