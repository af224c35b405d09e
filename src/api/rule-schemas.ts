// Schemas of rules. They check the types. core/rule-problems.ts checks everything else.

import { z } from '@hono/zod-openapi'
import { parseAddress } from '../core/ip-address.ts'
import { parsePathname } from '../core/path-spelling.ts'
import { ROLES } from '../core/roles.ts'
import {
  CORS_MAX_AGE_SECONDS,
  findRuleProblems,
  LEAST_AGE_SECONDS,
  METHOD,
  MOST_AGE_SECONDS,
  MOST_HEADERS,
  MOST_METHODS,
  MOST_NETWORKS,
  MOST_ORIGINS,
  MOST_RULES,
  methodProblem,
  PATH_MAX_LENGTH,
  RULE_ID,
} from '../core/rule-problems.ts'
import { ACCESSES, type Rule as CoreRule } from '../core/rules.ts'
import { RULE_SENTENCES } from './rule-sentences.ts'
import { parsed } from './schemas.ts'

/** The most characters of a path that is tested. */
const PATH_OF_A_TEST = 8192

const texts = (maxLength: number, minItems: number, maxItems: number) =>
  z.array(z.string().openapi({ maxLength })).openapi({ minItems, maxItems })
const methods = (minItems: number) =>
  z
    .array(z.string().openapi({ pattern: METHOD.source, maxLength: 32 }))
    .openapi({ minItems, maxItems: MOST_METHODS })
const seconds = (minimum: number, maximum: number) =>
  z.number().openapi({ type: 'integer', minimum, maximum })

const Requirement = z.strictObject({
  max_age: seconds(LEAST_AGE_SECONDS, MOST_AGE_SECONDS).openapi({
    description: 'How old the second factor may be, in seconds',
  }),
  methods: z
    .array(z.literal('passkey'))
    .min(1)
    .max(1)
    .nullish()
    .openapi({ description: 'null for any method' }),
})

const Cors = z.strictObject({
  origins: texts(300, 1, MOST_ORIGINS).openapi({
    description: 'Web origins, exactly as browsers send them. `*` for any, only without `credentials`',
  }),
  methods: methods(0),
  headers: texts(100, 0, MOST_HEADERS),
  credentials: z.boolean().openapi({
    description:
      'Whether browsers may send cookies along. The pass is `SameSite=Lax`, so this works only between hosts of one site',
  }),
  max_age: seconds(0, CORS_MAX_AGE_SECONDS).nullish().openapi({
    description: 'How long a browser may keep the answer to a preflight, in seconds',
  }),
})

export const Rule = z
  .strictObject({
    id: z.string().openapi({
      pattern: RULE_ID.source,
      maxLength: 32,
      description: 'Appears in the log and the audit log',
    }),
    path: z.string().openapi({
      maxLength: PATH_MAX_LENGTH,
      description:
        'In normal form: letters, digits, `-`, `.`, `_`, `~` and `/`; no `//`, no dot segments, no `/` at the end, except for the path `/`',
    }),
    match: z.enum(['exact', 'prefix']).openapi({
      description: '`prefix` goes by segment: `/api` matches `/api` and `/api/x`, not `/apix`',
    }),
    methods: methods(1).nullish().openapi({ description: 'null for any. `GET` also covers `HEAD`' }),
    access: z.enum(ACCESSES).openapi({
      description: '`service` admits service tokens and members, `public` admits everybody',
    }),
    require: Requirement.nullish().openapi({
      description: 'Only with `member`: requires a second factor of at most this age',
    }),
    roles: z.array(z.enum(ROLES)).nullish().openapi({
      minItems: 1,
      description: 'Only with `member`: the roles that get in. null for every member',
    }),
    networks: texts(50, 1, MOST_NETWORKS).nullish().openapi({
      description:
        'Addresses and CIDR networks. The rule does not match clients outside of them. null for any client',
    }),
    cors: Cors.nullish().openapi({ description: 'Other web origins whose pages may use these paths' }),
  })
  .openapi('Rule')
type Rule = z.infer<typeof Rule>

export function ruleFrom({ methods, require, roles, networks, cors, ...rule }: Rule): CoreRule {
  return {
    ...rule,
    methods: methods ?? null,
    require: require ? { maxAge: require.max_age, methods: require.methods ? ['passkey'] : null } : null,
    roles: roles ?? null,
    networks: networks ?? null,
    cors: cors ? corsFrom(cors) : null,
  }
}

const corsFrom = ({ max_age, ...cors }: z.infer<typeof Cors>) => ({ ...cors, maxAge: max_age ?? null })

export const presentRequirement = (require: CoreRule['require']) =>
  require && { max_age: require.maxAge, methods: require.methods && [...require.methods] }

export function presentRule({ methods, require, roles, networks, cors, ...rule }: CoreRule): Rule {
  return {
    ...rule,
    methods: methods && [...methods],
    require: presentRequirement(require),
    roles: roles && [...roles],
    networks: networks && [...networks],
    cors: cors && presentCors(cors),
  }
}

const presentCors = ({ maxAge, origins, methods, headers, credentials }: NonNullable<CoreRule['cors']>) => ({
  ...{ origins: [...origins], methods: [...methods], headers: [...headers], credentials, max_age: maxAge },
})

export const RulesBody = z
  .strictObject({
    rules: z
      .array(Rule)
      .superRefine((rules, context) => {
        for (const { path, problem } of findRuleProblems(rules.map(ruleFrom))) {
          context.addIssue({ code: 'custom', path: [...path], message: RULE_SENTENCES[problem] })
        }
      })
      .openapi({
        maxItems: MOST_RULES,
        description: 'The whole list, at most 16 KiB of JSON. The first rule that matches decides',
      }),
    confirm: z.boolean().optional().openapi({
      description: 'Saves the list even if it keeps you from opening the front page of the workspace',
    }),
  })
  .openapi('RulesBody')
export const RuleList = z.object({ rules: z.array(Rule).max(MOST_RULES) }).openapi('RuleList')

export const RuleTestBody = z
  .strictObject({
    method: z
      .string()
      .superRefine((text, context) => {
        const problem = methodProblem(text)
        if (problem) context.addIssue({ code: 'custom', message: RULE_SENTENCES[problem] })
      })
      .openapi({ pattern: METHOD.source, maxLength: 32, example: 'GET' }),
    path: parsed(
      (text) => (text.length <= PATH_OF_A_TEST ? parsePathname(text) : null),
      `Must begin with / and have at most ${PATH_OF_A_TEST} characters`,
    ).openapi({
      type: 'string',
      maxLength: PATH_OF_A_TEST,
      example: '/admin/users',
      description: 'The part of an address that follows the host, in any spelling',
    }),
    ip: z
      .string()
      .refine((text) => parseAddress(text) !== null, 'Must be an IPv4 or IPv6 address')
      .optional()
      .openapi({ maxLength: 50, description: 'The client’s address. Without it, yours' }),
  })
  .openapi('RuleTestBody')
export const RuleTest = z
  .object({
    rule: z.string().max(32).nullable().openapi({ description: 'The id of the first rule that matches' }),
    access: z.enum(ACCESSES),
    require: Requirement.nullable(),
  })
  .openapi('RuleTest')
