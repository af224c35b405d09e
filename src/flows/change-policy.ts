// A workspace's policy: what a choice would do, and saving it over the version that it was chosen on.

import { choosePolicy, enforcementAt, type PolicyChoice } from '../core/policy.ts'
import { err, ok, type Result } from '../core/result.ts'
import { appendAudit, IF_CHANGED } from '../store/audit.ts'
import {
  findPolicyAndCounts,
  type PolicyAndCounts,
  type StoredPolicy,
  savePolicy,
} from '../store/policies.ts'
import type { Edge } from './edge.ts'
import { republishSites } from './edge-facts.ts'

export interface PolicyEffect {
  readonly isChange: boolean
  readonly effectiveAt: number | null
  readonly blockedNow: number
  readonly blockedAtEffective: number
}

export function previewPolicy(
  { policy, members, enrolled }: PolicyAndCounts,
  choice: PolicyChoice,
  now: number,
): PolicyEffect {
  const chosen = choosePolicy(policy, choice, now)
  const enforcement = enforcementAt(chosen, now)
  const missing = members - enrolled
  return {
    isChange: chosen !== policy,
    effectiveAt: chosen.effectiveAt,
    blockedNow: enforcement.state === 'in_effect' ? missing : 0,
    blockedAtEffective: enforcement.state === 'off' ? 0 : missing,
  }
}

// Without a version to keep to, the last word wins; each try then starts from what is there by now.
const TRIES = 5

/** `onVersion`: the version that the choice was made on; null for whichever is there. */
export async function changePolicy(
  edge: Edge,
  workspaceId: string,
  choice: PolicyChoice,
  change: { by: string; onVersion: number | null },
): Promise<Result<StoredPolicy, 'stale'>> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const current = await requirePolicy(edge, workspaceId)
    if (change.onVersion !== null && change.onVersion !== current.version) return err('stale')
    const chosen = choosePolicy(current, choice, edge.now)
    if (chosen === current) return ok(current)
    if (await save(edge, workspaceId, current, chosen, change.by)) {
      await republishSites(edge, workspaceId)
      return ok(await requirePolicy(edge, workspaceId))
    }
  }
  return err('stale')
}

async function save(
  { db, now, client }: Edge,
  workspaceId: string,
  current: StoredPolicy,
  chosen: ReturnType<typeof choosePolicy>,
  by: string,
): Promise<boolean> {
  const entry = {
    scope: workspaceId,
    actor: by,
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
    savePolicy(db, workspaceId, chosen, { overVersion: current.version, by }, now),
    appendAudit(db, entry, client, now, IF_CHANGED),
  ])
  return saved?.results.length === 1
}

async function requirePolicy({ db }: Edge, workspaceId: string): Promise<StoredPolicy> {
  const found = await findPolicyAndCounts(db, workspaceId)
  if (!found) throw new Error(`workspace ${workspaceId} has no counts`)
  return found.policy
}
