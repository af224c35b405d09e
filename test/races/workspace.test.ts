import { beforeAll, describe, expect, it } from 'vitest'
import { api, makeWorkspace, type Person } from '../support/node/test-bed.ts'
import { makeEnrolledPerson } from '../support/node/visitor.ts'

const ROUNDS = 15
const ORIGIN = 'http://127.0.0.1:9' // nothing here goes there

const countOf = (statuses: readonly number[], status: number) =>
  statuses.filter((each) => each === status).length

describe('a policy saved over one version', () => {
  it.each([2, 10])('by %i admins at once is saved by one, and stale for the others', async (times) => {
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

describe('the enrolled owners of a workspace that enforces', () => {
  const owners: Person[] = []
  beforeAll(async () => {
    for (let i = 0; i < 10; i++) owners.push((await makeEnrolledPerson('Olga')).person)
  })

  it.each([2, 10])('all %i removed or demoted at once leave exactly one', async (times) => {
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
