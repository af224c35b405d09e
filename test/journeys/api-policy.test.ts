// A workspace's policy through the API: when it takes effect, versions, the preview and the counts.

import { beforeAll, describe, expect, it } from 'vitest'
import { advance, api, edgeNow, makePerson, makeWorkspace } from '../support/node/test-bed.ts'
import { makeEnrolledPerson, Visitor } from '../support/node/visitor.ts'

const ORIGIN = 'http://127.0.0.1:9' // no request gets there
const DAY_SECONDS = 86_400
const TIMINGS = [0, 3, 7, 14, 30] as const

const secondsOf = (time: string) => Date.parse(time) / 1000

/** Returns the path of a new workspace. */
const newPath = async () => `/workspaces/${(await makeWorkspace(ORIGIN)).slug}`

const put = (path: string, enforced: boolean, grace_days: number, headers: Record<string, string> = {}) =>
  api('PUT', `${path}/policy`, { enforced, grace_days }, { headers })

const policyAt = async (path: string) => {
  const { status, headers, body } = await api('GET', `${path}/policy`)
  return { status, etag: headers.get('etag') ?? '', body }
}

describe('a policy', () => {
  it('is off at first and has a version', async () => {
    const { etag, body } = await policyAt(await newPath())
    expect(body).toEqual({
      enforced: false,
      grace_days: 0,
      applies_to: 'everybody',
      self_recovery: false,
      state: 'off',
      effective_at: null,
      updated_at: null,
      updated_by: null,
    })
    expect(etag).toMatch(/^"[^"]+"$/)
  })

  it.each(TIMINGS)(
    'saved with %i days takes effect that long after it was saved, to the second',
    async (days) => {
      const path = await newPath()
      const before = await edgeNow()
      const saved = await put(path, true, days)
      const after = await edgeNow()
      expect(saved.status).toBe(200)
      const effectiveAt = secondsOf(saved.body.effective_at)
      expect(effectiveAt).toBeGreaterThanOrEqual(before + days * DAY_SECONDS)
      expect(effectiveAt).toBeLessThanOrEqual(after + days * DAY_SECONDS)
      expect(saved.body).toEqual({
        enforced: true,
        grace_days: days,
        applies_to: 'everybody',
        self_recovery: false,
        state: days === 0 ? 'in_effect' : 'scheduled',
        effective_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        updated_at: expect.stringMatching(/Z$/),
        updated_by: 'operator',
      })
      expect(await policyAt(path)).toEqual({
        status: 200,
        etag: saved.headers.get('etag'),
        body: saved.body,
      })
    },
  )

  it.each(TIMINGS)('saved again with the same %i days is unchanged and keeps its date', async (days) => {
    const path = await newPath()
    await put(path, true, days)
    const first = await policyAt(path)
    const entries = (await api('GET', `${path}/audit`)).body.entries.length
    await advance(3600)
    const again = await put(path, true, days)
    expect(again.body).toEqual(first.body)
    expect(await policyAt(path)).toEqual(first)
    expect((await api('GET', `${path}/audit`)).body.entries).toHaveLength(entries)
  })

  it('takes effect without a write: its version stays the same', async () => {
    const path = await newPath()
    await put(path, true, 3)
    const before = await policyAt(path)
    await advance(secondsOf(before.body.effective_at) - (await edgeNow()) - 60)
    expect((await policyAt(path)).body.state).toBe('scheduled')
    await advance(60)
    expect(await policyAt(path)).toEqual({ ...before, body: { ...before.body, state: 'in_effect' } })
  })

  it('that is changed counts its days from the change, longer or shorter', async () => {
    const path = await newPath()
    await put(path, true, 7)
    for (const days of [30, 3, 14, 0]) {
      await advance(DAY_SECONDS)
      const { body } = await put(path, true, days)
      expect(secondsOf(body.effective_at)).toBe(secondsOf(body.updated_at) + days * DAY_SECONDS)
      expect(Math.abs(secondsOf(body.updated_at) - (await edgeNow()))).toBeLessThan(60)
    }
  })

  it('has no date when turned off, and a new date when turned on again', async () => {
    const path = await newPath()
    const first = await put(path, true, 7)
    await advance(DAY_SECONDS)
    const off = await put(path, false, 7)
    expect(off.body).toMatchObject({ enforced: false, grace_days: 7, state: 'off', effective_at: null })
    const on = await put(path, true, 7)
    expect(secondsOf(on.body.effective_at)).toBeGreaterThanOrEqual(
      secondsOf(first.body.effective_at) + DAY_SECONDS,
    )
  })

  it('is recorded with who changed it, from what and to what', async () => {
    const path = await newPath()
    const { body } = await put(path, true, 14)
    const [entry] = (await api('GET', `${path}/audit`)).body.entries
    expect(entry).toMatchObject({
      action: 'policy.changed',
      actor: 'operator',
      at: body.updated_at,
      detail: {
        enforced: true,
        grace_days: 14,
        effective_at: secondsOf(body.effective_at),
        was_effective_at: null,
      },
    })
  })

  it.each([
    ['grace_days', { enforced: true, grace_days: 5 }],
    ['grace_days', { enforced: true, grace_days: -3 }],
    ['grace_days', { enforced: true, grace_days: 7.5 }],
    ['grace_days', { enforced: true, grace_days: '7' }],
    ['grace_days', { enforced: true, grace_days: null }],
    ['grace_days', { enforced: true }],
    ['enforced', { enforced: 'true', grace_days: 7 }],
    ['enforced', { enforced: 1, grace_days: 7 }],
    ['enforced', { grace_days: 7 }],
    ['effective_at', { enforced: true, grace_days: 7, effective_at: '2020-01-01T00:00:00Z' }],
  ])('with a wrong %s, as in %j, is refused with 422, saved and previewed', async (field, body) => {
    const path = await newPath()
    const before = await policyAt(path)
    for (const [method, tail] of [
      ['PUT', '/policy'],
      ['POST', '/policy/preview'],
    ] as const) {
      const answer = await api(method, path + tail, body)
      expect(answer.status).toBe(422)
      expect(answer.body.errors.map((error: { path: string }) => error.path)).toEqual([field])
    }
    expect(await policyAt(path)).toEqual(before)
  })
})

