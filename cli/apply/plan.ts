// Compares a document with what a workspace has, and says which calls make them equal.

import { GRACE_DAYS } from '../../src/core/policy.ts'
import { appliesToOf, policyBody } from '../policy-body.ts'
import type { Policy, Workspace } from '../portal/answers.ts'
import { path } from '../portal/portal.ts'
import { type Change, changeOf, type PlanComplaint, type Step } from './change.ts'
import { type Current, POLICY_PATHS, type PolicyKey, type Versioned } from './current.ts'
import { planMembers } from './plan-members.ts'
import { planRules } from './plan-rules.ts'
import type { Wish } from './shape.ts'

export interface Plan {
  readonly steps: readonly Step[]
  /** Sentences about differences that are not changed. */
  readonly notes: readonly string[]
  /** Why nothing may be written. */
  readonly complaints: readonly PlanComplaint[]
}

const NEEDED = ['name', 'hosts', 'origin'] as const
const NO_POLICY = { enforced: false, grace_days: GRACE_DAYS[0], state: 'off' }

/**
 * Orders the calls. Members are added and promoted first, and demoted and removed last, so that a failure
 * leaves somebody in charge. A policy that is enforced comes before the rules. Otherwise a failure could open
 * paths without the policy that should take effect together with them.
 */
export function planFor(wish: Wish, current: Current, { prune }: { readonly prune: boolean }): Plan {
  const complaints = current.workspace ? [] : missingIn(wish)
  const members = planMembers(wish, current, prune)
  const policies = (['policy', 'phishing_resistant_policy'] as const).map((key) => ({
    isEnforced: wish[key]?.enforced === true,
    steps: planPolicy(wish, key, current.policies[key]),
  }))
  return {
    steps: [
      ...planWorkspace(wish, current.workspace),
      ...members.rising,
      ...policies.flatMap(({ isEnforced, steps }) => (isEnforced ? steps : [])),
      ...planRules(wish, current.rules),
      ...policies.flatMap(({ isEnforced, steps }) => (isEnforced ? [] : steps)),
      ...members.sinking,
    ],
    notes: members.notes,
    complaints: [...complaints, ...members.complaints],
  }
}

const missingIn = (wish: Wish): PlanComplaint[] =>
  NEEDED.filter((key) => wish[key] === undefined).map((key) => ({
    path: ['workspace'],
    message: `There is no workspace ${wish.workspace} yet: a new one needs ${key}`,
  }))

function planWorkspace(wish: Wish, current: Workspace | null): Step[] {
  const name = wish.name ?? current?.name
  const origin = wish.origin ?? current?.origin
  const hosts = wish.hosts ? [...new Set(wish.hosts)] : current?.hosts
  const changes = [
    ...(current
      ? []
      : [
          {
            action: 'add',
            field: 'workspace',
            from: null,
            to: wish.workspace,
            text: 'the workspace',
          } as const,
        ]),
    ...changeOf('name', current?.name ?? null, name ?? null),
    ...changesOfHosts(current?.hosts ?? [], hosts ?? []),
    ...changeOf('origin', current?.origin ?? null, origin ?? null),
  ]
  const call = {
    method: 'PUT',
    path: path`/workspaces/${wish.workspace}`,
    body: { name, hosts, origin },
  } as const
  return stepOf(wish, changes, call)
}

function changesOfHosts(from: readonly string[], to: readonly string[]): Change[] {
  const added = to.filter((host) => !from.includes(host))
  const removed = from.filter((host) => !to.includes(host))
  return [
    ...added.map(
      (host) =>
        ({ action: 'add', field: `hosts.${host}`, from: null, to: host, text: `host ${host}` }) as const,
    ),
    ...removed.map(
      (host) =>
        ({ action: 'remove', field: `hosts.${host}`, from: host, to: null, text: `host ${host}` }) as const,
    ),
  ]
}

function planPolicy(wish: Wish, key: PolicyKey, current: Versioned<Policy> | null): Step[] {
  const wished = wish[key]
  if (!wished) return []
  const { workspace } = wish
  const before = { ...NO_POLICY, ...current?.value } as Policy
  const changes = [
    ...changeOf(`${key}.enforced`, before.enforced, wished.enforced ?? before.enforced),
    ...changeOf(`${key}.grace_days`, before.grace_days, wished.grace_days ?? before.grace_days),
    ...changeOf(`${key}.applies_to`, appliesToOf(before), wished.applies_to ?? appliesToOf(before)),
  ]
  const etag = current?.etag ?? null
  return stepOf({ workspace }, changes, {
    method: 'PUT',
    path: path`/workspaces/${workspace}` + POLICY_PATHS[key],
    body: policyBody(before, wished),
    ...(etag === null ? {} : { ifMatch: etag }),
  })
}

const stepOf = (
  { workspace }: Pick<Wish, 'workspace'>,
  changes: readonly Change[],
  call: Step['call'],
): Step[] => (changes.length > 0 ? [{ workspace, changes, call }] : [])
