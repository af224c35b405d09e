// What every call of the API has: the edge, who calls, and the workspace in the path where there is one.

import type { Context, MiddlewareHandler } from 'hono'
import type { Actor } from '../flows/administration/actor.ts'
import {
  actorIn,
  type Bearer,
  identifyCall,
  type WorkspaceWithPolicy,
} from '../flows/administration/bearer.ts'
import type { Edge } from '../flows/edge/edge.ts'
import { mediaTypeOf, readAtMost } from '../http/body.ts'
import { isReading } from '../http/methods.ts'
import { refuse } from './refusals.ts'

export interface ApiEnv {
  Bindings: { edge: Edge }
  Variables: {
    bearer: Bearer
    /** The workspace in the path, whoever asks for it. */
    found?: WorkspaceWithPolicy | null
    /** Under `requireWorkspace`. */
    workspace: WorkspaceWithPolicy['workspace']
    facts: WorkspaceWithPolicy['facts']
    actor: Actor
    mayBeEmpty?: boolean
    isImage?: boolean
  }
}
export type ApiContext = Context<ApiEnv>

/** Of several that match a path, the first one reads who calls: with the workspace of the slug, if that is in the path. */
export const requireBearer: MiddlewareHandler<ApiEnv> = async (c, next) => {
  if (c.var.bearer) return next()
  const [, token] = /^Bearer ([\x21-\x7e]+)$/i.exec(c.req.header('authorization') ?? '') ?? []
  const call = token ? await identifyCall(c.env.edge, token, c.req.param('slug') ?? null) : null
  if (!call) throw refuse('invalid-token')
  c.set('bearer', call.bearer)
  c.set('found', call.found)
  await next()
}

export const requireOperator: MiddlewareHandler<ApiEnv> = async (c, next) => {
  if (c.var.bearer.kind !== 'operator') throw refuse('operator-only')
  await next()
}

/** A workspace that is not the bearer's is as absent as one that was never made. */
export const requireWorkspace: MiddlewareHandler<ApiEnv> = async (c, next) => {
  const { bearer, found } = c.var
  const actor = found && actorIn(c.env.edge, bearer, found.workspace.id)
  if (!actor) throw refuse('not-found')
  c.set('workspace', found.workspace)
  c.set('facts', found.facts)
  c.set('actor', actor)
  await next()
}

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
