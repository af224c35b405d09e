// /workspaces/{slug}/policy: reads, previews and saves the policy, and counts who has enrolled.

import { enforcementAt } from '../core/policy.ts'
import { countStandings, type EnrolmentCounts } from '../core/standing.ts'
import { toRfc3339 } from '../core/time.ts'
import { changePolicy, previewPolicy, type StoredPolicy } from '../flows/administration/change-policy.ts'
import { countOpenWays } from '../flows/administration/enforcement-panel.ts'
import { BODY_REFUSALS, body, calls, describe, json, refusals } from './describe.ts'
import { EXAMPLES } from './examples.ts'
import * as schema from './policy-schemas.ts'
import { refuse } from './refusals.ts'
import { SlugPath } from './schemas.ts'
import { ETAG, IfMatch, maySave, tag } from './versions.ts'

const tags = ['Policy']

export const policy = calls()

policy.openapi(
  describe({
    method: 'get',
    path: '/workspaces/{slug}/policy',
    tags,
    operationId: 'getPolicy',
    'x-token': 'workspace',
    summary: 'Get the policy of a workspace',
    description: 'The ETag is its version, for If-Match.',
    request: { params: SlugPath },
    responses: {
      200: { ...json(schema.Policy, 'The policy', EXAMPLES.policy), headers: ETAG },
      ...refusals(403, 404),
    },
  }),
  (c) => {
    const { secondFactor } = c.var.facts.policies
    tag(c, secondFactor)
    return c.json(present(secondFactor, c.env.edge.now), 200)
  },
)

policy.openapi(
  describe({
    method: 'put',
    path: '/workspaces/{slug}/policy',
    tags,
    operationId: 'putPolicy',
    'x-token': 'workspace',
    summary: 'Set the policy of a workspace',
    description:
      'The same values again change nothing, and the date stays. With If-Match, the policy is saved only if it still has that version.',
    request: {
      params: SlugPath,
      headers: IfMatch,
      ...body(schema.PolicyBody, EXAMPLES.policyBody),
    },
    responses: {
      200: { ...json(schema.Policy, 'The policy, changed', EXAMPLES.policy), headers: ETAG },
      ...refusals(403, 404, 412, ...BODY_REFUSALS),
    },
  }),
  async (c) => {
    const { edge } = c.env
    const { workspace, facts, actor: by } = c.var
    const { enforced, grace_days: graceDays, applies_to: appliesTo } = c.req.valid('json')
    const ifMatch = c.req.valid('header')['if-match']
    if (!maySave(ifMatch, facts.policies.secondFactor)) throw refuse('stale-policy')
    // `*` matches any version, so the last change wins.
    const onVersion =
      ifMatch === undefined || ifMatch.trim() === '*' ? null : facts.policies.secondFactor.version
    const choice = { enforced, graceDays, appliesTo }
    const change = { kind: 'second-factor', choice, by, onVersion } as const
    const changed = await changePolicy(edge, workspace.id, facts, change)
    if (!changed.ok) throw refuse('stale-policy')
    tag(c, changed.value)
    return c.json(present(changed.value, edge.now), 200)
  },
)

policy.openapi(
  describe({
    method: 'post',
    path: '/workspaces/{slug}/policy/preview',
    tags,
    operationId: 'previewPolicy',
    'x-token': 'workspace',
    summary: 'Preview a policy',
    description: 'Says what saving this policy would do. Changes nothing.',
    request: { params: SlugPath, ...body(schema.PolicyBody, EXAMPLES.policyBody) },
    responses: {
      200: json(schema.Preview, 'Its effect', EXAMPLES.preview),
      ...refusals(403, 404, ...BODY_REFUSALS),
    },
  }),
  async (c) => {
    const { enforced, grace_days: graceDays, applies_to: appliesTo } = c.req.valid('json')
    const { edge } = c.env
    const choice = { enforced, graceDays, appliesTo }
    const effect = previewPolicy(c.var.facts, 'second-factor', choice, edge.now)
    const { publicPaths, serviceTokens } = await countOpenWays(edge, c.var.workspace.id)
    return c.json(
      {
        effective_at: effect.effectiveAt === null ? null : toRfc3339(effect.effectiveAt),
        blocked_now: effect.blockedNow,
        blocked_at_effective: effect.blockedAtEffective,
        public_paths: publicPaths,
        service_tokens: serviceTokens,
      },
      200,
    )
  },
)

policy.openapi(
  describe({
    method: 'get',
    path: '/workspaces/{slug}/enrollment',
    tags,
    operationId: 'getEnrollment',
    'x-token': 'workspace',
    summary: 'Count who has enrolled',
    description: 'Counts only; no names.',
    request: { params: SlugPath },
    responses: { 200: json(schema.Enrollment, 'The counts', EXAMPLES.enrollment), ...refusals(403, 404) },
  }),
  (c) => {
    const { facts } = c.var
    const counts = countStandings(facts.groups, facts.policies.secondFactor, c.env.edge.now)
    return c.json(presentCounts(counts), 200)
  },
)

function present(stored: StoredPolicy, now: number) {
  const { state } = enforcementAt(stored, now)
  return {
    enforced: state !== 'off',
    grace_days: stored.graceDays,
    applies_to: stored.appliesTo,
    state,
    effective_at: stored.effectiveAt === null ? null : toRfc3339(stored.effectiveAt),
    updated_at: stored.updatedAt === null ? null : toRfc3339(stored.updatedAt),
    updated_by: stored.updatedBy,
  }
}

const presentCounts = ({ withPasskey, free: _, ...counts }: EnrolmentCounts) => ({
  ...counts,
  with_passkey: withPasskey,
})
