// What every call of the API has: the edge, who calls, and the workspace in the path where there is one.

import type { Context, MiddlewareHandler } from 'hono'
import type { Role } from '../core/roles.ts'
import type { Actor } from '../flows/administration/members.ts'
import { type Bearer, identifyBearer, roleOf } from '../flows/administration/tokens.ts'
import type { Edge } from '../flows/edge/edge.ts'
import { mediaTypeOf, readAtMost } from '../http/body.ts'
import { isReading } from '../http/methods.ts'
import { isLiveToken } from '../store/authority.ts'
import { ALWAYS, type Condition } from '../store/condition.ts'
import { findWorkspace, type Workspace } from '../store/workspaces.ts'
import { refuse } from './refusals.ts'

export interface ApiEnv {
  Bindings: { edge: Edge }
  Variables: { bearer: Bearer; workspace: Workspace; actor: Actor; mayBeEmpty?: boolean; isImage?: boolean }
}
export type ApiContext = Context<ApiEnv>

export const requireBearer: MiddlewareHandler<ApiEnv> = async (c, next) => {
  const [, token] = /^Bearer ([\x21-\x7e]+)$/i.exec(c.req.header('authorization') ?? '') ?? []
  const bearer = token ? await identifyBearer(c.env.edge, token) : null
  if (!bearer) throw refuse('invalid-token')
  c.set('bearer', bearer)
  await next()
}

export const requireOperator: MiddlewareHandler<ApiEnv> = async (c, next) => {
  if (c.var.bearer.kind !== 'operator') throw refuse('operator-only')
  await next()
}

/** A workspace that is not the bearer's is as absent as one that was never made. */
export const requireWorkspace: MiddlewareHandler<ApiEnv> = async (c, next) => {
  const workspace = await findWorkspace(c.env.edge.db, c.req.param('slug') ?? '')
  const role = workspace && roleOf(c.var.bearer, workspace.id)
  if (!workspace || !role) throw refuse('not-found')
  c.set('workspace', workspace)
  c.set('actor', {
    name: nameOf(c.var.bearer),
    accountId: null,
    role,
    isStill: isStill(c.var.bearer, role, c.env.edge.now),
  })
  await next()
}

const isStill = (bearer: Bearer, role: Role, now: number): Condition =>
  bearer.kind === 'operator' ? ALWAYS : isLiveToken({ id: bearer.holder.id, role }, now)

/**
 * Whoever has no second factor changes nothing, and reads nothing where the workspace requires one, by a token either: as
 * on the pages.
 */
export const requireEnrolledMaker: MiddlewareHandler<ApiEnv> = async (c, next) => {
  const { bearer } = c.var
  const isEnrolled = bearer.kind === 'operator' || (bearer.holder.maker?.isEnrolled ?? true)
  const isRequired = !isReading(c.req.method) || (bearer.kind === 'token' && bearer.holder.isEnforced)
  if (isRequired && !isEnrolled) throw refuse('maker-not-enrolled')
  await next()
}

/** For calls that have nothing to say but their path, or need not: no body is as good as an empty object. */
export const allowNoBody: MiddlewareHandler<ApiEnv> = (c, next) => {
  c.set('mayBeEmpty', true)
  return next()
}

/** For the one call that takes something else than JSON, and reads it itself. */
export const allowImage: MiddlewareHandler<ApiEnv> = (c, next) => {
  c.set('isImage', true)
  return next()
}

/**
 * A body of ours: JSON, of a bounded size, whole. What is in it is the schemas' business. No body comes as an empty stream
 * here, not as null.
 */
export const readJson: MiddlewareHandler<ApiEnv> = async (c, next) => {
  const { raw } = c.req
  if (isReading(raw.method) || c.var.isImage) return next()
  const body = await readAtMost(raw)
  if (body === null) throw refuse('too-large')
  if (body.byteLength === 0 && c.var.mayBeEmpty) {
    c.req.raw = new Request(raw, { body: '{}', headers: { 'content-type': 'application/json' } })
    return next()
  }
  if (mediaTypeOf(raw) !== 'application/json') throw refuse('not-json')
  try {
    // RFC 8259, section 8.1: UTF-8. What is none is refused, as it would be stored as something that nobody wrote.
    JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(body))
  } catch {
    throw refuse('malformed-json')
  }
  c.req.raw = new Request(raw, { body })
  await next()
}

export const nameOf = (bearer: Bearer): string =>
  bearer.kind === 'operator' ? 'operator' : `token ${bearer.holder.name} (${bearer.holder.id})`
