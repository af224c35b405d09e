// A workspace's policy: what a choice would do, and saving it over the version that it was chosen on.

import { choosePolicy, enforcementAt, type Policy, type PolicyChoice } from '../../core/policy.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { countWithout } from '../../core/standing.ts'
import { appendAudit } from '../../store/audit.ts'
import { IF_CHANGED } from '../../store/condition.ts'
import {
  findPolicyAndCounts,
  type PolicyAndCounts,
  type StoredPolicy,
  savePolicy,
} from '../../store/policies.ts'
import type { Edge } from '../edge/edge.ts'
import { republishSites } from '../edge/edge-facts.ts'
import { tellWorkspace } from '../notices/notices.ts'
import { type Author, acceptAsAuthor } from './members.ts'

export interface PolicyEffect {
  readonly isChange: boolean
  readonly effectiveAt: number | null
  readonly blockedNow: number
  readonly blockedAtEffective: number
  /** How many saving shuts out at once who may still enter now. */
  readonly newlyBlocked: number
}

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

/** What a person chose on a page that shows the policy. Off stays as it is: the timing beside it says nothing. */
export async function previewChoice(
  edge: Edge,
  workspaceId: string,
  asked: PolicyChoice,
): Promise<{ choice: PolicyChoice; effect: PolicyEffect }> {
  const facts = await requirePolicy(edge, workspaceId)
  const choice = asked.enforced ? asked : { ...asked, graceDays: facts.policy.graceDays }
  return { choice, effect: previewPolicy(facts, choice, edge.now) }
}

// Without a version to keep to, the last word wins; each try then starts from what is there by now.
const TRIES = 5

/** `onVersion`: the version that the choice was made on; null for whichever is there. */
export async function changePolicy(
  edge: Edge,
  workspaceId: string,
  choice: PolicyChoice,
  change: { by: Author; onVersion: number | null },
): Promise<Result<StoredPolicy, 'stale'>> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const facts = await requirePolicy(edge, workspaceId)
    const current = facts.policy
    if (change.onVersion !== null && change.onVersion !== current.version) return err('stale')
    const chosen = choosePolicy(current, choice, edge.now)
    if (chosen === current) return ok(current)
    if (await save(edge, workspaceId, facts, chosen, change.by)) {
      await republishSites(edge, workspaceId)
      return ok((await requirePolicy(edge, workspaceId)).policy)
    }
  }
  return err('stale')
}

async function save(
  edge: Edge,
  workspaceId: string,
  { policy: current, members, enrolled, vouched }: PolicyAndCounts,
  chosen: Policy,
  by: Author,
): Promise<boolean> {
  const { db, now, client } = edge
  const { effectiveAt } = chosen
  const counts = { members, enrolled, vouched }
  const told =
    effectiveAt === null
      ? null
      : tellWorkspace(
          edge,
          { ...counts, workspaceId, version: current.version + 1, effectiveAt, savedAt: now },
          IF_CHANGED,
        )
  const entry = {
    scope: workspaceId,
    actor: by.name,
    action: 'policy.changed',
    accountId: null,
    detail: {
      enforced: chosen.effectiveAt !== null,
      grace_days: chosen.graceDays,
      effective_at: chosen.effectiveAt,
      was_effective_at: current.effectiveAt,
    },
  } as const
  const [saved] = await db.batch([
    savePolicy(db, workspaceId, chosen, { overVersion: current.version, by: by.name }, now, by.isStill),
    appendAudit(db, entry, client, now, IF_CHANGED),
    ...(told?.statements ?? []),
    ...acceptAsAuthor(edge, workspaceId, by),
  ])
  if (saved?.results.length !== 1) return false
  told?.deliver()
  return true
}

async function requirePolicy({ db, config }: Edge, workspaceId: string): Promise<PolicyAndCounts> {
  const found = await findPolicyAndCounts(db, workspaceId, config.providers)
  if (!found) throw new Error(`workspace ${workspaceId} has no counts`)
  return found
}
