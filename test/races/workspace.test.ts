import { beforeAll, describe, expect, it } from 'vitest'
import {
  api,
  atOnce,
  makePerson,
  makeWorkspace,
  type Person,
  portalOrigin,
  runCron,
  runSql,
} from '../support/node/test-bed.ts'
import { makeEnrolledPerson } from '../support/node/visitor.ts'

const ROUNDS = 15
const ORIGIN = 'http://127.0.0.1:9' // no request gets there

const countOf = (statuses: readonly number[], status: number) =>
  statuses.filter((each) => each === status).length

describe('a policy saved over one version', () => {
  it.each([2, 10])('by %i admins at once is saved once, and the other saves are stale', async (times) => {
    const { slug } = await makeWorkspace(ORIGIN)
    const path = `/workspaces/${slug}/policy`
    const saved: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const before = await api('GET', path)
      const headers = { 'if-match': before.headers.get('etag') ?? '' }
      const choice = { enforced: !before.body.enforced, grace_days: 7 }
      const answers = await Promise.all(
        Array.from({ length: times }, () => api('PUT', path, choice, { headers })),
      )
      const statuses = answers.map(({ status }) => status)
      expect(countOf(statuses, 412)).toBe(times - countOf(statuses, 200))
      saved.push(countOf(statuses, 200))
    }
    expect(saved).toEqual(Array(ROUNDS).fill(1))
  })
})

describe('the enrolled owners of a workspace with enforcement', () => {
  const owners: Person[] = []
  beforeAll(async () => {
    for (let i = 0; i < 10; i++) owners.push((await makeEnrolledPerson('Olga')).person)
  })

  it.each([2, 10])('keep exactly one of them, when all %i are removed or demoted at once', async (times) => {
    const present = owners.slice(0, times)
    const { slug } = await makeWorkspace(ORIGIN)
    const members = `/workspaces/${slug}/members`
    await api('PUT', `/workspaces/${slug}/policy`, { enforced: true, grace_days: 30 })
    const left: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      await Promise.all(present.map(({ email }) => api('PUT', `${members}/${email}`, { role: 'owner' })))
      const answers = await Promise.all(
        present.map(({ email }, i) =>
          (i + round) % 2 === 0
            ? api('DELETE', `${members}/${email}`)
            : api('PUT', `${members}/${email}`, { role: 'member' }),
        ),
      )
      const statuses = answers.map(({ status }) => status)
      expect(countOf(statuses, 409)).toBe(1)
      const { body } = await api('GET', members)
      left.push(body.members.filter(({ role }: { role: string }) => role === 'owner').length)
    }
    expect(left).toEqual(Array(ROUNDS).fill(1))
  })
})

describe('the owners of a workspace without enforcement', () => {
  it('keep one of them, when they demote or remove each other at once on the page', async () => {
    const [olga, otto] = [await makeEnrolledPerson('Olga'), await makeEnrolledPerson('Otto')]
    const left: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const { slug } = await makeWorkspace(ORIGIN, [
        [olga.person, 'owner'],
        [otto.person, 'owner'],
      ])
      const path = `/workspaces/${slug}/settings/members`
      const [olgas, ottos] = [
        await olga.visitor.ask(portalOrigin + path),
        await otto.visitor.ask(portalOrigin + path),
      ]
      const demotion = { email: otto.person.email, role: 'member' }
      const removal = { email: olga.person.email }
      const answers = await atOnce((release) => [
        olga.visitor.submit(olgas, `${path}/role`, demotion, false, release),
        otto.visitor.submit(ottos, `${path}/remove`, removal, false, release),
      ])
      expect(
        countOf(
          answers.map(({ status }) => status),
          303,
        ),
      ).toBe(1)
      const { body } = await api('GET', `/workspaces/${slug}/members`)
      left.push(body.members.filter(({ role }: { role: string }) => role === 'owner').length)
    }
    expect(left).toEqual(Array(ROUNDS).fill(1))
  })

  it('keep one of them, when their accounts are deleted at once', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const owners = [await makePerson('Olga'), await makePerson('Otto')]
      const { slug } = await makeWorkspace(
        ORIGIN,
        owners.map((owner) => [owner, 'owner'] as const),
      )
      const answers = await Promise.all(owners.map(({ email }) => api('DELETE', `/accounts/${email}`)))
      expect(answers.map(({ status }) => status).sort()).toEqual([204, 409])
      expect((await api('GET', `/workspaces/${slug}/members`)).body.members).toHaveLength(1)
    }
  })
})

describe('a workspace that is deleted while others create, change and join it', () => {
  const ENDED = 'JOIN workspaces w ON w.id = workspace_id WHERE w.ended_at IS NOT NULL'

  it('is gone, or is a new one with nothing from the old one, and late writes give no one a role', async () => {
    const [old, late] = [await makePerson('Olga'), await makePerson('Lars')]
    let renewed = 0
    for (let round = 0; round < 40; round++) {
      const { slug, host } = await makeWorkspace(ORIGIN, [[old, 'member']])
      const path = `/workspaces/${slug}`
      const { body: before } = await api('GET', path)
      const enforced = { enforced: true, grace_days: 30 }
      const answers = await Promise.all([
        api('DELETE', path),
        api('PUT', `${path}/policy`, enforced),
        api('PUT', path, { name: 'Again', hosts: [host], origin: ORIGIN }),
        api('POST', `${path}/tokens`, { name: 'ci', expires_in_days: 9 }),
        api('PUT', `${path}/members/${late.email}`, { role: 'member' }),
        api('DELETE', path),
        api('PUT', path, { name: 'Again', hosts: [host], origin: ORIGIN }),
      ])
      expect([204, 404]).toContain(answers[0]?.status)
      const left = await api('GET', path)
      if (left.status === 200) {
        renewed++
        expect(left.body.id).not.toBe(before.id)
        const { body } = await api('GET', `${path}/members`)
        const emails = body.members.map(({ email }: { email: string }) => email)
        expect(emails.filter((email: string) => email !== late.email)).toEqual([])
      } else expect(left.status).toBe(404)
      await api('DELETE', path)
    }
    expect(renewed).toBeGreaterThan(0)
    const tables = ['hosts', 'policies', 'credentials', 'enrollment_counts']
    const lateRows = await runSql(...tables.map((table) => `SELECT 1 FROM ${table} ${ENDED}`))
    expect(lateRows.flat()).toEqual([])
    for (let run = 0; run < 4; run++) await runCron()
    expect(await runSql('SELECT 1 FROM workspaces WHERE ended_at IS NOT NULL')).toEqual([[]])
  })
})
