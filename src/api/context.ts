// The context of an API call and the guards that fill it: the edge, the caller, and the workspace in the
// path.

import type { Context, MiddlewareHandler } from 'hono'
import type { Actor } from '../flows/administration/actor.ts'
import {
  actorIn,
  type Bearer,
  identifyCall,
  makerOf,
  type WorkspaceWithPolicies,
} from '../flows/administration/bearer.ts'
import type { TokenMaker } from '../flows/administration/tokens.ts'
import type { Edge } from '../flows/edge/edge.ts'
import { mediaTypeOf, readAtMost } from '../http/body.ts'
import { isReading } from '../http/methods.ts'
import { refuse } from './refusals.ts'

export interface ApiEnv {
  Bindings: { edge: Edge }
  Variables: {
    bearer: Bearer
    /**
     * The workspace in the path, before it is known whether the caller may use it. Null if no workspace has
     * the slug.
     */
    found?: WorkspaceWithPolicies | null
    /** Set by `requireWorkspace`. */
    workspace: WorkspaceWithPolicies['workspace']
    facts: WorkspaceWithPolicies['facts']
    actor: Actor
    mayBeEmpty?: boolean
    isImage?: boolean
  }
}
export type ApiContext = Context<ApiEnv>

/**
 * Returns who receives the value of a token that the call creates. The value works as long as they keep their
 * role.
 */
export function makerFrom({ var: { bearer, actor } }: ApiContext): TokenMaker {
  return {
    name: actor.name,
    isStill: actor.isStill,
    accountId: makerOf(bearer)?.accountId ?? null,
    parent: bearer.kind === 'token' ? bearer.holder : null,
  }
}

/**
 * Requires a valid bearer token. Reads the caller and the path's workspace once, even if several patterns of
 * routes match.
 */
export const requireBearer: MiddlewareHandler<ApiEnv> = async (c, next) => {
  if (c.var.bearer) return next()
  const [, token] = /^Bearer ([\x21-\x7e]+)$/i.exec(c.req.header('authorization') ?? '') ?? []
  const call = token ? await identifyCall(c.env.edge, token, c.req.param('slug') ?? null) : null
  if (!call) throw refuse('invalid-token')
  c.set('bearer', call.bearer)
  c.set('found', call.found)
  await next()
}

/** Requires the operator's token. */
export const requireOperator: MiddlewareHandler<ApiEnv> = async (c, next) => {
  if (c.var.bearer.kind !== 'operator') throw refuse('operator-only')
  await next()
}

/**
 * Requires a workspace that the bearer may use.
 *
 * Answers 404 for another workspace. Otherwise a token could find out which workspaces exist.
 */
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
 * Requires that the member who created the token has a second factor. Otherwise a token could do what its
 * maker's session may not.
 *
 * Without one, a token may only read, and only if the workspace does not require a second factor. The
 * settings pages have the same rule.
 */
export const requireEnrolledMaker: MiddlewareHandler<ApiEnv> = async (c, next) => {
  const { bearer } = c.var
  const maker = makerOf(bearer)
  const isRequired = !isReading(c.req.method) || (bearer.kind === 'token' && bearer.holder.isEnforced)
  if (isRequired && maker !== null && !maker.isEnrolled) throw refuse('maker-not-enrolled')
  await next()
}

/**
 * Lets a call come without a body, which then counts as an empty object. For calls whose path says everything.
 */
export const allowNoBody: MiddlewareHandler<ApiEnv> = (c, next) => {
  c.set('mayBeEmpty', true)
  return next()
}

/** Lets a call come with an image instead of JSON. Its route reads the body. */
export const allowImage: MiddlewareHandler<ApiEnv> = (c, next) => {
  c.set('isImage', true)
  return next()
}

/**
 * Requires a JSON body of limited size and reads it. The schemas check its content.
 *
 * In this runtime, a request without a body has an empty stream, not null.
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
    // RFC 8259, section 8.1, requires UTF-8. Refuse other bytes. Otherwise replacement characters that nobody
    // wrote would be stored.
    JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(body))
  } catch {
    throw refuse('malformed-json')
  }
  c.req.raw = new Request(raw, { body })
  await next()
}
