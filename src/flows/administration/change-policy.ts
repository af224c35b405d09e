// Previews and saves a workspace's policy. A choice names the version of the policy that it was made on. It
// is refused if the policy has changed since.

import { choosePolicy, enforcementAt, type Policy, type PolicyChoice } from '../../core/policy.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { countWithout } from '../../core/standing.ts'
import { audited } from '../../store/audit.ts'
import { batch, findFirst } from '../../store/batch.ts'
import { ifChanged } from '../../store/condition.ts'
import {
  type PolicyAndCounts,
  type StoredPolicy,
  savePolicy,
  selectPolicyAndCounts,
} from '../../store/policies.ts'
import { selectSitesOf } from '../../store/sites.ts'
import { ofWorkspace } from '../edge/audit-entries.ts'
import type { Edge } from '../edge/edge.ts'
import { publishSites } from '../edge/edge-facts.ts'
import { tellWorkspace } from '../notices/notices.ts'
import { type Author, acceptAsAuthor } from './actor.ts'

export type { PolicyAndCounts, StoredPolicy } from '../../store/policies.ts'

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
  { policy, ...counts }: PolicyAndCounts,
  choice: PolicyChoice,
  now: number,
): PolicyEffect {
  const chosen = choosePolicy(policy, choice, now)
  const enforcement = enforcementAt(chosen, now)
  const missing = countWithout(counts)
  const blockedNow = enforcement.state === 'in_effect' ? missing : 0
  return {
    isChange: chosen !== policy,
    effectiveAt: chosen.effectiveAt,
    blockedNow,
    blockedAtEffective: enforcement.state === 'off' ? 0 : missing,
    newlyBlocked: enforcementAt(policy, now).state === 'in_effect' ? 0 : blockedNow,
  }
}

/**
 * Returns the choice made on a page. If enforcement is off, keeps the stored grace period, because that part
 * of the form has no effect.
 */
export const choiceOnPage = ({ policy }: PolicyAndCounts, asked: PolicyChoice): PolicyChoice =>
  asked.enforced ? asked : { ...asked, graceDays: policy.graceDays }

// How often a change without a version is tried if another request changes the policy at the same time. Each
// try reads the policy again.
const TRIES = 5

export interface PolicyChange {
  readonly choice: PolicyChoice
  readonly by: Author
  /** The version that the choice was made on. Null accepts any version. */
  readonly onVersion: number | null
}

/**
 * Saves the choice. `facts` is the policy that the request has already read.
 *
 * Returns the current policy as the error if the choice was made on another version, or other requests keep
 * changing it.
 */
export async function changePolicy(
  edge: Edge,
  workspaceId: string,
  facts: PolicyAndCounts,
  { choice, by, onVersion }: PolicyChange,
): Promise<Result<StoredPolicy, PolicyAndCounts>> {
  let current = facts
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const { policy } = current
    if (onVersion !== null && onVersion !== policy.version) break
    const chosen = choosePolicy(policy, choice, edge.now)
    if (chosen === policy) return ok(policy)
    const saved = await save(edge, workspaceId, current, chosen, by)
    if (saved) return ok(saved)
    current = await requirePolicy(edge, workspaceId)
  }
  return err(current)
}

/** Returns null if another change came first, or `by` may no longer change the policy. */
async function save(
  edge: Edge,
  workspaceId: string,
  { policy: current, members, enrolled, vouched }: PolicyAndCounts,
  chosen: Policy,
  by: Author,
): Promise<StoredPolicy | null> {
  const { db, now } = edge
  const { effectiveAt, graceDays } = chosen
  const next = { members, enrolled, vouched, workspaceId, version: current.version + 1, savedAt: now }
  const told =
    effectiveAt === null ? null : tellWorkspace(edge, { ...next, effectiveAt }, ifChanged('recorded'))
  const entry = ofWorkspace(workspaceId, { by: by.name }, 'policy.changed', {
    enforced: effectiveAt !== null,
    grace_days: graceDays,
    effective_at: effectiveAt,
    was_effective_at: current.effectiveAt,
  })
  const change = { overVersion: current.version, by: by.name }
  const { saved, sites } = await batch(db, {
    saved: savePolicy(db, workspaceId, chosen, change, now, by.isStill),
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

async function requirePolicy({ db, config }: Edge, workspaceId: string): Promise<PolicyAndCounts> {
  const found = await findFirst(db, selectPolicyAndCounts(db, workspaceId, config.providers))
  if (!found) throw new Error(`workspace ${workspaceId} has no counts`)
  return found
}
