// Reads, tests and saves the rules of a workspace. A list is refused if the rules have changed since the
// version that it was made from.

import { keepsPublicRules, publicRulesIn } from '../../core/public-rules.ts'
import { isReservedPath } from '../../core/reserved-path.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { findUnmet, strictestOf } from '../../core/rule-access.ts'
import { compareRules } from '../../core/rule-changes.ts'
import {
  type Access,
  type Asked,
  matchRules,
  prepareRules,
  type Requirement,
  type Rule,
} from '../../core/rules.ts'
import { writeRules } from '../../core/stored-rules.ts'
import { type StoredRules, saveRules, selectRules } from '../../store/access-rules.ts'
import { audited } from '../../store/audit.ts'
import { batch, findFirst } from '../../store/batch.ts'
import { ifChanged } from '../../store/condition.ts'
import { selectSitesOf } from '../../store/sites.ts'
import { ofWorkspace } from '../edge/audit-entries.ts'
import type { Edge } from '../edge/edge.ts'
import { publishSites } from '../edge/edge-facts.ts'
import { type Actor, acceptAsAuthor } from './actor.ts'

export type { StoredRules } from '../../store/access-rules.ts'

/** Returns the rules of a workspace. Returns null if it has ended. */
export const viewRules = ({ db }: Edge, workspaceId: string): Promise<StoredRules | null> =>
  findFirst(db, selectRules(db, workspaceId))

/** What the rules say about a path. */
export interface RuleAnswer {
  readonly rule: Rule | null
  readonly access: Access
  /** The strictest requirement of all `demands`. Null if they require no second factor. */
  readonly require: Requirement | null
  /**
   * The rules that a member must meet. There are several if the path is spelled so that it may mean several
   * paths.
   */
  readonly demands: readonly Rule[]
}

/**
 * Returns what the rules decide about a request. The path must come from `parsePathname`. No rule decides about the
 * reserved path.
 */
export function testRules(rules: readonly Rule[], asked: Asked): RuleAnswer {
  if (isReservedPath(asked.pathname)) return { rule: null, access: 'member', require: null, demands: [] }
  const { rule, access, demands } = matchRules(prepareRules(rules), asked)
  return { rule, access, require: strictestOf(demands), demands }
}

/** Who saves rules. */
export interface RulesAuthor extends Actor {
  readonly isOperator: boolean
  /** Their second factor. Null if it is not known, as for a token. */
  readonly proved: { readonly method: string; readonly amr: readonly string[] } | null
}

export interface RulesChange {
  readonly rules: readonly Rule[]
  readonly by: RulesAuthor
  /** Returns whether the list may be saved over the version that is stored. */
  readonly mayReplace: (stored: StoredRules) => boolean
  /** True if the author has confirmed a list that shuts them out. */
  readonly isConfirmed: boolean
}

export type RulesRefusal = 'stale' | 'operator-only' | 'would-lock-out'

// If any version may be replaced, the last change wins. Each try starts from the list as it is then.
const TRIES = 5

/** Saves a list that has no problems (core/rule-problems.ts). The same list again changes nothing. */
export async function changeRules(
  edge: Edge,
  workspaceId: string,
  change: RulesChange,
): Promise<Result<StoredRules, RulesRefusal>> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const current = await viewRules(edge, workspaceId)
    if (!current || !change.mayReplace(current)) break
    const refused = refuseChange(edge, current.rules, change)
    if (refused) return err(refused)
    if (writeRules(change.rules) === writeRules(current.rules)) return ok(current)
    const saved = await save(edge, workspaceId, current, change)
    if (saved) return ok(saved)
  }
  return err('stale')
}

function refuseChange(
  edge: Edge,
  current: readonly Rule[],
  { rules, by, isConfirmed }: RulesChange,
): RulesRefusal | null {
  const isOperators = edge.config.publicPathsBy === 'operator' && !by.isOperator
  if (isOperators && !keepsPublicRules(current, rules)) return 'operator-only'
  return isConfirmed || opensFrontPage(edge, rules, by) ? null : 'would-lock-out'
}

/**
 * Returns whether the author could still open the front page of the workspace, from where they are. A proof that
 * is too old shuts nobody out, because they can prove it again.
 */
export function opensFrontPage(
  { client, now }: Edge,
  rules: readonly Rule[],
  { role, proved }: RulesAuthor,
): boolean {
  const { demands } = matchRules(prepareRules(rules), { method: 'GET', pathname: '/', ip: client.ip })
  const claims = { workspace: { role }, mfa_time: now, mfa_method: proved?.method, amr: proved?.amr ?? [] }
  return findUnmet(demands, claims, now) === null
}

/** Returns null if another change came first, or the author may no longer change the rules. */
async function save(
  edge: Edge,
  workspaceId: string,
  current: StoredRules,
  { rules, by }: RulesChange,
): Promise<StoredRules | null> {
  const { db, now } = edge
  const entry = ofWorkspace(workspaceId, { by: by.name }, 'rules.changed', {
    ...compareRules(current.rules, rules),
    rules: rules.length,
    public_paths: publicRulesIn(rules).length,
  })
  const over = { overVersion: current.version, by: by.name }
  const { saved, sites } = await batch(db, {
    saved: saveRules(db, workspaceId, rules, over, now, by.isStill),
    recorded: audited(edge, entry, ifChanged('saved')),
    accepted: acceptAsAuthor(edge, workspaceId, by),
    sites: selectSitesOf(db, workspaceId),
  })
  if (saved.first) await publishSites(edge, sites.all)
  return saved.first
}
