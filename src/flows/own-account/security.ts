// Reads everything that the Security tab shows about an account, in one round trip.

import { enforcementFor, type PolicyKind, policyOf } from '../../core/policy.ts'
import { takesPasswords } from '../../core/provider.ts'
import { selectHasPassword } from '../../store/accounts.ts'
import { selectAddressChangeOf } from '../../store/address-changes.ts'
import { selectEnrolment } from '../../store/authenticators.ts'
import { batch } from '../../store/batch.ts'
import { type Identity, selectIdentitiesOf } from '../../store/identities.ts'
import { type Membership, selectMembershipsOf } from '../../store/members.ts'
import { selectPasskeysOf } from '../../store/passkeys.ts'
import { countCodesLeft, selectWaitingSet } from '../../store/recovery-codes.ts'
import { type NoticeForAccount, selectUnseenOfAccount } from '../../store/unseen-notices.ts'
import { selectMayLink } from '../../store/ways-taken.ts'
import type { Edge } from '../edge/edge.ts'
import type { Session } from '../session/session.ts'
import { type ListedPasskey, listed } from './passkeys.ts'
import { openShownCodes } from './shown-codes.ts'

/** A workspace that requires a factor, now or from a date on. */
export type Requiring = Pick<Membership, 'name' | 'slug' | 'hosts'> & { readonly effectiveAt: number }

export type { Identity }

export interface Security {
  /** Newest first. */
  readonly notices: readonly NoticeForAccount[]
  /** Null if the account has no second factor. */
  readonly factor: EnrolledFactor | null
  readonly passkeys: readonly ListedPasskey[]
  /** The workspaces that require a second factor of the account, and those that require a passkey. */
  readonly requiring: readonly Requiring[]
  readonly requiringPasskey: readonly Requiring[]
  readonly ways: WaysIn
  /** The address that the person asked for and has not confirmed. Null if there is none. */
  readonly waitingAddress: string | null
}

export interface EnrolledFactor {
  /** When the authenticator app was added. Null if the account has passkeys only. */
  readonly since: number | null
  readonly codesLeft: number
  /** True if this browser was shown new codes that are not confirmed yet. */
  readonly hasUnsavedCodes: boolean
}

export interface WaysIn {
  readonly linked: readonly Identity[]
  readonly hasPassword: boolean
  /** False if a workspace that the account has entered does not allow this session's sign-in method. */
  readonly mayLink: boolean
}

/** `shownCodes` is the cookie that shows new recovery codes, or null. */
export async function viewSecurity(
  edge: Edge,
  session: Session,
  shownCodes: string | null,
): Promise<Security> {
  const { db, config, now } = edge
  const { accountId } = session
  const shown = shownCodes === null ? null : await openShownCodes(edge, session, shownCodes)
  const found = await batch(db, {
    notices: selectUnseenOfAccount(db, accountId, now),
    factor: selectEnrolment(db, accountId),
    passkeys: selectPasskeysOf(db, accountId),
    codesLeft: countCodesLeft(db, accountId),
    waiting: shown && selectWaitingSet(db, accountId, shown.setId),
    memberships: selectMembershipsOf(db, accountId),
    linked: selectIdentitiesOf(db, accountId),
    password: takesPasswords(config.providers) ? selectHasPassword(db, accountId) : null,
    mayLink: selectMayLink(db, session.token),
    address: selectAddressChangeOf(db, accountId, now),
  })
  return {
    notices: found.notices.all,
    factor:
      found.factor.first || found.passkeys.all.length > 0
        ? {
            since: found.factor.first?.confirmedAt ?? null,
            codesLeft: found.codesLeft.first ?? 0,
            hasUnsavedCodes: found.waiting.first !== null,
          }
        : null,
    passkeys: found.passkeys.all.map((passkey) => listed(edge, passkey)),
    requiring: requiringAmong(found.memberships.all, 'second-factor', now),
    requiringPasskey: requiringAmong(found.memberships.all, 'phishing-resistant', now),
    ways: {
      linked: found.linked.all,
      hasPassword: found.password.first !== null,
      mayLink: found.mayLink.first !== null,
    },
    waitingAddress: found.address.first?.email ?? null,
  }
}

/** Returns the workspaces that require a factor of any kind, so that the account must keep its last one. */
export const requiringAnyFactor = ({
  requiring,
  requiringPasskey,
}: Pick<Security, 'requiring' | 'requiringPasskey'>): readonly Requiring[] => [
  ...requiring,
  ...requiringPasskey.filter(({ slug }) => !requiring.some((other) => other.slug === slug)),
]

/**
 * Returns the workspaces whose policy of this kind applies to the account. It does once the account has entered
 * the workspace or changed its policy.
 */
const requiringAmong = (
  memberships: readonly Membership[],
  kind: PolicyKind,
  now: number,
): readonly Requiring[] =>
  memberships.flatMap((membership) => {
    const enforcement = enforcementFor(policyOf(membership.policies, kind), membership, now)
    if (!membership.isBinding || enforcement.state === 'off') return []
    return [{ ...membership, effectiveAt: enforcement.effectiveAt }]
  })