describe('If-Match', () => {
  it('with the current version saves, and the answer has the next version', async () => {
    const path = await newPath()
    const { etag } = await policyAt(path)
    const saved = await put(path, true, 7, { 'if-match': etag })
    expect(saved.status).toBe(200)
    expect(saved.headers.get('etag')).not.toBe(etag)
    const listed = await put(path, true, 14, { 'if-match': `"x", ${saved.headers.get('etag')}` })
    expect(listed.status).toBe(200)
    expect((await put(path, true, 30, { 'if-match': '*' })).status).toBe(200)
  })

  it('with the weak form of the current version saves, because a proxy may weaken it', async () => {
    const path = await newPath()
    const found = await api('GET', `${path}/policy`)
    expect(found.headers.get('cache-control')).toBe('no-store, no-transform')
    const weak = `W/${found.headers.get('etag')}`
    const saved = await put(path, true, 7, { 'if-match': weak })
    expect(saved.status).toBe(200)
    expect(saved.headers.get('cache-control')).toBe('no-store, no-transform')
    expect((await put(path, true, 14, { 'if-match': weak })).status).toBe(412)
  })

  it.each([
    ['an older version', (etag: string) => etag],
    ['a version that never existed', () => '"999"'],
    ['an older one, as a weak tag', (etag: string) => `W/${etag}`],
    ['the current one without quotes', (_: string, present: string) => present.replaceAll('"', '')],
    ['nothing', () => '""'],
  ])('with %s is refused with 412, and nothing changes', async (_, written) => {
    const path = await newPath()
    const older = await policyAt(path)
    await put(path, true, 7)
    const present = await policyAt(path)
    const answer = await put(path, false, 30, { 'if-match': written(older.etag, present.etag) })
    expect(answer.status).toBe(412)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.body).toMatchObject({ status: 412, code: 'stale' })
    expect(await policyAt(path)).toEqual(present)
  })

  it('is checked even if the values are the same', async () => {
    const path = await newPath()
    const { etag } = await policyAt(path)
    await put(path, true, 7)
    expect((await put(path, true, 7, { 'if-match': etag })).status).toBe(412)
  })
})

