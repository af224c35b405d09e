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
  readonly policies: Readonly<Record<PolicyKey, Versioned<Policy> | null>>
  readonly rules: Versioned<readonly Rule[]>
}

/** A value with the version that a change must be based on. */
export interface Versioned<T> {
  readonly value: T
  readonly etag: string | null
}

/** The key of each policy in a document, and its path below the workspace. */
export const POLICY_PATHS = {
  policy: '/policy',
  phishing_resistant_policy: '/policy/phishing-resistant',
} as const
export type PolicyKey = keyof typeof POLICY_PATHS

const NOTHING: Current = {
  workspace: null,
  members: [],
  policies: { policy: null, phishing_resistant_policy: null },
  rules: { value: [], etag: null },
}

export async function readCurrent(portal: Portal, wish: Wish): Promise<Current> {
  const at = path`/workspaces/${wish.workspace}`
  const workspace = await findAt(portal, at, Workspace)
  if (!workspace) return NOTHING
  const { members, rules } = wish
  const readPolicy = async (key: PolicyKey) =>
    wish[key] ? await portal.ask({ path: at + POLICY_PATHS[key] }, Policy) : null
  const foundRules = rules && (await portal.ask({ path: `${at}/rules` }, RuleList))
  return {
    workspace: workspace.value,
    members: members ? (await portal.list(`${at}/members`, 'members', MemberPage)).members : [],
    policies: {
      policy: await readPolicy('policy'),
      phishing_resistant_policy: await readPolicy('phishing_resistant_policy'),
    },
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
