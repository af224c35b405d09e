// Creates, lists and revokes a workspace's API tokens.
//
// A token is shown once, and D1 stores only its digest. It has the rights of its maker's role and stops
// working when that role ends.

import { err, ok, type Result } from '../../core/result.ts'
import { DAY_SECONDS } from '../../core/time.ts'
import { digest } from '../../crypto/digest.ts'
import { randomToken } from '../../crypto/random.ts'
import { audited } from '../../store/audit.ts'
import { batch, findFirst, listAll } from '../../store/batch.ts'
import { ifChanged } from '../../store/condition.ts'
import {
  addCredential,
  type CredentialProblem,
  deleteCredential,
  selectCredentialProblem,
} from '../../store/credentials.ts'
import { type ListedToken, selectTokens } from '../../store/tokens.ts'
import { ofWorkspace } from '../edge/audit-entries.ts'
import type { Edge } from '../edge/edge.ts'
import type { Author } from './actor.ts'

export type { ListedToken } from '../../store/tokens.ts'

/** Lets secret scanners recognise a token. */
const TOKEN_PREFIX = 'spt_'
export const TOKEN_MAX_DAYS = 365

export const listTokens = ({ db, now }: Edge, workspaceId: string): Promise<readonly ListedToken[]> =>
  listAll(db, selectTokens(db, workspaceId, now))

export interface TokenMaker extends Author {
  /** The account that creates the token. Null for the operator. */
  readonly accountId: string | null
  /** The token that creates this one. The new token ends with it. */
  readonly parent: { readonly id: string; readonly expiresAt: number } | null
}

export interface CreatedToken {
  readonly id: string
  readonly token: string
  readonly name: string
  readonly createdAt: number
  readonly expiresAt: number
}

/** Creates a token. The caller chooses `id`, so that a form sent twice creates one token. */
export async function createToken(
  edge: Edge,
  workspaceId: string,
  asked: { id: string; name: string; expiresInDays: number },
  maker: TokenMaker,
): Promise<Result<CreatedToken, CredentialProblem>> {
  const { db, ring, now } = edge
  const { id } = asked
  const token = TOKEN_PREFIX + randomToken()
  // A token never outlives the token that created it. Otherwise a stolen token could prolong its own access.
  const expiresAt = Math.min(
    now + asked.expiresInDays * DAY_SECONDS,
    maker.parent?.expiresAt ?? Number.MAX_SAFE_INTEGER,
  )
  const entry = ofWorkspace(workspaceId, { by: maker.name, about: maker.accountId }, 'token.created', {
    id,
    name: asked.name,
    expires_at: expiresAt,
  })
  const row = {
    id,
    digest: await digest(ring, 'token', token),
    workspaceId,
    makerId: maker.accountId,
    parentId: maker.parent?.id ?? null,
    name: asked.name,
  }
  const { added } = await batch(db, {
    added: addCredential(db, { ...row, expiresAt }, null, now, maker.isStill),
    recorded: audited(edge, entry, ifChanged('added')),
  })
  if (!added.changed) {
    const problem = await findFirst(db, selectCredentialProblem(db, { id, kind: 'api', workspaceId }, now))
    return err(problem ?? 'not-allowed')
  }
  return ok({ id, token, name: asked.name, createdAt: now, expiresAt })
}

/** Revokes a token. Returns false if the workspace has no such token. */
export async function endToken(edge: Edge, workspaceId: string, id: string, by: Author): Promise<boolean> {
  const { revoked } = await batch(edge.db, {
    revoked: deleteCredential(edge.db, { id, kind: 'api', workspaceId }, by.isStill),
    recorded: audited(
      edge,
      ofWorkspace(workspaceId, { by: by.name }, 'token.revoked', { id }),
      ifChanged('revoked'),
    ),
  })
  return revoked.changed
}
