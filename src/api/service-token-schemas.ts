// Schemas of service tokens.

import { z } from '@hono/zod-openapi'
import { METHOD, MOST_METHODS, MOST_NETWORKS, PATH_MAX_LENGTH } from '../core/rule-problems.ts'
import {
  type FoundScopeProblem,
  findMethodProblems,
  findNetworkProblems,
  findPathProblems,
  MOST_PATHS,
} from '../core/service-scope-problems.ts'
import { parseServiceKey, ROTATION_MAX_HOURS } from '../flows/administration/service-tokens.ts'
import { TOKEN_MAX_DAYS } from '../flows/administration/tokens.ts'
import { RULE_SENTENCES } from './rule-sentences.ts'
import { EmailAddress, Id, Name, NextCursor, parsed, Text, Time } from './schemas.ts'

/** A list of texts. Each problem is answered at its own place. */
const listOf = <T extends readonly string[] | null>(
  list: z.ZodType<T>,
  find: (list: T) => readonly FoundScopeProblem[],
) =>
  list.superRefine((value, context) => {
    for (const { path, problem } of find(value))
      context.addIssue({ code: 'custom', path: [...path], message: RULE_SENTENCES[problem] })
  })

const texts = (maxLength: number) => z.array(z.string().openapi({ minLength: 1, maxLength }))

const Paths = listOf(texts(PATH_MAX_LENGTH), findPathProblems).openapi({
  minItems: 1,
  maxItems: MOST_PATHS,
  description: 'Prefixes by segment: `/api` opens `/api` and `/api/x`, not `/apix`',
})
const Methods = listOf(texts(32), findMethodProblems).openapi({
  minItems: 1,
  maxItems: MOST_METHODS,
  description: 'In upper case. `GET` also opens `HEAD`',
})
const Networks = listOf(texts(50).nullable(), findNetworkProblems).openapi({
  minItems: 1,
  maxItems: MOST_NETWORKS,
  description: 'Addresses and CIDR networks that the token works from. null for any',
})

export const ServiceTokenBody = z
  .strictObject({
    name: Name,
    expires_in_days: z.int().min(1).max(TOKEN_MAX_DAYS),
    paths: Paths,
    methods: Methods,
    networks: Networks.optional(),
  })
  .openapi('ServiceTokenBody')
export const ServiceTokenChanges = z
  .strictObject({
    name: Name.optional(),
    disabled: z.boolean().optional(),
    paths: Paths.optional(),
    methods: Methods.optional(),
    networks: Networks.optional(),
  })
  .openapi('ServiceTokenChanges')
export const ServiceTokenRotation = z
  .strictObject({
    overlap_hours: z
      .int()
      .min(0)
      .max(ROTATION_MAX_HOURS)
      .openapi({ description: 'How long the current value still works. 0 ends it at once' }),
  })
  .openapi('ServiceTokenRotation')

export const ServiceToken = z
  .object({
    id: Id,
    name: Text,
    made_by: EmailAddress.nullable().openapi({
      description: 'The member who received the current value. null for the operator',
    }),
    paths: z.array(z.string().max(PATH_MAX_LENGTH)).max(MOST_PATHS),
    methods: z.array(z.string().regex(METHOD)).max(MOST_METHODS),
    networks: z.array(z.string().max(50)).max(MOST_NETWORKS).nullable(),
    disabled: z.boolean(),
    created_at: Time,
    expires_at: Time,
    last_used_on: z.iso
      .date()
      .nullable()
      .openapi({ example: '2026-11-30', description: 'The day in UTC. null if it was never used' }),
    previous_valid_until: Time.nullable().openapi({
      description: 'During a rotation: when the previous value stops working',
    }),
  })
  .openapi('ServiceToken')
export const ServiceTokenPage = z
  .object({ service_tokens: z.array(ServiceToken), next_cursor: NextCursor })
  .openapi('ServiceTokenPage')
export const NewServiceToken = ServiceToken.extend({
  token: z
    .string()
    .regex(/^sps_[\w-]{43}[0-9A-Za-z]{6}$/)
    .openapi({ description: 'Shown only in this answer' }),
}).openapi('NewServiceToken')

export const ServiceTokenQuery = z.strictObject({
  cursor: parsed(parseServiceKey, 'Must be next_cursor of a page of this list').optional().openapi({
    type: 'string',
    maxLength: 100,
    description: '`next_cursor` of the previous page. Leave it out for the first page',
  }),
})
