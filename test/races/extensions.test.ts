// Extensions over real HTTP: grants at once, a grant beside its end, a change of a policy and a removal.

import { expect, it } from 'vitest'
import { api, atOnce, edgeNow, makePerson, makeWorkspace, runSql } from '../support/node/test-bed.ts'

const ROUNDS = 8
const ORIGIN = 'http://127.0.0.1:9' // no request gets there

async function setScene() {
  const bo = await makePerson('Bo')
  const { slug } = await makeWorkspace(ORIGIN, [[bo, 'member']])
  const here = `/workspaces/${slug}`
  const until = new Date(((await edgeNow()) + 86_400) * 1000).toISOString()
  const member = `${here}/members/${bo.email}`
  return {
    slug,
    member,
    /** Saves another policy than the one before, so that an extension is possible again. */
    change: (round: number) =>
      api('PUT', `${here}/policy/phishing-resistant`, { enforced: true, grace_days: [7, 14][round % 2] }),
    grant: () => api('PUT', `${member}/extension`, { until, reason: 'on leave' }),
    end: () => api('DELETE', `${member}/extension`),
    extensions: async () => (await api('GET', `${here}/enrollment`)).body.extended as number,
    /** Counts entries of the audit log, and notices to the admins. */
    recorded: async () =>
      (
        await runSql<{ granted: number; ended: number; notices: number }>(
          `SELECT (SELECT count(*) FROM audit WHERE scope = w.id AND action = 'extension.granted') AS granted,
             (SELECT count(*) FROM audit WHERE scope = w.id AND action = 'extension.ended') AS ended,
             (SELECT count(*) FROM notices WHERE workspace_id = w.id AND kind = 'extension.granted') AS notices
           FROM workspaces w WHERE slug = '${slug}'`,
        )
      )[0]?.[0],
  }
}

it('ten grants at once are one extension, one entry of the audit log and one notice', async () => {
  const { change, grant, extensions, recorded } = await setScene()
  for (let round = 0; round < ROUNDS; round++) {
    await change(round)
    const answers = await atOnce(() => Array.from({ length: 10 }, grant))
    const codes = answers.map(({ status, body }) => (status === 200 ? 200 : body.code))
    expect(codes.filter((code) => code === 200)).toHaveLength(1)
    expect(codes.filter((code) => code === 'already_extended')).toHaveLength(9)
    expect(await extensions()).toBe(1)
    expect(await recorded()).toEqual({ granted: round + 1, ended: 0, notices: round + 1 })
  }
})

it('ends at once are one end, and give no second extension', async () => {
  const { change, grant, end, extensions, recorded } = await setScene()
  for (let round = 0; round < ROUNDS; round++) {
    await change(round)
    await grant()
    const answers = await atOnce(() => [end(), grant(), end(), grant(), end()])
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status === 204)).toHaveLength(1)
    expect(statuses.filter((status) => status === 409)).toHaveLength(2)
    expect(await extensions()).toBe(0)
    expect(await recorded()).toMatchObject({ granted: round + 1, ended: round + 1 })
  }
})

it('a grant beside a change of a policy belongs to one of the two versions, never to both', async () => {
  const { change, grant, extensions, recorded } = await setScene()
  for (let round = 0; round < ROUNDS; round++) {
    await change(2 * round)
    const before = (await recorded())?.granted ?? 0
    const [changed, granted] = await atOnce(() => [change(2 * round + 1), grant()])
    expect([changed?.status, granted?.status]).toEqual([200, 200])
    // In force if the grant came second. Then this version is spent. Otherwise the change ended it.
    const isInForce = await extensions()
    expect((await grant()).status).toBe(isInForce === 1 ? 409 : 200)
    expect(await recorded()).toMatchObject({ granted: before + (isInForce === 1 ? 1 : 2) })
  }
})

it('a grant beside a removal leaves no extension, and none for the member who comes back', async () => {
  const { change, grant, member, extensions } = await setScene()
  for (let round = 0; round < ROUNDS; round++) {
    await change(round)
    const [granted] = await atOnce(() => [grant(), api('DELETE', member)])
    expect([200, 404, 409]).toContain(granted?.status)
    expect(await extensions()).toBe(0)
    expect((await api('PUT', member, { role: 'member' })).status).toBe(201)
    expect(await extensions()).toBe(0)
    expect((await grant()).status).toBe(granted?.status === 200 ? 409 : 200)
  }
})
