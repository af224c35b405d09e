// Asks for a recovery: by the person after the first factor, or by an admin on the members page. Two admins of each
// concerned workspace must then agree, or a delay ends it. An admin who asks has agreed.

import type { Email } from '../../core/email.ts'
import type { Provider } from '../../core/provider.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { DAY_SECONDS } from '../../core/time.ts'
import { digest } from '../../crypto/digest.ts'
import { randomId } from '../../crypto/random.ts'
import {
  type AskedRecovery,
  askRecovery,
  concernsAny,
  concernsWorkspace,
  delayIsOpen,
  loginMayAsk,
  ownRecoveries,
  recoveriesIn,
  recoveryExists,
} from '../../store/ask-recovery.ts'
import { batch, findFirst, type Steps } from '../../store/batch.ts'
import { both, type Condition, ifChanged } from '../../store/condition.ts'
import { countLately, hasRoom } from '../../store/recent-counts.ts'
import { endExpiredOf, selectLatestRecovery } from '../../store/recoveries.ts'
import { askAdmins } from '../../store/recovery-mails.ts'
import { addApproval, mayAskFor } from '../../store/recovery-stands.ts'
import { recordedEverywhere } from '../../store/recovery-workspaces.ts'
import { type OwnRecovery, selectMemberRecovery, selectOwnRecovery } from '../../store/seen-recoveries.ts'
import type { Author } from '../administration/actor.ts'
import type { Edge } from '../edge/edge.ts'
import { sendsMail } from '../notices/carriers.ts'
import { tellAccount } from '../notices/notices.ts'

export type { OwnRecovery } from '../../store/seen-recoveries.ts'

/** The paths that a person may choose. */
export type OwnPath = AskedRecovery['path']

export const TOO_MANY_RECOVERIES = {
  reason: 'too-many-recoveries',
  retryAfterSeconds: DAY_SECONDS,
} as const

export type OwnRefusal =
  /** `gone`: the login has ended. `not-open`: this path is not open to the account. */
  'gone' | 'no-mail' | 'other-way' | 'not-open' | 'recovery-open' | typeof TOO_MANY_RECOVERIES

/** Returns what a person is told after the first factor. Returns null if the login has ended. */
export async function viewOwnRecovery(edge: Edge, loginCookie: string | null): Promise<OwnRecovery | null> {
  if (loginCookie === null) return null
  const login = await digest(edge.ring, 'login', loginCookie)
  return findFirst(edge.db, selectOwnRecovery(edge.db, login, edge.config.providers.map(idOf), edge.now))
}

/** Asks in a login. Returns the refusal, or null if the recovery was opened. */
export async function askAsPerson(
  edge: Edge,
  loginCookie: string | null,
  path: OwnPath,
): Promise<OwnRefusal | null> {
  const { db, ring, now, config } = edge
  if (!sendsMail(edge)) return 'no-mail'
  const own = await viewOwnRecovery(edge, loginCookie)
  if (!own || loginCookie === null) return 'gone'
  const refusal = refuseOwn(own, path)
  if (refusal) return refusal
  const { accountId, email } = own
  const login = await digest(ring, 'login', loginCookie)
  const limit = ownRecoveries(accountId)
  const may = both(
    loginMayAsk(login, config.providers.map(idOf), now),
    both(path === 'delay' ? delayIsOpen(accountId, now) : concernsAny(accountId), hasRoom(limit, now)),
  )
  const asked = { id: randomId(), accountId, path, askedBy: email, askedIn: null, reason: null } as const
  const counted = { ofPerson: countLately(db, limit, now, recoveryExists(asked.id)) }
  if (await open(edge, asked, may, counted)) return null
  const after = await viewOwnRecovery(edge, loginCookie)
  return after ? (refuseOwn(after, path) ?? TOO_MANY_RECOVERIES) : 'gone'
}

