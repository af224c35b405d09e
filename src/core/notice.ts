// Defines the notices that people get: changes to their own factors and sign-in methods, and moments of their
// workspace's enforcement.
//
// The kinds are the event types of the webhook, and therefore a public contract. A notice never contains a
// secret or a code.

import type { EnforcementMoment } from './enforcement-moments.ts'
import type { AppliesTo, PolicyKind } from './policy.ts'
import type { Role } from './roles.ts'

export const ACCOUNT_EVENTS = [
  'second_factor.added',
  'second_factor.replaced',
  'second_factor.removed',
  'second_factor.reset',
  'second_factor.recovered',
  'recovery.asked',
  'recovery.approved',
  'recovery.stopped',
  'authenticator.disabled',
  'authenticator.removed',
  'passkey.added',
  'passkey.removed',
  'passkey.counter_went_back',
  'recovery_code.used',
  'recovery_codes.regenerated',
  'recovery_codes.removed',
  'password.changed',
  'identity.linked',
  'identity.unlinked',
  'account.disowned',
  'address.requested',
  'address.changed',
] as const
export type AccountEvent = (typeof ACCOUNT_EVENTS)[number]
export const TOKEN_EXPIRES = 'service_token.expires'
export const EXTENSION_GRANTED = 'extension.granted'
/** Mails that bring a link to one person. No page shows them, and the webhook never gets them. */
export const LINK_MAILS = [
  'password.forgotten',
  'password.none',
  'invitation.sent',
  'address.confirm',
  'recovery.link',
  'recovery.waiting',
  'recovery.decide',
] as const
export type LinkMailKind = (typeof LINK_MAILS)[number]
export type NoticeKind =
  | AccountEvent
  | EnforcementMoment
  | LinkMailKind
  | typeof TOKEN_EXPIRES
  | typeof EXTENSION_GRANTED

/** What a report “This wasn’t me” did (core/disown.ts). */
export type DisownOutcome =
  | 'factor_removed'
  | 'password_locked'
  | 'identity_unlinked'
  | 'account_locked'
  | 'already_undone'

/** Details of a changed first factor. */
export interface NoticeDetail {
  /**
   * Who made the change. `admin`: an admin of one of the account's workspaces. `provider`: the account was linked by the
   * verified address that the provider sent.
   */
  readonly by?: 'owner' | 'admin' | 'operator' | 'provider'
  /** The provider's id, if an identity was changed. */
  readonly provider?: string
  /** The passkey's name, if one was added or removed, or if its counter went back. */
  readonly passkey?: string
  /** The passkey is the account's first factor, so that two-factor authentication is on. */
  readonly enrolled?: boolean
  /** For `account.disowned`: the change that somebody reported, and what came of it. */
  readonly reported?: AccountEvent
  readonly outcome?: DisownOutcome
  /** The account's address before the notice, and the address that it asked for or got. */
  readonly addresses?: { readonly old: string; readonly new: string }
  /** The id of the recovery that the notice is about. Its mail has the link that stops it. */
  readonly recovery?: string
  /** The digest of a random value that the browser keeps. It is shown to nobody. */
  readonly browser?: string
}

/** A notice about an account. Times are in Unix seconds. */
export interface AccountNotice extends NoticeDetail {
  readonly id: string
  readonly at: number
  readonly kind: AccountEvent
  readonly account: { readonly id: string; readonly email: string }
  /** What was changed: the id of an app or a passkey, or a provider's subject. It is shown to nobody. */
  readonly about?: string
  /** The IP address of the person who made the change. */
  readonly ip: string
  readonly userAgent: string
}

/** A workspace, as a notice names it. */
export interface ToldWorkspace {
  readonly id: string
  readonly slug: string
  /** The name that the operator gave the workspace. */
  readonly name: string
  /** One of its hosts, or its slug if it has no host. */
  readonly host: string
}

