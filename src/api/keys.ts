// /keys: lists the key ring without its keys, and rotates a key early. Only the operator may call it.

import { z } from '@hono/zod-openapi'
import { toRfc3339 } from '../core/time.ts'
import { nameOf } from '../flows/administration/bearer.ts'
import { listKeys } from '../flows/administration/list-keys.ts'
import { forgetRing, importMasterKeys } from '../flows/edge/ring.ts'
import { ROTATED_PURPOSES, rotateOutOfTurn } from '../flows/upkeep/rotate-keys.ts'
import { type ApiContext, requireOperator } from './context.ts'
import { BODY_REFUSALS, body, calls, describe, json, refusals } from './describe.ts'
import { EXAMPLES } from './examples.ts'
import * as schema from './schemas.ts'

const RotationBody = z
  .strictObject({
    purpose: z.enum(ROTATED_PURPOSES),
    is_compromised: z.boolean().default(false).openapi({
      description:
        'Use the next key at once, or in ten minutes for a sealing key. Older signing keys stop working at once',
    }),
  })
  .openapi('RotationBody')
const KeyList = z
  .object({
    keys: z.array(
      z.object({
        id: schema.Id,
        purpose: z.enum(['pass-signing', 'totp-sealing', 'digest-pepper']),
        created_at: schema.Time,
        active_from: schema.Time,
        seals: z
          .number()
          .int()
          .min(0)
          .max(10_000)
          .optional()
          .describe('For a key that seals TOTP secrets: how many it seals now. 10000 means 10000 or more'),
      }),
    ),
  })
  .openapi('KeyList')

const tags = ['Keys']

export const keys = calls()

keys.openapi(
  describe({
    method: 'get',
    path: '/keys',
    tags,
    operationId: 'listKeys',
    'x-token': 'operator',
    summary: 'List the keys of the ring',
    description: 'Shows the id, purpose and age of each key, never the key.',
    middleware: requireOperator,
    responses: { 200: json(KeyList, 'The keys', EXAMPLES.keys), ...refusals(403) },
  }),
  async (c) => c.json({ keys: await listed(c) }, 200),
)

keys.openapi(
  describe({
    method: 'post',
    path: '/keys/rotate',
    tags,
    operationId: 'rotateKey',
    'x-token': 'operator',
    summary: 'Rotate a key early',
    description:
      'Keys rotate automatically. The next key is published a day before it is used, unless is_compromised is true.',
    middleware: requireOperator,
    request: body(RotationBody, EXAMPLES.rotationBody),
    responses: {
      200: json(KeyList, 'The keys, changed', EXAMPLES.keys),
      ...refusals(403, ...BODY_REFUSALS),
    },
  }),
  async (c) => {
    const { edge } = c.env
    const { purpose, is_compromised: isCompromised } = c.req.valid('json')
    const [masterKey] = await importMasterKeys(edge)
    await rotateOutOfTurn(edge, masterKey, purpose, { isCompromised, by: nameOf(c.var.bearer) })
    forgetRing()
    return c.json({ keys: await listed(c) }, 200)
  },
)

async function listed(c: ApiContext) {
  const keys = await listKeys(c.env.edge)
  return keys.map(({ id, purpose, createdAt, activeFrom, seals }) => ({
    id,
    purpose,
    created_at: toRfc3339(createdAt),
    active_from: toRfc3339(activeFrom),
    ...(seals === null ? {} : { seals }),
  }))
}
