// The answers of the API, as far as the commands read them. Other fields are kept, for `--json`.

import * as z from 'zod'
import { ROLES } from '../../src/core/roles.ts'

const NextCursor = z.string().nullable()

export const Workspace = z.looseObject({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  hosts: z.array(z.string()),
  origin: z.string(),
  created_at: z.string(),
})
export type Workspace = z.infer<typeof Workspace>
export const WorkspacePage = z.looseObject({ workspaces: z.array(Workspace), next_cursor: NextCursor })

export const Member = z.looseObject({
  email: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  standing: z.string(),
  extended_until: z.string().nullish(),
  joined_at: z.string(),
})
export type Member = z.infer<typeof Member>
export const MemberPage = z.looseObject({ members: z.array(Member), next_cursor: NextCursor })

export const Account = z.looseObject({ id: z.string(), email: z.string() })

export const Recovery = z.looseObject({ email: z.string(), state: z.string() })

export const Extension = z.looseObject({ email: z.string(), until: z.string() })

export const Policy = z.looseObject({
  enforced: z.boolean(),
  grace_days: z.number(),
  /** Absent: the portal has no such choice, and the policy applies to everybody. */
  applies_to: z.string().optional(),
  state: z.string(),
  effective_at: z.string().nullable(),
  updated_at: z.string().nullable(),
  updated_by: z.string().nullable(),
})
export type Policy = z.infer<typeof Policy>
export const Preview = z.looseObject({
  effective_at: z.string().nullable(),
  blocked_now: z.number(),
  blocked_at_effective: z.number(),
  public_paths: z.number().optional(),
  service_tokens: z.number().optional(),
})
export type Preview = z.infer<typeof Preview>

const Access = z.string()
const Require = z.looseObject({ max_age: z.number(), methods: z.array(z.string()).nullish() })
const Cors = z.looseObject({ origins: z.array(z.string()) })
export const Rule = z.looseObject({
  id: z.string(),
  path: z.string(),
  match: z.string(),
  access: Access,
  methods: z.array(z.string()).nullish(),
  require: Require.nullish(),
  roles: z.array(z.string()).nullish(),
  networks: z.array(z.string()).nullish(),
  cors: Cors.nullish(),
})
export type Rule = z.infer<typeof Rule>
export const RuleList = z.looseObject({ rules: z.array(Rule) })
export const RuleTest = z.looseObject({
  rule: z.string().nullable(),
  access: Access,
  require: Require.nullable(),
})

export const ServiceToken = z.looseObject({
  id: z.string(),
  name: z.string(),
  paths: z.array(z.string()),
  methods: z.array(z.string()),
  networks: z.array(z.string()).nullish(),
  expires_at: z.string(),
  last_used_on: z.string().nullish(),
  previous_valid_until: z.string().nullish(),
  disabled: z.boolean(),
})
export const ServiceTokenPage = z.looseObject({
  service_tokens: z.array(ServiceToken),
  next_cursor: NextCursor,
})
export const NewServiceToken = z.looseObject({ id: z.string(), token: z.string() })

/** Any answer, for a call whose answer is only passed on. */
export const Anything = z.unknown()
