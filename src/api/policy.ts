// /workspaces/{slug}/policy and /policy/phishing-resistant: reads, previews and saves both policies.
// /workspaces/{slug}/enrollment counts who has enrolled.

import { enforcementAt, type PolicyKind } from '../core/policy.ts'
import { countStandings, type EnrolmentCounts } from '../core/standing.ts'
import { toRfc3339 } from '../core/time.ts'
import {
  changePolicy,
  type PolicyEffect,
  previewPolicy,
  type SavedPolicy,
  savedPolicyOf,
  versionOf,
} from '../flows/administration/change-policy.ts'
import { countOpenWays, type OpenWays } from '../flows/administration/enforcement-panel.ts'
import { BODY_REFUSALS, body, calls, describe, json, refusals } from './describe.ts'
import { EXAMPLES } from './examples.ts'
import * as schema from './policy-schemas.ts'
import { refuse, unprocessable } from './refusals.ts'
import { SlugPath } from './schemas.ts'
import { ETAG, IfMatch, maySave, tag } from './versions.ts'

const tags = ['Policy']

export const policy = calls()

/** How the calls of a policy are named and described. */
interface PolicyCalls {
  readonly path: string
  /** Ends the ids of the calls, such as `getPolicy`. */
  readonly name: string
  /** Names the policy in summaries. */
  readonly what: string
  /** Says what the policy requires. */
  readonly about: string
}

declareCalls('second-factor', {
  path: '/workspaces/{slug}/policy',
  name: 'Policy',
  what: 'the policy',
  about: 'Requires a second factor of any kind.',
})
declareCalls('phishing-resistant', {
  path: '/workspaces/{slug}/policy/phishing-resistant',
  name: 'PhishingResistantPolicy',
  what: 'the phishing-resistant policy',
  about:
    'Requires a second factor that can’t be phished: a passkey, or `hwk`, `swk` or `pop` of a trusted provider. It has its own date and version.',
})

/** Declares the calls of one kind of policy. They are the same for both. */
function declareCalls(kind: PolicyKind, named: PolicyCalls): void {
  declareGet(kind, named)
  declarePut(kind, named)
  declarePreview(kind, named)
}

function declareGet(kind: PolicyKind, { path, name, what, about }: PolicyCalls): void {
  policy.openapi(
    describe({
      method: 'get',
      path,
      tags,
      operationId: `get${name}`,
      'x-token': 'workspace',
      summary: `Get ${what} of a workspace`,
      description: `${about} The ETag is the version of what this answer has, for If-Match.`,
      request: { params: SlugPath },
      responses: {
        200: { ...json(schema.Policy, 'The policy', EXAMPLES.policy), headers: ETAG },
        ...refusals(403, 404),
      },
    }),
    (c) => {
      const current = savedPolicyOf(c.var.facts, kind)
      tag(c, { version: versionOf(current, kind) })
      return c.json(present(current, kind, c.env.edge.now), 200)
    },
  )
}

function declarePut(kind: PolicyKind, { path, name, what, about }: PolicyCalls): void {
  policy.openapi(
    describe({
      method: 'put',
      path,
      tags,
      operationId: `put${name}`,
      'x-token': 'workspace',
      summary: `Set ${what} of a workspace`,
      description: `${about} The same values again change nothing, and the date stays. It also stays if only \`applies_to\` changes. Any change ends the extensions of members. With If-Match, the policy is saved only if it still has that version: otherwise nothing of the body is.`,
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
      const choice = choiceFrom(c.req.valid('json'), kind)
      const ifMatch = c.req.valid('header')['if-match']
      const version = versionOf(savedPolicyOf(facts, kind), kind)
      if (!maySave(ifMatch, { version })) throw refuse('stale-policy')
      // `*` matches any version, so the last change wins.
      const onVersion = ifMatch === undefined || ifMatch.trim() === '*' ? null : version
      const changed = await changePolicy(edge, workspace.id, facts, { kind, choice, by, onVersion })
      if (!changed.ok) throw refuse('stale-policy')
      tag(c, { version: versionOf(changed.value, kind) })
      return c.json(present(changed.value, kind, edge.now), 200)
    },
  )
}

function declarePreview(kind: PolicyKind, { path, name, what }: PolicyCalls): void {
  policy.openapi(
    describe({
      method: 'post',
      path: `${path}/preview`,
      tags,
      operationId: `preview${name}`,
      'x-token': 'workspace',
      summary: `Preview ${what}`,
      description: 'Says what saving this policy would do. Changes nothing.',
      request: { params: SlugPath, ...body(schema.PolicyBody, EXAMPLES.policyBody) },
      responses: {
        200: json(schema.Preview, 'Its effect', EXAMPLES.preview),
        ...refusals(403, 404, ...BODY_REFUSALS),
      },
    }),
    async (c) => {
      const { edge } = c.env
      const effect = previewPolicy(c.var.facts, kind, choiceFrom(c.req.valid('json'), kind), edge.now)
      return c.json(presentEffect(effect, await countOpenWays(edge, c.var.workspace.id)), 200)
    },
  )
}

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
    return c.json({ ...presentCounts(counts), imported: facts.unusedImports }, 200)
  },
)

function choiceFrom(
  { enforced, grace_days: graceDays, applies_to: appliesTo, self_recovery: selfRecovery }: schema.PolicyBody,
  kind: PolicyKind,
) {
  if (kind !== 'second-factor' && selfRecovery !== undefined)
    throw unprocessable('self_recovery', 'Only the policy of the second factor has this field')
  return { enforced, graceDays, appliesTo, selfRecovery }
}

function present(stored: SavedPolicy, kind: PolicyKind, now: number) {
  const { state } = enforcementAt(stored, now)
  return {
    enforced: state !== 'off',
    grace_days: stored.graceDays,
    applies_to: stored.appliesTo,
    state,
    effective_at: stored.effectiveAt === null ? null : toRfc3339(stored.effectiveAt),
    updated_at: stored.updatedAt === null ? null : toRfc3339(stored.updatedAt),
    updated_by: stored.updatedBy,
    ...(kind === 'second-factor' ? { self_recovery: stored.selfRecovery.isAllowed } : {}),
  }
}

const presentEffect = (effect: PolicyEffect, { publicPaths, serviceTokens }: OpenWays) => ({
  effective_at: effect.effectiveAt === null ? null : toRfc3339(effect.effectiveAt),
  blocked_now: effect.blockedNow,
  blocked_at_effective: effect.blockedAtEffective,
  public_paths: publicPaths,
  service_tokens: serviceTokens,
})

const presentCounts = ({ withPasskey, free: _, ...counts }: EnrolmentCounts) => ({
  ...counts,
  with_passkey: withPasskey,
})
