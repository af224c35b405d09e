// Service tokens over real HTTP: rotations at once, a rotation beside a deletion, and creations at the limit.

import { expect, it } from 'vitest'
import { api, atOnce, makeWorkspace, runSql } from '../support/node/test-bed.ts'

const ROUNDS = 10
const ORIGIN = 'http://127.0.0.1:9' // no request gets there
const BODY = { name: 'ci', expires_in_days: 30, paths: ['/'], methods: ['GET'] }

const rowsOf = async (id: string) =>
  (
    await runSql<{ version: number; previous: number }>(
      `SELECT version, previous_digest IS NOT NULL AS previous FROM credentials WHERE id = '${id}'`,
    )
  )[0] ?? []

it('rotations at once succeed one after the other, and each success is one rotation', async () => {
  const { slug } = await makeWorkspace(ORIGIN)
  const path = `/workspaces/${slug}/service-tokens`
  for (let round = 0; round < ROUNDS; round++) {
    const { id } = (await api('POST', path, BODY)).body
    const answers = await atOnce(() =>
      Array.from({ length: 5 }, () => api('POST', `${path}/${id}/rotate`, { overlap_hours: 1 })),
    )
    const done = answers.filter(({ status }) => status === 200)
    const overtaken = answers.filter(({ body }) => body.code === 'changed_meanwhile')
    expect(done.length + overtaken.length).toBe(5)
    expect(done.length).toBeGreaterThan(0)
    expect(new Set(done.map(({ body }) => body.token)).size).toBe(done.length)
    expect(await rowsOf(id)).toEqual([{ version: 1 + done.length, previous: 1 }])
  }
})

it('a rotation beside a deletion never brings the token back', async () => {
  const { slug } = await makeWorkspace(ORIGIN)
  const path = `/workspaces/${slug}/service-tokens`
  for (let round = 0; round < ROUNDS; round++) {
    const { id } = (await api('POST', path, BODY)).body
    const [rotated, deleted] = await atOnce(() => [
      api('POST', `${path}/${id}/rotate`, { overlap_hours: 1 }),
      api('DELETE', `${path}/${id}`),
    ])
    expect(deleted?.status).toBe(204)
    expect([200, 404]).toContain(rotated?.status)
    expect(await rowsOf(id)).toEqual([])
  }
})

it('creations at once never exceed the limit of a hundred', async () => {
  const { slug } = await makeWorkspace(ORIGIN)
  const path = `/workspaces/${slug}/service-tokens`
  for (let i = 0; i < 97; i++) await api('POST', path, BODY)
  const answers = await atOnce(() => Array.from({ length: 8 }, () => api('POST', path, BODY)))
  const refused = answers.filter(({ body }) => body.code === 'too_many')
  expect([answers.filter(({ status }) => status === 201).length, refused.length]).toEqual([3, 5])
  expect((await api('GET', path)).body.service_tokens).toHaveLength(100)
})
