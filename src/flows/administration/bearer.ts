// Who calls the API: the operator, by the token of the configuration, or a token that a workspace's admins made. Read at
// once with the workspace that the call is about.

import { administers, type Role } from '../../core/roles.ts'
import { digest, isSameSecret } from '../../crypto/digest.ts'
import { isLiveToken } from '../../store/authority.ts'
import { batch } from '../../store/batch.ts'
import { ALWAYS } from '../../store/condition.ts'
import { selectTokenHolder, type TokenHolder } from '../../store/tokens.ts'
import { selectWorkspaceWithPolicy, type WorkspaceWithPolicy } from '../../store/workspaces.ts'
import type { Edge } from '../edge/edge.ts'
import type { Actor } from './actor.ts'

export type { WorkspaceWithPolicy } from '../../store/workspaces.ts'

export type Bearer = { readonly kind: 'operator' } | { readonly kind: 'token'; readonly holder: TokenHolder }

export interface Call {
  readonly bearer: Bearer
  /** The workspace of the slug, whoever asks for it; null where there is none. */
  readonly found: WorkspaceWithPolicy | null
}

/** Null where the token is nobody's. `slug` is that of the path, null where it has none. */
export async function identifyCall(edge: Edge, token: string, slug: string | null): Promise<Call | null> {
  const { db, ring, now, config } = edge
  const isOperator = await isSameSecret(token, config.operatorToken)
  if (!isOperator && !/^spt_[\w-]{43}$/.test(token)) return null
  const { holder, found } = await batch(db, {
    holder: isOperator ? null : selectTokenHolder(db, await digest(ring, 'token', token), now),
    found: slug === null ? null : selectWorkspaceWithPolicy(db, slug, config.providers),
  })
  if (isOperator) return { bearer: { kind: 'operator' }, found: found.first }
  return holder.first && { bearer: { kind: 'token', holder: holder.first }, found: found.first }
}

/** As whom a bearer acts in the workspace of this id; null where they have no business there. */
export function actorIn({ now }: Edge, bearer: Bearer, workspaceId: string): Actor | null {
  const role = roleOf(bearer, workspaceId)
  if (!role) return null
  const isStill = bearer.kind === 'operator' ? ALWAYS : isLiveToken({ id: bearer.holder.id, role }, now)
  return { name: nameOf(bearer), accountId: null, role, isStill }
}

function roleOf(bearer: Bearer, workspaceId: string): Role | null {
  if (bearer.kind === 'operator') return 'owner'
  if (bearer.holder.workspaceId !== workspaceId) return null
  const role = bearer.holder.maker?.role ?? 'owner'
  return administers(role) ? role : null
}

/** Under which the audit has it. */
export const nameOf = (bearer: Bearer): string =>
  bearer.kind === 'operator' ? 'operator' : `token ${bearer.holder.name} (${bearer.holder.id})`
