// Bearer tokens for the API: the operator's, which is configuration, and those that a workspace's admins make for it.
// A workspace token is shown once; D1 holds its digest. It is worth what its maker's role is worth, and ends with it.

import { err, ok, type Result } from '../../core/result.ts'
import { administers, type Role } from '../../core/roles.ts'
import { DAY_SECONDS } from '../../core/time.ts'
import { digest, isSameSecret } from '../../crypto/digest.ts'
import { randomToken } from '../../crypto/random.ts'
import { appendAudit } from '../../store/audit.ts'
import { IF_CHANGED } from '../../store/condition.ts'
import {
  addToken,
  findTokenHolder,
  findTokenProblem,
  revokeToken,
  type TokenHolder,
  type TokenProblem,
} from '../../store/tokens.ts'
import type { Edge } from '../edge/edge.ts'
import type { Author } from './members.ts'

/** What secret scanners look for. */
const TOKEN_PREFIX = 'spt_'
export const TOKEN_MAX_DAYS = 365

export type Bearer = { readonly kind: 'operator' } | { readonly kind: 'token'; readonly holder: TokenHolder }

export async function identifyBearer(edge: Edge, token: string): Promise<Bearer | null> {
  if (await isSameSecret(token, edge.config.operatorToken)) return { kind: 'operator' }
  if (!/^spt_[\w-]{43}$/.test(token)) return null
  const holder = await findTokenHolder(edge.db, await digest(edge.ring, 'token', token), edge.now)
  return holder && { kind: 'token', holder }
}

export interface TokenMaker extends Author {
  /** Null: the operator. */
  readonly accountId: string | null
  /** The token that makes this one, which ends with it. */
  readonly parent: { readonly id: string; readonly expiresAt: number } | null
}

export interface CreatedToken {
  readonly id: string
  readonly token: string
  readonly name: string
  readonly createdAt: number
  readonly expiresAt: number
}

/** `id` is the caller's choice, so that a form that is sent twice makes one token. */
export async function createToken(
  edge: Edge,
  workspaceId: string,
  asked: { id: string; name: string; expiresInDays: number },
  maker: TokenMaker,
): Promise<Result<CreatedToken, TokenProblem>> {
  const { db, ring, now, client } = edge
  const { id } = asked
  const token = TOKEN_PREFIX + randomToken()
  const expiresAt = Math.min(
    now + asked.expiresInDays * DAY_SECONDS,
    maker.parent?.expiresAt ?? Number.MAX_SAFE_INTEGER,
  )
  const entry = {
    scope: workspaceId,
    actor: maker.name,
    action: 'token.created',
    accountId: maker.accountId,
    detail: { id, name: asked.name, expires_at: expiresAt },
  } as const
  const row = {
    id,
    digest: await digest(ring, 'token', token),
    workspaceId,
    makerId: maker.accountId,
    parentId: maker.parent?.id ?? null,
    name: asked.name,
  }
  const [added] = await db.batch([
    addToken(db, { ...row, expiresAt }, now, maker.isStill),
    appendAudit(db, entry, client, now, IF_CHANGED),
  ])
  if (added?.results.length !== 1) return err(await findTokenProblem(db, row, now))
  return ok({ id, token, name: asked.name, createdAt: now, expiresAt })
}

/** False where the workspace has no such token. */
export async function endToken(
  { db, now, client }: Edge,
  workspaceId: string,
  id: string,
  by: Author,
): Promise<boolean> {
  const entry = {
    scope: workspaceId,
    actor: by.name,
    action: 'token.revoked',
    accountId: null,
    detail: { id },
  } as const
  const [revoked] = await db.batch([
    revokeToken(db, workspaceId, id, by.isStill),
    appendAudit(db, entry, client, now, IF_CHANGED),
  ])
  return revoked?.results.length === 1
}

/** The role that a bearer acts with in the workspace of this id, or null where it has no business there. */
export function roleOf(bearer: Bearer, workspaceId: string): Role | null {
  if (bearer.kind === 'operator') return 'owner'
  if (bearer.holder.workspaceId !== workspaceId) return null
  const role = bearer.holder.maker?.role ?? 'owner'
  return administers(role) ? role : null
}
