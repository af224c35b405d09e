// Previews and saves a policy of a workspace. A choice names the version of the policy that it was made on. It
// is refused if the policy has changed since.

import { countLacking, countMembers, lacksFactor, stateForGroup } from '../../core/member-groups.ts'
import { choosePolicy, type Policy, type PolicyChoice, type PolicyKind, policyOf } from '../../core/policy.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { audited } from '../../store/audit.ts'
import { batch, findFirst, following } from '../../store/batch.ts'
import { ALWAYS, both, ifChanged } from '../../store/condition.ts'
import {
  isAtVersion,
  type PoliciesAndGroups,
  type StoredPolicy,
  savePolicy,
  selectPoliciesAndGroups,
} from '../../store/policies.ts'
import { type SelfRecovery, saveSelfRecovery, selfRecoveryIsStill } from '../../store/self-recovery.ts'
import { selectSitesOf } from '../../store/sites.ts'
import { ofWorkspace } from '../edge/audit-entries.ts'
import type { Edge } from '../edge/edge.ts'
import { publishSites } from '../edge/edge-facts.ts'
import { tellWorkspace } from '../notices/notices.ts'
import { type Author, acceptAsAuthor } from './actor.ts'

export type { PoliciesAndGroups, StoredPolicy } from '../../store/policies.ts'

export interface PolicyEffect {
  readonly isChange: boolean
  readonly effectiveAt: number | null
  readonly blockedNow: number
  readonly blockedAtEffective: number
  /** How many members may enter now and would be blocked as soon as the policy is saved. */
  readonly newlyBlocked: number
}

/** Returns what a choice would do. Saves nothing. */
export function previewPolicy(
  { policies, groups }: PoliciesAndGroups,
  kind: PolicyKind,
  choice: PolicyChoice,
  now: number,
): PolicyEffect {
  const current = policyOf(policies, kind)
  const chosen = choosePolicy(current, choice, now)
  const isChange = chosen !== current
  // A changed policy ends the extensions.
  const groupsThen = isChange ? groups.map((group) => ({ ...group, isExtended: false })) : groups
  const countBlocked = (by: Policy, among = groups) =>
    countMembers(among, (group) => lacksFactor(kind, group) && stateForGroup(by, group, now) === 'in_effect')
  const blockedNow = countBlocked(chosen, groupsThen)
  return {
    isChange,
    effectiveAt: chosen.effectiveAt,
    blockedNow,
    blockedAtEffective: chosen.effectiveAt === null ? 0 : countLacking(groups, chosen, kind),
    newlyBlocked: Math.max(0, blockedNow - countBlocked(current)),
  }
}

/**
 * Returns the choice made on a page. If enforcement is off, keeps the stored grace period, because that part
 * of the form has no effect.
 */
export const choiceOnPage = (policy: Policy, asked: PolicyChoice): PolicyChoice =>
  asked.enforced ? asked : { ...asked, graceDays: policy.graceDays, appliesTo: policy.appliesTo }

// How often a change without a version is tried if another request changes the policy at the same time. Each
// try reads the policy again.
const TRIES = 5

export interface PolicyChange {
  readonly kind: PolicyKind
  readonly choice: PolicyChoice
  readonly by: Author
  /** The version that the choice was made on (`versionOf`). Null accepts any version. */
  readonly onVersion: number | null
}

/** A saved policy, and the setting that was saved with it. */
export interface SavedPolicy extends StoredPolicy {
  readonly selfRecovery: SelfRecovery
}

export const savedPolicyOf = (
  { policies, selfRecovery }: PoliciesAndGroups,
  kind: PolicyKind,
): SavedPolicy => ({ ...policyOf(policies, kind), selfRecovery })

/**
 * Returns the version of all that is saved with a policy. The first policy is saved with `self_recovery`, so
 * the version counts the changes of both. Each change raises it.
 */
export const versionOf = ({ version, selfRecovery }: SavedPolicy, kind: PolicyKind): number =>
  version + (kind === 'second-factor' ? selfRecovery.changes : 0)

/**
 * Saves the choice. `facts` is what the request has already read.
 *
 * Returns the current policies as the error if the choice was made on another version, or other requests keep
 * changing it.
 */
export async function changePolicy(
  edge: Edge,
  workspaceId: string,
  facts: PoliciesAndGroups,
  { kind, choice, by, onVersion }: PolicyChange,
): Promise<Result<SavedPolicy, PoliciesAndGroups>> {
  let current = facts
  for (let attempt = 0; attempt < TRIES; attempt++) {
    if (onVersion !== null && onVersion !== versionOf(savedPolicyOf(current, kind), kind)) break
    const saved = await save(edge, { workspaceId, kind }, current, { choice, by })
    if (saved) return ok(saved)
    current = await requirePolicies(edge, workspaceId)
  }
  return err(current)
}

