// Previews and saves a policy of a workspace. A choice names the version of the policy that it was made on. It
// is refused if the policy has changed since.

import { countLacking, countMembers, lacksFactor, stateForGroup } from '../../core/member-groups.ts'
import { choosePolicy, type Policy, type PolicyChoice, type PolicyKind, policyOf } from '../../core/policy.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { audited } from '../../store/audit.ts'
import { batch, findFirst, type Steps } from '../../store/batch.ts'
import { both, ifChanged } from '../../store/condition.ts'
import {
  isAtVersion,
  type PoliciesAndGroups,
  type StoredPolicy,
  savePolicy,
  selectPoliciesAndGroups,
} from '../../store/policies.ts'
import { selectSitesOf } from '../../store/sites.ts'
import { saveSelfRecovery } from '../../store/workspaces.ts'
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
  /** The version that the choice was made on. Null accepts any version. */
  readonly onVersion: number | null
}

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
): Promise<Result<StoredPolicy, PoliciesAndGroups>> {
  let current = facts
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const policy = policyOf(current.policies, kind)
    if (onVersion !== null && onVersion !== policy.version) break
    const chosen = choosePolicy(policy, choice, edge.now)
    if (chosen === policy) {
      await batch(edge.db, selfRecoverySteps(edge, workspaceId, choice, by))
      return ok(policy)
    }
    // Under the condition of the save. Otherwise a policy that is refused would still switch the recovery.
    const isStill = both(by.isStill, isAtVersion({ workspaceId, kind }, policy.version))
    const recovery = selfRecoverySteps(edge, workspaceId, choice, { ...by, isStill })
    const saved = await save(edge, { workspaceId, kind }, current, { policy: chosen, recovery }, by)
    if (saved) return ok(saved)
    current = await requirePolicies(edge, workspaceId)
  }
  return err(current)
}

/** Returns null if another change came first, or `by` may no longer change the policy. */
async function save(
  edge: Edge,
  of: { readonly workspaceId: string; readonly kind: PolicyKind },
  { policies, groups }: PoliciesAndGroups,
  { policy: chosen, recovery }: { readonly policy: Policy; readonly recovery: Steps },
  by: Author,
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
  const { saved, sites } = await batch(db, {
    recovery,
    saved: savePolicy(db, of, chosen, by.name, now, by.isStill),
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

/** Steps that save whether members may recover by a delay. None if the choice does not say so. */
function selfRecoverySteps(
  edge: Edge,
  workspaceId: string,
  { selfRecovery }: PolicyChoice,
  by: Author,
): Steps {
  if (selfRecovery === undefined) return {}
  const detail = { self_recovery: selfRecovery }
  const entry = ofWorkspace(workspaceId, { by: by.name }, 'self_recovery.changed', detail)
  return {
    changed: saveSelfRecovery(edge.db, workspaceId, selfRecovery, by.isStill),
    noted: audited(edge, entry, ifChanged('changed')),
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
