// /workspaces/{slug}/rules: reads, tests and saves the rules of a workspace.

import {
  changeRules,
  type RulesRefusal,
  type StoredRules,
  testRules,
  viewRules,
} from '../flows/administration/change-rules.ts'
import type { Edge } from '../flows/edge/edge.ts'
import type { ProblemRefusal } from '../refusals/inside.ts'
import { BODY_REFUSALS, body, calls, describe, json, refusals } from './describe.ts'
import { EXAMPLES } from './examples.ts'
import { refuse } from './refusals.ts'
import * as schema from './rule-schemas.ts'
import { SlugPath } from './schemas.ts'
import { ETAG, IfMatch, maySave, tag } from './versions.ts'

const tags = ['Rules']

export const rules = calls()

rules.openapi(
  describe({
    method: 'get',
    path: '/workspaces/{slug}/rules',
    tags,
    operationId: 'getRules',
    'x-token': 'workspace',
    summary: 'Get the rules of a workspace',
    description: 'In the order in which they are tried. The ETag is their version, for If-Match.',
    request: { params: SlugPath },
    responses: {
      200: { ...json(schema.RuleList, 'The rules', EXAMPLES.rules), headers: ETAG },
      ...refusals(403, 404),
    },
  }),
  async (c) => {
    const stored = await requireRules(c.env.edge, c.var.workspace.id)
    tag(c, stored)
    return c.json(present(stored), 200)
  },
)

rules.openapi(
  describe({
    method: 'put',
    path: '/workspaces/{slug}/rules',
    tags,
    operationId: 'putRules',
    'x-token': 'workspace',
    summary: 'Replace the rules of a workspace',
    description:
      'The first rule that matches a request decides; where none matches, only members get in. Rules that would keep you from opening the front page are refused with `would_lock_out`, unless you confirm them. With `PUBLIC_PATHS=operator`, only the operator’s token may change `public` rules, and rules that close a part of one.',
    request: { params: SlugPath, headers: IfMatch, ...body(schema.RulesBody, EXAMPLES.rulesBody) },
    responses: {
      200: { ...json(schema.RuleList, 'The rules, changed', EXAMPLES.rules), headers: ETAG },
      ...refusals(403, 404, 409, 412, ...BODY_REFUSALS),
    },
  }),
  async (c) => {
    const { workspace, actor, bearer } = c.var
    const { rules, confirm = false } = c.req.valid('json')
    const ifMatch = c.req.valid('header')['if-match']
    const changed = await changeRules(c.env.edge, workspace.id, {
      rules: rules.map(schema.ruleFrom),
      by: { ...actor, isOperator: bearer.kind === 'operator', proved: null },
      mayReplace: (stored) => maySave(ifMatch, stored),
      isConfirmed: confirm,
    })
    if (!changed.ok) throw refuse(REFUSALS[changed.error])
    tag(c, changed.value)
    return c.json(present(changed.value), 200)
  },
)

rules.openapi(
  describe({
    method: 'post',
    path: '/workspaces/{slug}/rules/test',
    tags,
    operationId: 'testRules',
    'x-token': 'workspace',
    summary: 'Test which rule a path meets',
    description:
      'Reads the path as the edge does. Changes nothing. `access` is `member` if no rule matches. `require` is what a member must prove. If the spelling may mean several paths, it is the strictest that they require.',
    request: { params: SlugPath, ...body(schema.RuleTestBody, EXAMPLES.ruleTestBody) },
    responses: {
      200: json(schema.RuleTest, 'What the rules say', EXAMPLES.ruleTest),
      ...refusals(403, 404, ...BODY_REFUSALS),
    },
  }),
  async (c) => {
    const { edge } = c.env
    const { method, path: pathname, ip = edge.client.ip } = c.req.valid('json')
    const { rules } = await requireRules(edge, c.var.workspace.id)
    const { rule, access, require } = testRules(rules, { method, pathname, ip })
    return c.json({ rule: rule?.id ?? null, access, require: schema.presentRequirement(require) }, 200)
  },
)

const REFUSALS = {
  stale: 'stale-rules',
  'operator-only': 'operator-only',
  'would-lock-out': 'would-lock-out',
} as const satisfies Record<RulesRefusal, ProblemRefusal>

async function requireRules(edge: Edge, workspaceId: string): Promise<StoredRules> {
  const stored = await viewRules(edge, workspaceId)
  if (!stored) throw refuse('not-found')
  return stored
}

const present = ({ rules }: StoredRules) => ({ rules: rules.map(schema.presentRule) })
