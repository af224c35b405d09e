// What people are told: something about their own factors and ways in, or a moment of their workspace's enforcement. The kinds are
// the webhook's event types, and so a contract; no secret and no code has a place in any of them.

import type { EnforcementMoment } from './enforcement-moments.ts'
import { toRfc3339 } from './time.ts'

export const ACCOUNT_EVENTS = [
  'second_factor.added',
  'second_factor.replaced',
  'second_factor.removed',
  'second_factor.reset',
  'authenticator.disabled',
  'recovery_code.used',
  'recovery_codes.regenerated',
  'password.changed',
  'identity.linked',
  'identity.unlinked',
] as const
export type AccountEvent = (typeof ACCOUNT_EVENTS)[number]
export type NoticeKind = AccountEvent | EnforcementMoment

/** What there is to say of a first factor that was changed. */
export interface NoticeDetail {
  /** `provider`: by its word, for the verified address of somebody who came from there. */
  readonly by?: 'owner' | 'operator' | 'provider'
  /** Its id, of an identity. */
  readonly provider?: string
  /** The digest of a random value of the browser it was done in. It is told to nobody. */
  readonly browser?: string
}

/** Times are seconds since 1970. */
export interface AccountNotice extends NoticeDetail {
  readonly id: string
  readonly at: number
  readonly kind: AccountEvent
  readonly account: { readonly id: string; readonly email: string }
  /** Of whoever did it. */
  readonly ip: string
  readonly userAgent: string
}

export interface EnforcementNotice {
  readonly id: string
  readonly at: number
  readonly kind: EnforcementMoment
  readonly workspace: {
    readonly id: string
    readonly slug: string
    /** The operator's. */
    readonly name: string
    /** One of its hosts; the slug where it has none. */
    readonly host: string
  }
  readonly effectiveAt: number
  /** As they were at that moment. */
  readonly members: number
  readonly notEnrolled: number
}

export type Notice = AccountNotice | EnforcementNotice

export const isAboutAccount = (notice: Notice): notice is AccountNotice => 'account' in notice

/**
 * Whether the reader did it in the browser that reads it. What a provider or the operator did is nobody's own deed, and wrong
 * codes may be a stranger's at the same computer.
 */
export const isDoneHere = ({ kind, by, browser }: AccountNotice, here: string | undefined): boolean =>
  here !== undefined &&
  browser === here &&
  by !== 'operator' &&
  by !== 'provider' &&
  kind !== 'second_factor.reset' &&
  kind !== 'authenticator.disabled'

/** The operator's own address is nobody's business. */
export const tellsOrigin = ({ kind, by, ip }: AccountNotice): boolean =>
  kind !== 'second_factor.reset' && by !== 'operator' && ip !== ''

/** The body of the webhook. */
export function payloadOf(notice: Notice): string {
  const data = isAboutAccount(notice) ? dataOfAccount(notice) : dataOfWorkspace(notice)
  return JSON.stringify({ type: notice.kind, timestamp: toRfc3339(notice.at), data })
}

const dataOfAccount = ({ account, ip, userAgent, by, provider }: AccountNotice) => ({
  account,
  ip,
  user_agent: userAgent,
  by,
  provider,
})

const dataOfWorkspace = ({ workspace, effectiveAt, members, notEnrolled }: EnforcementNotice) => ({
  workspace: { id: workspace.id, slug: workspace.slug, name: workspace.name },
  effective_at: toRfc3339(effectiveAt),
  members,
  not_enrolled: notEnrolled,
})
