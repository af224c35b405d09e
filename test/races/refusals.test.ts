// Refused people must not fill the audit log, which nobody can empty.

import { beforeAll, describe, expect, it } from 'vitest'
import {
  advance,
  api,
  atOnce,
  makePerson,
  makeWorkspace,
  type Person,
  runSql,
} from '../support/node/test-bed.ts'
import { makeEnrolledPerson, Visitor } from '../support/node/visitor.ts'

const ORIGIN = 'http://127.0.0.1:9' // no request gets there
const TIMES = 20

const refusals = async (): Promise<number> => {
  const [found] = await runSql<{ n: number }>(
    "SELECT count(*) AS n FROM audit WHERE action = 'workspace.refused'",
  )
  return found?.[0]?.n ?? 0
}
/** Returns how many audit entries `act` adds. */
async function recordedBy(act: () => Promise<unknown>): Promise<number> {
  const before = await refusals()
  await act()
  return (await refusals()) - before
}

describe('a person who is refused at the entrance', () => {
  let person: Person
  let visitor: Visitor
  let foreign: { origin: string }
  beforeAll(async () => {
    person = await makePerson('Mallory')
    visitor = new Visitor()
    await visitor.signIn(person)
    foreign = await makeWorkspace(ORIGIN)
  })

  const enter = (origin: string, by = visitor) => by.ask(`${origin}/`)

  it('is recorded once for many requests, in a row and at once, and again minutes later', async () => {
    expect(
      await recordedBy(() => atOnce(() => Array.from({ length: TIMES }, () => enter(foreign.origin)))),
    ).toBe(1)
    expect(await recordedBy(() => enter(foreign.origin))).toBe(0)
    await advance(301)
    expect(await recordedBy(() => enter(foreign.origin))).toBe(1)
  })

  it('is recorded for each workspace and each session', async () => {
    const other = await makeWorkspace(ORIGIN)
    expect(await recordedBy(() => enter(other.origin))).toBe(1)
    const phone = new Visitor()
    await phone.signIn(person)
    expect(await recordedBy(() => enter(other.origin, phone))).toBe(1)
  })

  it('is recorded for each reason in the log of a workspace where they are a member', async () => {
    const workspace = await makeWorkspace(ORIGIN, [[person, 'member']])
    const { person: owner } = await makeEnrolledPerson('Olga')
    await api('PUT', `/workspaces/${workspace.slug}/members/${owner.email}`, { role: 'owner' })
    await api('PUT', `/workspaces/${workspace.slug}/policy`, { enforced: true, grace_days: 0 })
    for (let time = 0; time < TIMES; time++) await enter(workspace.origin)
    await api('PUT', `/workspaces/${workspace.slug}/providers`, { allowed: ['linking'] })
    for (let time = 0; time < TIMES; time++) await enter(workspace.origin)
    const { body } = await api('GET', `/workspaces/${workspace.slug}/audit`)
    const refused = body.entries.filter(({ action }: { action: string }) => action === 'workspace.refused')
    expect(refused.map(({ detail }: { detail: { reason: string } }) => detail.reason)).toEqual([
      'provider-not-allowed',
      'enrollment-required',
    ])
  })
})
