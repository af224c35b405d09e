// Groups the members of a workspace by everything that its policies ask about them. D1 counts the members of each
// group in one row (decision 0055), and every number about enrolment is computed from that row.

import { covers, enforcementFor, type Policy, type PolicyKind } from './policy.ts'
import { type VouchingRules, vouches, vouchesForPasskey } from './voucher.ts'

export interface MemberGroup {
  /** The value of `members.group_key`. */
  readonly key: string
  /** `admin` stands for owners, too. */
  readonly role: 'admin' | 'member'
  readonly isEnrolled: boolean
  readonly hasPasskey: boolean
  readonly isExtended: boolean
  /** True if a trusted provider proved the second factor of the last entry. */
  readonly isVouchedFor: boolean
  /** True if that factor was phishing-resistant. */
  readonly isVouchedForPasskey: boolean
  /** The number of members in the group. */
  readonly members: number
}

/**
 * Parses the key of a group, which the generated column `members.group_key` makes. Throws for any other text:
 * a wrong number of members would be worse than no page.
 */
export function parseGroup(key: string, members: number, rules: VouchingRules): MemberGroup {
  const [, role, factor, extension, voucher = ''] = /^([am])([nep])([-x])(.*)$/s.exec(key) ?? []
  if (role === undefined) throw new Error('a group of members has an unknown key')
  return {
    key,
    role: role === 'a' ? 'admin' : 'member',
    isEnrolled: factor !== 'n',
    hasPasskey: factor === 'p',
    isExtended: extension === 'x',
    isVouchedFor: vouches(voucher, rules),
    isVouchedForPasskey: vouchesForPasskey(voucher, rules),
    members,
  }
}

/** Returns whether members of a group lack the factor that a policy of this kind asks for. */
export const lacksFactor = (
  kind: PolicyKind,
  of: Pick<MemberGroup, 'isEnrolled' | 'hasPasskey' | 'isVouchedFor' | 'isVouchedForPasskey'>,
): boolean =>
  kind === 'second-factor' ? !of.isEnrolled && !of.isVouchedFor : !of.hasPasskey && !of.isVouchedForPasskey

/** Returns whether a policy covers the members of a group, and they lack its factor. */
export const concerns = (policy: Pick<Policy, 'appliesTo'>, kind: PolicyKind, group: MemberGroup): boolean =>
  covers(policy, group.role) && lacksFactor(kind, group)

/** Returns the state of a policy for the members of a group. An extension in the row is in force. */
export const stateForGroup = (policy: Policy, { role, isExtended }: MemberGroup, now: number) =>
  enforcementFor(policy, { role, extendedUntil: isExtended ? Number.POSITIVE_INFINITY : null }, now).state

export const countMembers = (
  groups: readonly MemberGroup[],
  isCounted: (group: MemberGroup) => boolean = () => true,
): number => groups.reduce((sum, group) => sum + (isCounted(group) ? group.members : 0), 0)

/** Returns how many members a policy covers. */
export const countCovered = (groups: readonly MemberGroup[], policy: Pick<Policy, 'appliesTo'>): number =>
  countMembers(groups, ({ role }) => covers(policy, role))

/** Returns how many members a policy covers who lack its factor. */
export const countLacking = (groups: readonly MemberGroup[], policy: Policy, kind: PolicyKind): number =>
  countMembers(groups, (group) => concerns(policy, kind, group))
