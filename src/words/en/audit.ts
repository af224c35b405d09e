import type { AuditAction, WorkspaceAction } from '../../core/audit-action.ts'
import { type Part, say } from '../sentence.ts'
import { auditFields } from './audit-fields.ts'
import { write } from './write.ts'

/** The parts that a sentence about an entry may name. `what` is its one detail: a role, a time or a name. */
export interface Told {
  readonly actor: Part
  readonly account: Part
  readonly workspace: Part
  readonly what: Part
}
type Sentence = (told: Told) => Part[]

/**
 * Keys for actions with several sentences. `policy.changed` is used when a policy ends, `policy.required` when
 * one begins. `passkeys.…` are the same for the policy that requires phishing-resistant factors.
 */
type Variant =
  | 'member.added'
  | 'passkeys.optional'
  | 'passkeys.required'
  | 'policy.required'
  | 'workspace.created'
  | 'workspace.entered.without'

export const audit = {
  titleOf: (workspace: string) => `${workspace} audit log`,
  /** The names of actions in the filter of the page. */
  actions: {
    'workspace.put': 'Workspace created or changed',
    'workspace.entered': 'Entered the workspace',
    'workspace.refused': 'Access denied',
    'prompt.deferred': 'Chose to be reminded later',
    'policy.changed': 'Two-factor policy changed',
    'rules.changed': 'Access rules changed',
    'providers.changed': 'Ways to sign in changed',
    'edge.changed': 'Forwarding changed',
    'appearance.changed': 'Name or colour changed',
    'logo.changed': 'Logo changed',
    'logo.removed': 'Logo removed',
    'member.put': 'Member added or role changed',
    'member.removed': 'Member removed',
    'member.left': 'Member left',
    'invitation.sent': 'Invitation sent',
    'invitation.resent': 'Invitation sent again',
    'invitation.revoked': 'Invitation revoked',
    'invitation.accepted': 'Invitation accepted',
    'member.address_changed': 'Member’s address changed',
    'members.viewed': 'Viewed the member list',
    'extension.granted': 'Member got more time',
    'extension.ended': 'Extension ended',
    'account.disowned': 'Change reported as not theirs',
    'self_recovery.changed': 'Recovery without an admin changed',
    'recovery.asked': 'Recovery asked for',
    'recovery.approved': 'Recovery approved',
    'recovery.linked': 'Recovery link sent',
    'recovery.stopped': 'Recovery stopped',
    'recovery.completed': 'Recovery completed',
    'token.created': 'API token created',
    'token.revoked': 'API token revoked',
    'service_token.created': 'Service token created',
    'service_token.rotated': 'Service token rotated',
    'service_token.changed': 'Service token changed',
    'service_token.disabled': 'Service token disabled',
    'service_token.deleted': 'Service token deleted',
    'service_token.used': 'Service token used',
  } satisfies Record<WorkspaceAction, string>,
  /** An entry as a sentence, without a full stop, because it is shown in a list. */
  sentences: {
    'sign_in.succeeded': ({ actor }) => say`${actor} signed in`,
    'sign_in.refused': ({ actor }) => say`${actor} was refused sign-in`,
    'second_factor.refused': ({ actor }) => say`${actor} entered a wrong second-factor code`,
    'second_factor.proved': ({ actor }) => say`${actor} completed the second step`,
    'session.ended': ({ actor }) => say`${actor} signed out`,
    'authenticator.enrolled': ({ actor }) => say`${actor} set up an authenticator app`,
    'authenticator.imported': ({ actor, account }) =>
      say`${actor} imported the authenticator app of ${account}`,
    'authenticator.replaced': ({ actor }) => say`${actor} replaced their authenticator app`,
    'authenticator.removed': ({ actor, account }) =>
      say`${actor} removed the authenticator app of ${account}`,
    'passkey.added': ({ actor, what }) => say`${actor} added the passkey ${what}`,
    'passkey.renamed': ({ actor, what }) => say`${actor} renamed a passkey to ${what}`,
    'passkey.removed': ({ actor, account, what }) => say`${actor} removed the passkey ${what} of ${account}`,
    'passkey.counter_went_back': ({ account, what }) =>
      say`The counter of the passkey ${what} of ${account} went back`,
    'second_factor.disabled': ({ actor }) => say`${actor} turned off two-factor authentication`,
    'second_factor.reset': ({ actor, account }) =>
      say`${actor} reset the two-factor authentication of ${account}`,
    'recovery_codes.generated': ({ actor }) => say`${actor} created new recovery codes`,
    'recovery_codes.confirmed': ({ actor }) => say`${actor} saved new recovery codes`,
    'recovery_codes.removed': ({ actor, account }) => say`${actor} deleted the recovery codes of ${account}`,
    'password.refused': ({ actor }) => say`${actor} entered a wrong current password`,
    'password.link_sent': ({ account }) => say`A link to choose a new password was sent to ${account}`,
    'password.changed': ({ actor }) => say`${actor} changed their password`,
    'account.put': ({ actor, account }) => say`${actor} created or changed the account of ${account}`,
    'account.created': ({ actor }) => say`${actor} created their account with an invitation`,
    'account.provisioned': ({ actor, what }) =>
      say`${actor} got an account at their first sign-in through ${what}`,
    'identity.linked': ({ actor, account, what }) => say`${actor} linked ${account} to ${what}`,
    'identity.unlinked': ({ actor, account, what }) => say`${actor} unlinked ${account} from ${what}`,
    'account.disowned': ({ actor, account }) =>
      say`${actor} reported a change to the account of ${account} as not theirs`,
    'account.unlocked': ({ actor, account }) => say`${actor} unlocked the account of ${account}`,
    'address.requested': ({ actor, what }) => say`${actor} asked to change their address to ${what}`,
    'address.cancelled': ({ actor }) => say`${actor} cancelled a change of their address`,
    'address.changed': ({ actor, account, what }) =>
      say`${actor} changed the address of ${account} to ${what}`,
    'account.deleted': ({ actor, what }) => say`${actor} deleted the account ${what}`,
    'workspace.put': ({ actor, workspace }) => say`${actor} changed the setup of ${workspace}`,
    'workspace.created': ({ actor, workspace }) => say`${actor} created ${workspace}`,
    'workspace.deleted': ({ actor, what }) => say`${actor} deleted the workspace ${what}`,
    'workspace.entered': ({ actor, workspace }) => say`${actor} entered ${workspace} with a second factor`,
    'workspace.entered.without': ({ actor, workspace }) =>
      say`${actor} entered ${workspace} without a second factor`,
    'workspace.refused': ({ actor, workspace, what }) =>
      say`${actor} was refused access to ${workspace}: ${what}`,
    'prompt.deferred': ({ actor, workspace }) =>
      say`${actor} postponed setting up two-factor authentication for ${workspace}`,
    'policy.changed': ({ actor, workspace }) =>
      say`${actor} stopped requiring two-factor authentication in ${workspace}`,
    'policy.required': ({ actor, workspace, what }) =>
      say`${actor} required two-factor authentication in ${workspace} from ${what}`,
    'passkeys.optional': ({ actor, workspace }) => say`${actor} stopped requiring passkeys in ${workspace}`,
    'passkeys.required': ({ actor, workspace, what }) =>
      say`${actor} required passkeys in ${workspace} from ${what}`,
    'rules.changed': ({ actor, workspace }) => say`${actor} changed the access rules of ${workspace}`,
    'providers.changed': ({ actor, workspace }) => say`${actor} changed the ways to sign in to ${workspace}`,
    'edge.changed': ({ actor, workspace }) =>
      say`${actor} changed how requests to ${workspace} are forwarded`,
    'appearance.changed': ({ actor, workspace }) => say`${actor} changed the name or colour of ${workspace}`,
    'logo.changed': ({ actor, workspace }) => say`${actor} changed the logo of ${workspace}`,
    'logo.removed': ({ actor, workspace }) => say`${actor} removed the logo of ${workspace}`,
    'member.put': ({ actor, account, workspace, what }) =>
      say`${actor} changed the role of ${account} in ${workspace} to ${what}`,
    'member.added': ({ actor, account, workspace, what }) =>
      say`${actor} added ${account} to ${workspace} as ${what}`,
    'member.removed': ({ actor, account, workspace }) => say`${actor} removed ${account} from ${workspace}`,
    'member.left': ({ actor, workspace }) => say`${actor} left ${workspace}`,
    'invitation.sent': ({ actor, what, workspace }) => say`${actor} invited ${what} to ${workspace}`,
    'invitation.resent': ({ actor, what, workspace }) =>
      say`${actor} sent the invitation of ${what} to ${workspace} again`,
    'invitation.revoked': ({ actor, what, workspace }) =>
      say`${actor} revoked the invitation of ${what} to ${workspace}`,
    'invitation.accepted': ({ actor, workspace, what }) =>
      say`${actor} accepted an invitation to ${workspace} as ${what}`,
    'member.address_changed': ({ actor, account, what }) =>
      say`${actor} changed the address of ${account} to ${what}`,
    'members.viewed': ({ actor, workspace }) => say`${actor} viewed the member list of ${workspace}`,
    'extension.granted': ({ actor, account, workspace, what }) =>
      say`${actor} gave ${account} until ${what} to meet the requirements of ${workspace}`,
    'extension.ended': ({ actor, account, workspace }) =>
      say`${actor} ended the extra time of ${account} in ${workspace}`,
    'self_recovery.changed': ({ actor, workspace }) =>
      say`${actor} changed whether members of ${workspace} may recover their account without an admin`,
    'recovery.asked': ({ actor, account }) => say`${actor} asked to recover the account of ${account}`,
    'recovery.approved': ({ actor, account }) => say`${actor} agreed to recover the account of ${account}`,
    'recovery.linked': ({ account }) => say`${account} was sent a link to recover their account`,
    'recovery.stopped': ({ actor, account }) =>
      say`${actor} stopped the recovery of the account of ${account}`,
    'recovery.completed': ({ actor }) => say`${actor} recovered their account with a new second factor`,
    'token.created': ({ actor, what, workspace }) =>
      say`${actor} created the API token ${what} for ${workspace}`,
    'token.revoked': ({ actor, workspace }) => say`${actor} revoked an API token of ${workspace}`,
    'service_token.created': ({ actor, what, workspace }) =>
      say`${actor} created the service token ${what} for ${workspace}`,
    'service_token.rotated': ({ actor, what, workspace }) =>
      say`${actor} rotated the service token ${what} of ${workspace}`,
    'service_token.changed': ({ actor, what, workspace }) =>
      say`${actor} changed the service token ${what} of ${workspace}`,
    'service_token.disabled': ({ actor, what, workspace }) =>
      say`${actor} disabled the service token ${what} of ${workspace}`,
    'service_token.deleted': ({ actor, what, workspace }) =>
      say`${actor} deleted the service token ${what} of ${workspace}`,
    'service_token.used': ({ what, workspace }) =>
      say`The service token ${what} was used in ${workspace} on this day`,
    'key.rotated': ({ actor, what }) => say`${actor} replaced the ${what} key of the platform`,
    'notice.retried': ({ actor, what }) => say`${actor} sent the notification ${what} again`,
  } satisfies Record<AuditAction | Variant, Sentence>,
  /** Several consecutive views of the list by one person. */
  viewedOften: ({ actor, workspace }: Pick<Told, 'actor' | 'workspace'>, count: number) =>
    say`${actor} viewed the member list of ${workspace} ${write.plural(count, { one: `${count} time`, other: `${count} times` })}`,
  token: ({ name }: { name: Part }) => say`API token ${name}`,
  /** Begins a sentence. */
  operator: 'The platform’s support team',
  adminElsewhere: 'An admin of another workspace',
  /** Shown in brackets where a name or a value is missing. */
  unknown: 'unknown',
  goneAccount: 'deleted account',
  /** Why a member was refused access. Follows a colon. */
  reasons: {
    'enrollment-required': 'no second factor',
    'stronger-factor-required': 'no passkey',
    'provider-not-allowed': 'this way to sign in is not allowed',
  },
  /** Shown instead of a list of ways to sign in, if all are accepted. */
  anyWay: 'all',
  yes: 'yes',
  no: 'no',
  fields: auditFields,
  from: ({ ip }: { ip: Part }) => say`from ${ip}`,
  fromBrowser: ({ ip, browser }: { ip: Part; browser: Part }) => say`from ${ip} (${browser})`,
  details: 'Details',
  detailsOf: (id: number) => `Details of entry ${id}`,
  filter: 'Filter',
  person: 'Person',
  personHint: 'Email address. Finds what this person did and what was done to them.',
  action: 'Action',
  anyAction: 'Any action',
  sinceDay: 'From day',
  untilDay: 'To day',
  daysHint: 'Days are in UTC.',
  apply: 'Apply filter',
  clear: 'Clear filter',
  problems: {
    'not-a-person': 'Enter a complete email address, such as grace@example.com.',
    'not-an-action': 'Choose an action from the list.',
    'not-a-day': 'Enter a day as year, month and day, such as 2026-11-30.',
    'ends-before-it-begins': '“To day” can’t be before “From day”.',
  },
  nothing: 'No activity yet.',
  noMatch: 'No entries match this filter.',
  older: 'Older',
  /** Shown on a page that is not full, because a page searches a limited number of entries. */
  cutShort: (most: number) => `This page searched ${most} entries. Older entries have not been searched yet.`,
  goOn: 'Continue with older entries',
  chained: 'Each entry contains the hash of the entry before it, so that changes can be detected.',
  export: 'Export everything with hashes',
  csv: 'Download these as CSV',
  /** The last line of a file that has reached its limit. */
  csvCutShort: 'Incomplete: this file ends here. To continue, set “To day” to the day of the last entry.',
}
