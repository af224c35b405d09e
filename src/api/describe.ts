// Helps to describe a call for `createRoute`: its responses, and the refusals it shares with other calls.

import { createRoute, OpenAPIHono, type RouteConfig, type z } from '@hono/zod-openapi'
import type { ApiEnv } from './context.ts'
import { invalid } from './refusals.ts'
import { Problem } from './schemas.ts'

export const json = <S extends z.ZodType>(schema: S, description: string, example: z.input<S>) => ({
  description,
  content: { 'application/json': { schema, example } },
})

export const body = <S extends z.ZodType>(schema: S, example: z.input<S>) => ({
  body: { required: true, content: { 'application/json': { schema, example } } },
})

export const REFUSALS = {
  400: 'The body isn’t valid JSON',
  401: 'The token is missing or not valid',
  403: 'This token may not make this call',
  404: 'Not found, or in another workspace',
  409: 'The change would break a rule of the workspace',
  410: 'It is over',
  412: 'It has changed since the version in If-Match',
  413: 'The body is larger than 64 KiB',
  415: 'The content type isn’t application/json',
  429: 'Too many; `Retry-After` says when the next one is possible',
  422: 'A value can’t be used; `errors` names the field',
} as const

type RefusalStatus = keyof typeof REFUSALS

export const refusals = (...statuses: RefusalStatus[]) =>
  Object.fromEntries(
    [401, ...statuses].map((status) => [
      status,
      {
        description: REFUSALS[status as RefusalStatus],
        content: { 'application/problem+json': { schema: Problem } },
      },
    ]),
  )

export const BODY_REFUSALS = [400, 413, 415, 422] as const

interface Call extends RouteConfig {
  readonly operationId: string
  readonly summary: string
  /** Which token may call: only the operator's, or also a workspace's. */
  readonly 'x-token': 'operator' | 'workspace'
}

export function describe<const R extends Call>(route: R) {
  return createRoute({ security: [{ bearer: [] }], ...route })
}

/** Creates a group of calls. A request that fails its schema is answered with the API's own problem. */
export const calls = () =>
  new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => {
      if (!result.success) throw invalid(result.error)
    },
  })
