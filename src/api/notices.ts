// /notices/dead-letters: what could not be delivered; the operator's.

import { z } from '@hono/zod-openapi'
import { CARRIERS } from '../core/delivery.ts'
import { toRfc3339 } from '../core/time.ts'
import { retryDeadLetter } from '../flows/notices/retry-notice.ts'
import {
  type DeadLetterRow,
  listDeadLetters,
  parseDeliveryId,
  writeDeliveryId,
} from '../store/dead-letters.ts'
import { nameOf } from './context.ts'
import { calls, describe, json, refusals } from './describe.ts'
import { EXAMPLES } from './examples.ts'
import { refuse, unprocessable } from './refusals.ts'
import * as schema from './schemas.ts'

const DeadLetterPath = z.object({
  id: z.string().openapi({
    param: { name: 'id', in: 'path' },
    maxLength: 100,
    description: 'Id of the delivery',
    example: 'msg_2b8dK3nq~webhook~',
  }),
})
const DeadLetterPage = z
  .object({
    dead_letters: z.array(
      z.object({
        id: z.string().max(100),
        notice: z.object({
          id: z.string().max(50).openapi({ description: 'The webhook’s webhook-id' }),
          type: z
            .string()
            .regex(/^[a-z_]+\.[a-z_]+$/)
            .openapi({ example: 'second_factor.replaced' }),
          at: schema.Time,
          account: z
            .string()
            .max(254)
            .nullable()
            .openapi({ description: 'E-mail address of whom it concerns' }),
          workspace: z
            .string()
            .max(63)
            .nullable()
            .openapi({ description: 'Slug of the one that it concerns' }),
        }),
        carrier: z.enum(CARRIERS),
        recipient: z
          .string()
          .max(254)
          .nullable()
          .openapi({ description: 'E-mail address; null for the webhook' }),
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
    description: 'The latest one first.',
    request: { query: schema.CursorQuery },
    responses: { 200: json(DeadLetterPage, 'A page of them', EXAMPLES.deadLetters), ...refusals(403, 422) },
  }),
  async (c) => {
    const { cursor } = c.req.valid('query')
    const from = cursor === undefined ? null : parseCursor(cursor)
    if (cursor !== undefined && !from) throw unprocessable('cursor', 'Not a cursor')
    const rows = await listDeadLetters(c.env.edge.db, from, schema.PAGE_SIZE + 1)
    const shown = rows.slice(0, schema.PAGE_SIZE)
    const last = rows.length > shown.length ? shown.at(-1) : undefined
    return c.json({ dead_letters: shown.map(present), next_cursor: last ? writeCursor(last) : null }, 200)
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
    description: 'Within a minute, and then on the whole schedule.',
    request: { params: DeadLetterPath },
    responses: { 204: { description: 'Due again' }, ...refusals(403, 404) },
  }),
  async (c) => {
    const key = parseDeliveryId(c.req.valid('param').id)
    if (!key || !(await retryDeadLetter(c.env.edge, key, nameOf(c.var.bearer)))) throw refuse('not-found')
    return c.body(null, 204)
  },
)

const keyOf = ({ notice_id: noticeId, carrier, recipient }: DeadLetterRow) => ({
  noticeId,
  carrier,
  recipient,
})

const writeCursor = (row: DeadLetterRow): string => `${row.dead_at}~${writeDeliveryId(keyOf(row))}`

function parseCursor(text: string) {
  const [, deadAt, id = ''] = /^(\d{1,12})~(.+)$/.exec(text) ?? []
  const key = parseDeliveryId(id)
  return key && { deadAt: Number(deadAt), ...key }
}

const present = (row: DeadLetterRow) => ({
  id: writeDeliveryId(keyOf(row)),
  notice: {
    id: row.notice_id,
    type: row.kind,
    at: toRfc3339(row.at),
    account: row.account_email,
    workspace: row.workspace_slug,
  },
  carrier: row.carrier,
  recipient: row.recipient_email,
  attempts: row.attempts,
  dead_at: toRfc3339(row.dead_at),
  last_error: row.last_error,
})
