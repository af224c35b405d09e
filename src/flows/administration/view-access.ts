// Reads what the page Access shows beside the workspace: its rules and its service tokens, in one round trip.

import type { Rule } from '../../core/rules.ts'
import { type StoredRules, selectRules } from '../../store/access-rules.ts'
import { batch } from '../../store/batch.ts'
import { MOST_CREDENTIALS } from '../../store/credentials.ts'
import { type ListedService, selectServices } from '../../store/listed-service-tokens.ts'
import type { Edge } from '../edge/edge.ts'

export interface AccessFacts extends StoredRules {
  /** The newest first, without expired tokens. */
  readonly tokens: readonly ListedService[]
}

/** Returns the rules and all tokens of a workspace. A workspace that has just ended has none. */
export async function viewAccess({ db, now }: Edge, workspaceId: string): Promise<AccessFacts> {
  const all = { after: null, limit: MOST_CREDENTIALS }
  const found = await batch(db, {
    rules: selectRules(db, workspaceId),
    tokens: selectServices(db, workspaceId, all, now),
  })
  return { ...(found.rules.first ?? NO_RULES), tokens: found.tokens.all }
}

const NO_RULES = { rules: [] as readonly Rule[], version: 0 }
