// /notices/dead-letters: lists notices that could not be delivered, and retries them. Only the operator may
// call it.

import { z } from '@hono/zod-openapi'
import { CARRIERS, parseDeliveryId, writeDeliveryId } from '../core/delivery.ts'
import { toRfc3339 } from '../core/time.ts'
import { nameOf } from '../flows/administration/bearer.ts'
import {
  type DeadLetter,
  parseCursor,
  retryDeadLetter,
  viewDeadLetters,
} from '../flows/notices/dead-letters.ts'
import { calls, describe, json, refusals } from './describe.ts'
import { EXAMPLES } from './examples.ts'
import { refuse, unprocessable } from './refusals.ts'
import * as schema from './schemas.ts'

const DeadLetterPath = z.object({
  id: z.string().openapi({
    param: { name: 'id', in: 'path' },
    maxLength: 100,
    description: 'Id of the delivery',
    example: 'hR3mV6sQx8kDw1zNf5bGtA.webhook',
  }),
})
const DeadLetterPage = z
  .object({
    dead_letters: z.array(
      z.object({
        id: z.string().max(100),
        notice: z.object({
          id: z.string().max(50).openapi({ description: 'The webhook’s `webhook-id` header' }),
          type: z
            .string()
            .regex(/^[a-z_]+\.[a-z_]+$/)
            .openapi({ example: 'second_factor.replaced' }),
          at: schema.Time,
          account: z
            .string()
            .max(254)
            .nullable()
            .openapi({ description: 'Email address of the account that it is about' }),
          workspace: z
            .string()
            .max(63)
            .nullable()
            .openapi({ description: 'Slug of the workspace that it is about' }),
        }),
        carrier: z.enum(CARRIERS),
        recipient: z
          .string()
          .max(254)
          .nullable()
          .openapi({ description: 'Email address. null for the webhook' }),
        attempts: z.int().min(1),
        dead_at: schema.Time,
        last_error: z.string().max(500).openapi({ example: 'status 500' }),
      }),
    ),
    next_cursor: schema.NextCursor,
  })
  .openapi('DeadLetterPage')

const tags = ['Notices']

export const notices = calls()

notices.openapi(
  describe({
    method: 'get',
    path: '/notices/dead-letters',
    tags,
    operationId: 'listDeadLetters',
    'x-token': 'operator',
    summary: 'List notices that could not be delivered',
    description: 'Newest first.',
    request: { query: schema.CursorQuery },
    responses: {
      200: json(DeadLetterPage, 'One page of the list', EXAMPLES.deadLetters),
      ...refusals(403, 422),
    },
  }),
  async (c) => {
    const { cursor } = c.req.valid('query')
    const from = cursor === undefined ? null : parseCursor(cursor)
    if (cursor !== undefined && !from) throw unprocessable('cursor', 'Not a cursor')
    const { rows, next } = await viewDeadLetters(c.env.edge, from, schema.PAGE_SIZE)
    return c.json({ dead_letters: rows.map(present), next_cursor: next }, 200)
  },
)

notices.openapi(
  describe({
    method: 'post',
    path: '/notices/dead-letters/{id}/retry',
    tags,
    operationId: 'retryDeadLetter',
    'x-token': 'operator',
    summary: 'Deliver a notice again',
    description: 'Tries within a minute, and then on the whole schedule.',
    request: { params: DeadLetterPath },
    responses: { 204: { description: 'The delivery is due again' }, ...refusals(403, 404) },
  }),
  async (c) => {
    const key = parseDeliveryId(c.req.valid('param').id)
    if (!key || !(await retryDeadLetter(c.env.edge, key, nameOf(c.var.bearer)))) throw refuse('not-found')
    return c.body(null, 204)
  },
)

const present = (letter: DeadLetter) => ({
  id: writeDeliveryId(letter),
  notice: {
    id: letter.noticeId,
    type: letter.kind,
    at: toRfc3339(letter.at),
    account: letter.account,
    workspace: letter.workspace,
  },
  carrier: letter.carrier,
  recipient: letter.recipientEmail,
  attempts: letter.attempts,
  dead_at: toRfc3339(letter.deadAt),
  last_error: letter.lastError,
})