interface Of {
  readonly workspaceId: string
  readonly kind: PolicyKind
}

/**
 * Saves the policy and `self_recovery` over the versions that were read: both or neither. Returns null if
 * another change came first, or `by` may no longer change them.
 */
async function save(
  edge: Edge,
  of: Of,
  current: PoliciesAndGroups,
  { choice, by }: Pick<PolicyChange, 'choice' | 'by'>,
): Promise<SavedPolicy | null> {
  const policy = policyOf(current.policies, of.kind)
  const chosen = choosePolicy(policy, choice, edge.now)
  const { selfRecovery } = current
  const isAllowed = choice.selfRecovery ?? selfRecovery.isAllowed
  const isSwitched = isAllowed !== selfRecovery.isAllowed
  const switched = isSwitched ? selfRecoverySteps(edge, of, current, { isAllowed, by }) : null
  const then = isSwitched ? { isAllowed, changes: selfRecovery.changes + 1 } : selfRecovery
  if (chosen !== policy) {
    const saved = await savePolicyToo(edge, of, current, { chosen, switched, by })
    return saved && { ...saved, selfRecovery: then }
  }
  const isSaved = switched === null || (await batch(edge.db, switched)).switched.changed
  return isSaved ? { ...policy, selfRecovery: then } : null
}

interface Saving {
  readonly chosen: Policy
  /** Null if `self_recovery` stays as it is. */
  readonly switched: ReturnType<typeof selfRecoverySteps> | null
  readonly by: Author
}

async function savePolicyToo(
  edge: Edge,
  of: Of,
  { policies, selfRecovery, groups }: PoliciesAndGroups,
  { chosen, switched, by }: Saving,
): Promise<StoredPolicy | null> {
  const { db, now } = edge
  const { workspaceId, kind } = of
  const { effectiveAt } = chosen
  const told =
    effectiveAt === null
      ? null
      : tellWorkspace(edge, { ...of, policy: chosen, savedAt: now, groups }, ifChanged('recorded'))
  const detail = changeDetail(kind, policyOf(policies, kind), chosen)
  const entry = ofWorkspace(workspaceId, { by: by.name }, 'policy.changed', detail)
  // The second policy is saved without `self_recovery`.
  const isUnswitched = kind === 'second-factor' ? selfRecoveryIsStill(workspaceId, selfRecovery) : ALWAYS
  const condition = switched ? ifChanged('noted') : both(by.isStill, isUnswitched)
  const saving = savePolicy(db, of, chosen, by.name, now, condition)
  const { saved, sites } = await batch(db, {
    switched,
    saved: switched ? following('noted', saving) : saving,
    recorded: audited(edge, entry, ifChanged('saved')),
    told: told?.steps ?? null,
    accepted: acceptAsAuthor(edge, workspaceId, by),
    sites: selectSitesOf(db, workspaceId),
  })
  if (!saved.first) return null
  told?.deliver()
  await publishSites(edge, sites.all)
  return saved.first
}

/** Steps that save whether members may recover by a delay, over the versions that were read. */
function selfRecoverySteps(
  edge: Edge,
  of: Of,
  { policies, selfRecovery }: PoliciesAndGroups,
  { isAllowed, by }: { readonly isAllowed: boolean; readonly by: Author },
) {
  const { workspaceId, kind } = of
  const isCurrent = both(
    selfRecoveryIsStill(workspaceId, selfRecovery),
    isAtVersion(of, policyOf(policies, kind).version),
  )
  const detail = { self_recovery: isAllowed }
  const entry = ofWorkspace(workspaceId, { by: by.name }, 'self_recovery.changed', detail)
  return {
    switched: saveSelfRecovery(edge.db, workspaceId, isAllowed, both(by.isStill, isCurrent)),
    noted: audited(edge, entry, ifChanged('switched')),
  }
}

const changeDetail = (kind: PolicyKind, before: Policy, after: Policy) => ({
  ...(kind === 'second-factor' ? {} : { policy: kind }),
  enforced: after.effectiveAt !== null,
  grace_days: after.graceDays,
  effective_at: after.effectiveAt,
  was_effective_at: before.effectiveAt,
  ...(before.appliesTo === 'everybody' && after.appliesTo === 'everybody'
    ? {}
    : { applies_to: after.appliesTo }),
})

async function requirePolicies({ db, config, now }: Edge, workspaceId: string): Promise<PoliciesAndGroups> {
  const found = await findFirst(db, selectPoliciesAndGroups(db, workspaceId, config.providers, now))
  if (!found) throw new Error(`workspace ${workspaceId} has no counts`)
  return found
}
