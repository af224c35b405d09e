// Reads the parts of a workspace that a document mentions.

import type * as z from 'zod'
import { Failure } from '../failure.ts'
import { type Member, MemberPage, Policy, type Rule, RuleList, Workspace } from '../portal/answers.ts'
import { type Answered, type Portal, path } from '../portal/portal.ts'
import type { Wish } from './shape.ts'

export interface Current {
  /** Null if there is no such workspace yet. */
  readonly workspace: Workspace | null
  readonly members: readonly Member[]
  readonly policy: Versioned<Policy> | null
  readonly rules: Versioned<readonly Rule[]>
}

/** A value with the version that a change must be based on. */
export interface Versioned<T> {
  readonly value: T
  readonly etag: string | null
}

const NOTHING: Current = { workspace: null, members: [], policy: null, rules: { value: [], etag: null } }

export async function readCurrent(portal: Portal, wish: Wish): Promise<Current> {
  const at = path`/workspaces/${wish.workspace}`
  const workspace = await findAt(portal, at, Workspace)
  if (!workspace) return NOTHING
  const { members, policy, rules } = wish
  const foundRules = rules && (await portal.ask({ path: `${at}/rules` }, RuleList))
  return {
    workspace: workspace.value,
    members: members ? (await portal.list(`${at}/members`, 'members', MemberPage)).members : [],
    policy: policy ? await portal.ask({ path: `${at}/policy` }, Policy) : null,
    rules: foundRules ? { value: foundRules.value.rules, etag: foundRules.etag } : NOTHING.rules,
  }
}

/** Returns null if the portal finds nothing. */
export async function findAt<T>(
  portal: Portal,
  path: string,
  shape: z.ZodType<T>,
): Promise<Answered<T> | null> {
  try {
    return await portal.ask({ path }, shape)
  } catch (error) {
    if (error instanceof Failure && error.code === 'not_found') return null
    throw error
  }
}