function refuseOwn(
  { isUsualWay, isRecoverable, hasAdmins, mayWait, recovery }: OwnRecovery,
  path: OwnPath,
): OwnRefusal | null {
  if (!isUsualWay) return 'other-way'
  if (recovery) return 'recovery-open'
  return isRecoverable && (path === 'delay' ? mayWait : hasAdmins) ? null : 'not-open'
}

/** An admin of the workspace, signed in on its pages. A token is no person. */
export interface Admin extends Author {
  readonly accountId: string
  readonly workspaceId: string
}

export type AdminAskRefusal =
  | 'not-a-member'
  | 'own-recovery'
  | 'no-mail'
  | 'nothing-to-recover'
  /** The workspace need not agree, so its admins can't ask. */
  | 'not-concerned'
  /** The member has not entered the workspace. The person who added them may not ask. */
  | 'never-entered'
  /** The admin has had the role, or a second factor, for less than seven days. */
  | 'too-new'
  | 'recovery-open'
  | typeof TOO_MANY_RECOVERIES

/** Asks for a member, and agrees. */
export async function askAsAdmin(
  edge: Edge,
  admin: Admin,
  { email, reason }: { readonly email: Email; readonly reason: string },
): Promise<Result<null, AdminAskRefusal>> {
  const { db, now } = edge
  if (!sendsMail(edge)) return err('no-mail')
  const { workspaceId } = admin
  const approver = { workspaceId, approverId: admin.accountId }
  const find = () => findFirst(db, selectMemberRecovery(db, { ...approver, email }, now))
  const member = await find()
  if (!member) return err('not-a-member')
  const { accountId } = member
  // Otherwise an admin who stole a colleague's session could recover their own account with it.
  if (accountId === admin.accountId) return err('own-recovery')
  const limit = recoveriesIn(workspaceId)
  const may = both(
    both(admin.isStill, mayAskFor(accountId, approver, now)),
    both(concernsWorkspace(accountId, workspaceId), hasRoom(limit, now)),
  )
  const asking = { askedBy: admin.name, askedIn: workspaceId, reason }
  const asked = { id: randomId(), accountId, path: 'admins', ...asking } as const
  const isOpened = recoveryExists(asked.id)
  const approved = addApproval(db, approver, { accountId, reason }, now, isOpened)
  const counted = countLately(db, limit, now, isOpened)
  if (await open(edge, asked, may, { approved, counted })) return ok(null)
  const after = await find()
  if (!after) return err('not-a-member')
  if (after.recovery) return err('recovery-open')
  if (!after.isRecoverable) return err('nothing-to-recover')
  if (!after.isConcerned) return err('not-concerned')
  if (!after.isEntered) return err('never-entered')
  return err(after.mayAsk ? TOO_MANY_RECOVERIES : 'too-new')
}

/** Opens the recovery in one batch. Returns false if a condition failed. */
async function open(edge: Edge, asked: AskedRecovery, may: Condition, more: Steps): Promise<boolean> {
  const { db, now } = edge
  const { id, accountId, askedBy: actor, askedIn, reason, path } = asked
  const detail = { recovery: id, path, ...(reason === null ? {} : { reason }) }
  const by = askedIn === null ? undefined : { workspaceId: askedIn }
  const entry = { actor, by, action: 'recovery.asked', accountId, detail } as const
  const told = tellAccount(edge, 'recovery.asked', accountId, ifChanged('recorded'), {
    ...(by && { by: 'admin' }),
    recovery: id,
  })
  const done = await batch(db, {
    expired: endExpiredOf(db, accountId, now),
    opened: askRecovery(db, asked, now, may),
    recorded: recordedEverywhere(edge, entry, ifChanged('opened')),
    told: told.steps,
    more,
    admins: askAdmins(db, asked, edge.client, now),
    latest: selectLatestRecovery(db, accountId),
  })
  if (done.latest.first?.id !== id) return false
  told.deliver()
  return true
}

const idOf = ({ id }: Provider): string => id
