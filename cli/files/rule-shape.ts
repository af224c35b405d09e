// The shape of a rule in a file, with the names of the API. Fields that may be null may be left out.

import * as z from 'zod'
import { ROLES } from '../../src/core/roles.ts'

const MOST_RULES = 50
const texts = z.array(z.string()).min(1)

export const RuleShape = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,32}$/, 'Must be 1 to 32 of a-z, 0-9 and dashes'),
  path: z.string().startsWith('/', 'Must begin with /').max(256),
  match: z.enum(['exact', 'prefix']),
  methods: texts.nullish(),
  access: z.enum(['member', 'service', 'public']),
  require: z
    .strictObject({
      max_age: z.int().min(60).max(86_400),
      methods: z.array(z.literal('passkey')).min(1).nullish(),
    })
    .nullish(),
  roles: z.array(z.enum(ROLES)).min(1).nullish(),
  networks: texts.max(20).nullish(),
  cors: z
    .strictObject({
      origins: texts.max(10),
      methods: z.array(z.string()).optional(),
      headers: z.array(z.string()).optional(),
      credentials: z.boolean().optional(),
      max_age: z.int().min(0).max(7200).nullish(),
    })
    .nullish(),
})
export type RuleShape = z.infer<typeof RuleShape>

export const RuleListShape = z
  .array(RuleShape)
  .max(MOST_RULES)
  .superRefine((rules, context) => {
    rules.forEach(({ id }, index) => {
      if (rules.findIndex((other) => other.id === id) < index)
        context.addIssue({ code: 'custom', path: [index, 'id'], message: `There are two rules ${id}` })
    })
  })
