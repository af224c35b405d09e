// Defines the notices that people get: changes to their own factors and sign-in methods, and moments of their
// workspace's enforcement.
//
// The kinds are the event types of the webhook, and therefore a public contract. A notice never contains a
// secret or a code.

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

/** Details of a changed first factor. */
export interface NoticeDetail {
  /**
   * Who made the change. `provider`: the account was linked by the verified address that the provider sent.
   */
  readonly by?: 'owner' | 'operator' | 'provider'
  /** The provider's id, if an identity was changed. */
  readonly provider?: string
  /** The digest of a random value that the browser keeps. It is shown to nobody. */
  readonly browser?: string
}

/** A notice about an account. Times are in Unix seconds. */
export interface AccountNotice extends NoticeDetail {
  readonly id: string
  readonly at: number
  readonly kind: AccountEvent
  readonly account: { readonly id: string; readonly email: string }
  /** The IP address of the person who made the change. */
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
    /** The name that the operator gave the workspace. */
    readonly name: string
    /** One of its hosts, or its slug if it has no host. */
    readonly host: string
  }
  readonly effectiveAt: number
  /** The digest of the browser that made the change. Absent if time or a program made it. */
  readonly browser?: string
  /** The number of members at the time of the notice, and how many of them had not enrolled. */
  readonly members: number
  readonly notEnrolled: number
}

export type Notice = AccountNotice | EnforcementNotice

export const isAboutAccount = (notice: Notice): notice is AccountNotice => 'account' in notice

/**
 * Returns whether the reader made the change in the browser that shows the notice.
 *
 * A change by a provider or the operator is never the reader's own. Wrong codes may come from another person
 * at the same computer.
 */
export const isDoneHere = ({ kind, by, browser }: AccountNotice, here: string | undefined): boolean =>
  here !== undefined &&
  browser === here &&
  by !== 'operator' &&
  by !== 'provider' &&
  kind !== 'second_factor.reset' &&
  kind !== 'authenticator.disabled'

/** Returns whether the browser that shows the notice is the one that changed the policy. */
export const isDecidedHere = ({ browser }: EnforcementNotice, here: string | undefined): boolean =>
  here !== undefined && browser === here

/**
 * Returns whether a notice shows the IP address of the person who made the change. A notice never shows the
 * operator's address.
 */
export const tellsOrigin = ({ kind, by, ip }: AccountNotice): boolean =>
  kind !== 'second_factor.reset' && by !== 'operator' && ip !== ''

/** Returns the JSON body of the webhook. */
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
