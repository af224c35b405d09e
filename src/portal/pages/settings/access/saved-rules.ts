// Reads and saves the rules for their pages. A list is saved only over the version that the person saw.

import { amrOf } from '../../../../core/assurance.ts'
import type { Opening } from '../../../../core/rule-reach.ts'
import type { Rule } from '../../../../core/rules.ts'
import {
  changeRules,
  opensFrontPage,
  type RulesAuthor,
  type RulesRefusal,
  type StoredRules,
  viewRules,
} from '../../../../flows/administration/change-rules.ts'
import type { PortalContext } from '../../../frame/context.ts'
import { sessionOf } from '../../../frame/guards.ts'

/** Saves the list. Returns null if it is saved, else why not. */
export async function saveList(
  c: PortalContext,
  list: readonly Rule[],
  { version, isConfirmed }: { version: number; isConfirmed: boolean },
): Promise<RulesRefusal | null> {
  const { edge, workspace } = c.var
  const done = await changeRules(edge, workspace.id, {
    ...{ rules: list, by: authorOf(c), isConfirmed },
    mayReplace: (current) => current.version === version,
  })
  return done.ok ? null : done.error
}

/** Returns whether the list would shut the person out. */
export const locksOut = (c: PortalContext, list: readonly Rule[]): boolean =>
  !opensFrontPage(c.var.edge, list, authorOf(c))

function authorOf(c: PortalContext): RulesAuthor {
  const { proof } = sessionOf(c)
  const proved = proof.secondFactor && { method: proof.secondFactor.method, amr: amrOf(proof) }
  return { ...c.var.actor, isOperator: false, proved }
}

/** Returns the rules. A workspace that has just ended has none. */
export const storedRules = async ({ var: { edge, workspace } }: PortalContext): Promise<StoredRules> =>
  (await viewRules(edge, workspace.id)) ?? { rules: [], version: 0 }

/** Returns what the admin must confirm. Null if nothing is opened, or if only the operator may open it. */
export async function openingBy(
  { var: { edge } }: PortalContext,
  before: readonly Rule[],
  after: readonly Rule[],
): Promise<Opening | null> {
  if (edge.config.publicPathsBy !== 'admins') return null
  // Loaded only for a change. Otherwise each first page would load it.
  const { openingIn } = await import('../../../../core/rule-reach.ts')
  return openingIn(before, after)
}

/** Returns the version in a form or an address, or null. */
export const versionIn = (fields: URLSearchParams): number | null => {
  const text = /^\d{1,9}$/.exec(fields.get('version') ?? '')?.[0]
  return text === undefined ? null : Number(text)
}
