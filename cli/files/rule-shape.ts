// The shape of a rule in a file, with the names of the API. Fields that may be null may be left out.
// core/rule-problems.ts finds all other problems, and the API has the sentences for them.

import * as z from 'zod'
import { RULE_SENTENCES } from '../../src/api/rule-sentences.ts'
import { ROLES } from '../../src/core/roles.ts'
import { findRuleProblems } from '../../src/core/rule-problems.ts'
import { ACCESSES, type Rule } from '../../src/core/rules.ts'

const texts = z.array(z.string())

const Shape = z.strictObject({
  id: z.string(),
  path: z.string(),
  match: z.enum(['exact', 'prefix']),
  methods: texts.nullish(),
  access: z.enum(ACCESSES),
  require: z
    .strictObject({ max_age: z.number(), methods: z.tuple([z.literal('passkey')]).nullish() })
    .nullish(),
  roles: z.array(z.enum(ROLES)).nullish(),
  networks: texts.nullish(),
  cors: z
    .strictObject({
      origins: texts,
      methods: texts,
      headers: texts,
      credentials: z.boolean(),
      max_age: z.number().nullish(),
    })
    .nullish(),
})
export type RuleShape = z.infer<typeof Shape>

export const RuleListShape = z.array(Shape).superRefine((rules, context) => {
  for (const { path, problem } of findRuleProblems(rules.map(ruleFrom)))
    context.addIssue({ code: 'custom', path: [...path], message: RULE_SENTENCES[problem] })
})

const ruleFrom = ({ methods, require, roles, networks, cors, ...rule }: RuleShape): Rule => ({
  ...rule,
  methods: methods ?? null,
  require: require ? { maxAge: require.max_age, methods: require.methods ?? null } : null,
  roles: roles ?? null,
  networks: networks ?? null,
  cors: cors ? { ...cors, maxAge: cors.max_age ?? null } : null,
})