export interface EnforcementNotice {
  readonly id: string
  readonly at: number
  readonly kind: EnforcementMoment
  readonly workspace: ToldWorkspace
  readonly policy: PolicyKind
  readonly appliesTo: AppliesTo
  readonly effectiveAt: number
  /** The digest of the browser that made the change. Absent if time or a program made it. */
  readonly browser?: string
  /** How many members the policy covered at the time of the notice, and how many of them lacked its factor. */
  readonly members: number
  readonly notEnrolled: number
}

/** A service token expires in seven days, or in one day if it lives for seven days or less. */
export interface TokenNotice {
  readonly id: string
  readonly at: number
  readonly kind: typeof TOKEN_EXPIRES
  readonly workspace: ToldWorkspace
  readonly serviceToken: { readonly id: string; readonly name: string }
  readonly expiresAt: number
}

/** An admin or a token gave a member more time. `until` is in Unix seconds. */
export interface ExtensionNotice {
  readonly id: string
  readonly at: number
  readonly kind: typeof EXTENSION_GRANTED
  readonly workspace: ToldWorkspace
  readonly member: { readonly id: string; readonly email: string }
  /** Whether the notice is for the member. Otherwise it is for the workspace's owners and admins. */
  readonly isForMember: boolean
  readonly until: number
  /** Why it was granted, in the words of the admin. */
  readonly reason: string
  /** The address of the admin, or the name of the token. */
  readonly grantedBy: string
  /** The account of the admin who granted it. Null for a token. */
  readonly granterId: string | null
}

/** What the mail of an invitation says. */
export interface ToldInvitation {
  readonly role: Role
  /** The address of the person who invites. Null for the operator. */
  readonly inviter: string | null
}

/** A mail that brings a link. The link is made when the mail is written (crypto/mailed-link.ts). */
export interface LinkMailNotice {
  readonly id: string
  readonly at: number
  readonly kind: LinkMailKind
  /** The id of the row that the link is about. */
  readonly subjectId: string
  /** The account that the mail is about. Null for a mail about a workspace. */
  readonly mailedAccount: { readonly id: string; readonly email: string } | null
  /** The workspace that the mail is about. Null for a mail about an account. */
  readonly workspace: ToldWorkspace | null
  /** Only for an invitation. */
  readonly invitation: ToldInvitation | null
  /**
   * Whether the mail goes to an address that the notice names. Such an address may belong to a stranger, so the mail
   * doesn't say who asked for it.
   */
  readonly isToAddress: boolean
  /** The IP address and the browser of the person who asked for the mail. */
  readonly ip: string
  readonly userAgent: string
}

export type Notice = AccountNotice | EnforcementNotice | TokenNotice | ExtensionNotice | LinkMailNotice

export const isAboutAccount = (notice: Notice): notice is AccountNotice => 'account' in notice
export const isAboutToken = (notice: Notice): notice is TokenNotice => notice.kind === TOKEN_EXPIRES
export const isLinkMailKind = (kind: NoticeKind): kind is LinkMailKind =>
  LINK_MAILS.some((each) => each === kind)
export const isLinkMail = (notice: Notice): notice is LinkMailNotice => isLinkMailKind(notice.kind)
export const isAboutExtension = (notice: Notice): notice is ExtensionNotice =>
  notice.kind === EXTENSION_GRANTED

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
  kind !== 'recovery.asked' &&
  kind !== 'recovery.approved' &&
  kind !== 'recovery.stopped' &&
  kind !== 'authenticator.disabled' &&
  kind !== 'passkey.counter_went_back'

/** Returns whether the browser that shows the notice is the one that changed the policy. */
export const isDecidedHere = (
  notice: EnforcementNotice | ExtensionNotice,
  here: string | undefined,
): boolean => here !== undefined && 'browser' in notice && notice.browser === here

/**
 * Returns whether a notice shows the IP address of the person who made the change. A notice never shows the address of
 * an admin or the operator. Otherwise the reader would take it for the address of somebody in the account.
 */
export const tellsOrigin = ({ kind, by, ip }: AccountNotice): boolean =>
  kind !== 'second_factor.reset' && by !== 'operator' && by !== 'admin' && ip !== ''