describe('with three members, one of them enrolled', () => {
  let slug: string
  const enrolled: string[] = []
  const others: string[] = []
  beforeAll(async () => {
    const ada = await makeEnrolledPerson('Ada')
    const [bob, eve] = [await makePerson('Bob'), await makePerson('Eve')]
    slug = (
      await makeWorkspace(ORIGIN, [
        [ada.person, 'owner'],
        [bob, 'member'],
        [eve, 'member'],
      ])
    ).slug
    enrolled.push(ada.person.email)
    others.push(bob.email, eve.email)
  })

  const COUNTED = {
    members: 3,
    admins: 1,
    enrolled: 1,
    with_passkey: 0,
    imported: 0,
    extended: 0,
    vouched: 0,
  }
  const enrollment = async () => (await api('GET', `/workspaces/${slug}/enrollment`)).body
  const save = (enforced: boolean, days: number) => put(`/workspaces/${slug}`, enforced, days)

  it.each([
    [true, 0, 2, 2],
    [true, 7, 0, 2],
    [false, 7, 0, 0],
  ])(
    'a preview of enforced=%s in %i days says how many will be blocked, and changes nothing',
    async (enforced, days, now, later) => {
      const path = `/workspaces/${slug}`
      const before = [await policyAt(path), (await api('GET', `${path}/audit`)).body]
      const { status, body } = await api('POST', `${path}/policy/preview`, { enforced, grace_days: days })
      expect(status).toBe(200)
      expect(body).toEqual({
        effective_at: enforced ? expect.stringMatching(/Z$/) : null,
        blocked_now: now,
        blocked_at_effective: later,
        public_paths: 0,
        service_tokens: 0,
      })
      if (enforced) {
        const due = (await edgeNow()) + days * DAY_SECONDS
        expect(Math.abs(secondsOf(body.effective_at) - due)).toBeLessThan(60)
      }
      expect([await policyAt(path), (await api('GET', `${path}/audit`)).body]).toEqual(before)
    },
  )

  it('a preview of the saved policy keeps its date', async () => {
    const path = `/workspaces/${slug}`
    const saved = await save(true, 7)
    await advance(DAY_SECONDS)
    const { body } = await api('POST', `${path}/policy/preview`, { enforced: true, grace_days: 7 })
    expect(body.effective_at).toBe(saved.body.effective_at)
    await save(false, 0)
  })

  it('the counts say two: neither while off, pending before the date, overdue after it', async () => {
    expect(await enrollment()).toEqual({ ...COUNTED, pending: 0, overdue: 0 })
    await save(true, 3)
    expect(await enrollment()).toEqual({ ...COUNTED, pending: 2, overdue: 0 })
    await advance(3 * DAY_SECONDS)
    expect(await enrollment()).toEqual({ ...COUNTED, pending: 0, overdue: 2 })
    await save(false, 0)
    expect(await enrollment()).toEqual({ ...COUNTED, pending: 0, overdue: 0 })
  })

  it('the member list says the same of each person', async () => {
    const standings = async (query = '') => {
      const { body } = await api('GET', `/workspaces/${slug}/members${query}`)
      return body.members
        .map((member: { email: string; standing: string }) => [member.email, member.standing])
        .sort()
    }
    const all = (standing: string) =>
      [...enrolled.map((email) => [email, 'enrolled']), ...others.map((email) => [email, standing])].sort()
    const some = (standing: string) => others.map((email) => [email, standing]).sort()
    expect(await standings()).toEqual(all('free'))
    expect(await standings('?standing=free')).toEqual(some('free'))
    expect(await standings('?standing=overdue')).toEqual([])
    await save(true, 3)
    expect(await standings()).toEqual(all('pending'))
    expect(await standings('?standing=pending')).toEqual(some('pending'))
    await advance(3 * DAY_SECONDS)
    expect(await standings('?standing=overdue')).toEqual(some('overdue'))
    expect(await standings('?standing=pending')).toEqual([])
    expect(await standings('?standing=enrolled')).toEqual(enrolled.map((email) => [email, 'enrolled']))
    expect((await api('GET', `/workspaces/${slug}/members?standing=late`)).status).toBe(422)
  })

  it('the counts follow enrolment, a lost factor, leaving, joining and deletion', async () => {
    const dora = await makePerson('Dora')
    const members = `/workspaces/${slug}/members`
    const before = await enrollment()
    const counted = async () => {
      const { members: all, enrolled: some } = await enrollment()
      return [all - before.members, some - before.enrolled]
    }
    await api('PUT', `${members}/${dora.email}`, { role: 'member' })
    expect(await counted()).toEqual([1, 0])
    const visitor = new Visitor()
    await visitor.signIn(dora)
    await visitor.enrol()
    expect(await counted()).toEqual([1, 1])
    await api('DELETE', `${members}/${dora.email}`)
    expect(await counted()).toEqual([0, 0])
    await api('PUT', `${members}/${dora.email}`, { role: 'admin' })
    expect(await counted()).toEqual([1, 1])
    await api('DELETE', `/accounts/${dora.email}/second-factor`, { reason: 'lost' })
    expect(await counted()).toEqual([1, 0])
    await api('DELETE', `/accounts/${dora.email}`)
    expect(await counted()).toEqual([0, 0])
  })
})
