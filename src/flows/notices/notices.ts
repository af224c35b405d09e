// Notifies accounts and workspaces. The steps join the batch of the event, and the first delivery follows the
// response.
//
// Pages show a notice even if no carrier is configured.

import type { Email } from '../../core/email.ts'
import { momentAt } from '../../core/enforcement-moments.ts'
import type { Language } from '../../core/language.ts'
import { countCovered, countLacking, type MemberGroup } from '../../core/member-groups.ts'
import type { AccountEvent, LinkMailKind, NoticeDetail } from '../../core/notice.ts'
import type { Policy, PolicyKind } from '../../core/policy.ts'
import { randomId } from '../../crypto/random.ts'
import { log } from '../../log.ts'
import { type Step, type Steps, under } from '../../store/batch.ts'
import type { Condition } from '../../store/condition.ts'
import type { IdentityName } from '../../store/identities.ts'
import { enqueue, enqueueToAddress } from '../../store/notice-deliveries.ts'
import { startFanOut } from '../../store/notice-fan-outs.ts'
import { addNotice, dropOvertaken, type NewNotice } from '../../store/notices.ts'
import type { KeylessEdge } from '../edge/edge.ts'
import { carriersOf, sendsMail } from './carriers.ts'

export interface Telling {
  /** Steps for the batch of the event. The first one has the condition. The others depend on the first. */
  readonly steps: TellingSteps
  /** Call it after the batch. The response does not wait for it, and it never throws. */
  readonly deliver: () => void
}

type TellingSteps = Readonly<
  Record<'told' | 'queued' | 'queuedToAddress' | 'fannedOut' | 'overtaken', Step | null>
>

export function tellAccount(
  keyless: KeylessEdge,
  kind: AccountEvent,
  accountId: string,
  condition: Condition,
  { about = null, ...detail }: NoticeDetail & { readonly about?: string | null } = {},
): Telling {
  const { browser } = keyless.client
  const whole = browser === undefined ? detail : { ...detail, browser }
  return tell(keyless, { id: randomId(), kind, accountId, about, detail: whole }, condition)
}

/** Tells an account that a provider's verified address linked an identity at sign-in. */
export const tellLinkedByAddress = (
  keyless: KeylessEdge,
  { provider, subject: about }: IdentityName,
  accountId: string,
  condition: Condition,
): Telling =>
  tellAccount(keyless, 'identity.linked', accountId, condition, { by: 'provider', provider, about })

/** A mail that brings a link. `to` is an address that may have no account. Without it, the account gets the mail. */
export interface NewLink {
  readonly kind: LinkMailKind
  /** Whose mail it is: an account's, or a workspace's. */
  readonly about: { readonly accountId: string } | { readonly workspaceId: string }
  /** The id of the row that the link is about. */
  readonly subjectId: string
  readonly to?: { readonly email: Email; readonly language: Language }
}

/**
 * Mails a link. Does nothing without a mail carrier, so the caller must check `sendsMail` first and say so.
 */
export function mailLink(
  keyless: KeylessEdge,
  { kind, about, subjectId, to }: NewLink,
  condition: Condition,
): { readonly steps: Steps; readonly deliver: () => void } {
  const { db, now, client } = keyless
  const id = randomId()
  const detail = { subject_id: subjectId, ...(to && { to: to.email.address, language: to.language }) }
  const added = addNotice(db, { id, kind, ...about, detail }, client, now, condition)
  const queued = to ? enqueueToAddress(db, id, now) : enqueue(db, id, ['email'], now)
  return {
    steps: sendsMail(keyless) ? { told: under(condition, added), queued } : {},
    deliver: () => deliverSoon(keyless, id),
  }
}

/** A policy that members are told about. */
interface ToldPolicy {
  readonly workspaceId: string
  readonly kind: PolicyKind
  readonly policy: Policy
  readonly savedAt: number
  readonly groups: readonly MemberGroup[]
}

/** Writes the notice for the policy's current moment, such as seven days left. Throws for a policy that is off. */
export function tellWorkspace(
  keyless: KeylessEdge,
  { workspaceId, kind: policyKind, policy, savedAt, groups }: ToldPolicy,
  condition: Condition,
): Telling {
  const { browser } = keyless.client
  const { effectiveAt, version: policyVersion } = policy
  if (effectiveAt === null) throw new Error('a policy that is off has no moments')
  const detail = {
    effective_at: effectiveAt,
    applies_to: policy.appliesTo,
    members: countCovered(groups, policy),
    not_enrolled: countLacking(groups, policy, policyKind),
    ...(browser === undefined ? {} : { browser }),
  }
  const kind = momentAt({ effectiveAt, savedAt }, keyless.now)
  return tell(keyless, { id: randomId(), kind, workspaceId, policyKind, policyVersion, detail }, condition)
}

function tell(keyless: KeylessEdge, notice: NewNotice, condition: Condition): Telling {
  const { db, now, client } = keyless
  const hasMail = sendsMail(keyless)
  const carriers = carriersOf(keyless).filter(
    (carrier) => carrier !== 'email' || notice.kind !== 'address.requested',
  )
  const added = addNotice(db, notice, client, now, condition)
  const isForMany = 'policyVersion' in notice && hasMail
  const namesAddress = notice.kind === 'address.requested' || notice.kind === 'address.changed'
  const after = {
    queued: carriers.length > 0 ? enqueue(db, notice.id, carriers, now) : null,
    // Names the old address. Otherwise a mail that is tried again after the change would go to the new one.
    queuedToAddress: namesAddress && hasMail ? enqueueToAddress(db, notice.id, now) : null,
    fannedOut: isForMany ? startFanOut(db, notice.id, now) : null,
    // Must be last: the time of the first attempt depends on the notices before this one.
    overtaken: 'accountId' in notice ? dropOvertaken(db, notice.id, now) : null,
  }
  return {
    steps: { told: under(condition, added), ...after },
    deliver: () => deliverSoon(keyless, notice.id),
  }
}

/** Makes the first attempt after the response. Never throws. */
export function deliverSoon(keyless: KeylessEdge, noticeId: string): void {
  if (carriersOf(keyless).length > 0) keyless.defer(deliver(keyless, noticeId).catch(logFailure))
}

/** Loads the code that writes and sends mails when it is first needed. No page waits for it. */
async function deliver(keyless: KeylessEdge, noticeId: string): Promise<void> {
  const { deliverNotice } = await import('./deliver-notices.ts')
  await deliverNotice(keyless, noticeId)
}

function logFailure(error: unknown): void {
  log('error', { event: 'notices.failed', error: error instanceof Error ? error.message : 'unknown' })
}
