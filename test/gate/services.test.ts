// Checks what a service token opens, and what the origin gets of it.

import { env } from 'cloudflare:workers'
import { decodeJwt } from 'jose'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeServiceToken } from '../../src/core/service-token.ts'
import { batch } from '../../src/store/batch.ts'
import { ALWAYS } from '../../src/store/condition.ts'
import { endCredentialsOf } from '../../src/store/credentials.ts'
import {
  type Ask,
  type Bed,
  expectKeptOut,
  expectProblem,
  FRAME,
  makeBed,
  PAGE,
} from '../support/at-the-gate.ts'
import { addServiceToken, saveRules } from '../support/gate-rules.ts'
import { addWorkspace, NOW, rows } from '../support/rows.ts'

/** What a program sends: nothing that only browsers send. */
const PROGRAM = { accept: '*/*' }
const INVALID = [401, 'invalid_token'] as const
const NOT_ALLOWED = [403, 'service_not_allowed'] as const

let bed: Bed
let id: string
let token: string
beforeEach(async () => {
  bed = await makeBed()
  await saveRules(bed, { path: '/api', access: 'service' }, { path: '/hooks', access: 'public' })
  ;({ id, token } = await addServiceToken(bed))
})
afterEach(() => {
  vi.restoreAllMocks()
})

const bearer = (value = token) => ({ ...PROGRAM, authorization: `Bearer ${value}` })
const basic = (value = token) => ({ ...PROGRAM, authorization: `Basic ${btoa(`git:${value}`)}` })
const own = (value = token) => ({ ...PROGRAM, 'sallyport-token': value })
const ask = (path = '/api/report', init: Ask = {}) => bed.ask(path, { headers: bearer(), ...init })
const NOTHING = { roundTrips: 0, rowsWritten: 0, kvReads: 0, kvWrites: 0 }

describe('a request with a valid service token', () => {
  it.each([
    ['Bearer', bearer],
    ['Basic', basic],
    ['Sallyport-Token', own],
  ])('by %s reaches the origin as the service, without the header that carried it', async (_, headers) => {
    const answer = await ask('/api/report', { headers: { ...headers(), 'x-api-key': 'of the origin' } })
    expect([answer.status, await answer.text()]).toEqual([200, 'the origin'])
    const arrived = bed.arrived()
    expect(decodeJwt(arrived.get('sallyport-assertion') ?? '')).toEqual({
      iss: bed.edge.config.portalOrigin,
      aud: `http://${bed.host}`,
      kind: 'service',
      sub: `service:${id}`,
      sid: id,
      iat: NOW,
      exp: NOW + bed.edge.config.passSeconds,
      amr: [],
      name: 'ci',
      workspace: { id: bed.id, slug: bed.id, role: 'service' },
      enforcement: { state: 'off' },
    })
    expect([arrived.has('authorization'), arrived.has('sallyport-token')]).toEqual([false, false])
    expect(arrived.get('x-api-key')).toBe('of the origin')
    expect(JSON.stringify([...arrived])).not.toContain('sps_')
  })

  it('keeps the origin’s own Authorization', async () => {
    for (const authorization of ['Bearer of-the-origin', `Basic ${btoa('ada:secret')}`]) {
      await ask('/api', { headers: { ...own(), authorization } })
      expect(bed.arrived().get('authorization')).toBe(authorization)
    }
  })

  it('asks D1 once, and then neither D1 nor KV', async () => {
    await ask()
    await bed.settled()
    bed.spent()
    for (const headers of [bearer(), basic(), own()])
      expect((await ask('/api', { headers })).status).toBe(200)
    expect(bed.spent()).toEqual(NOTHING)
  })

  it('records its first use of a day, with an entry in the audit log', async () => {
    for (const now of [NOW, NOW + 200, NOW + 400]) {
      await ask('/api', { now })
      await bed.settled()
    }
    const used = () => rows(`SELECT actor, detail FROM audit WHERE action = 'service_token.used'`)
    expect(await used()).toEqual([{ actor: `service:${id}`, detail: JSON.stringify({ id, name: 'ci' }) }])
    await ask('/api', { now: NOW + 86_400 })
    await bed.settled()
    expect(await used()).toHaveLength(2)
  })

  it('may be HEAD where GET is among its methods', async () => {
    expect((await ask('/api', { method: 'HEAD' })).status).toBe(200)
  })

  it('does not tell the origin of another method', async () => {
    const overrides = {
      'x-http-method-override': 'DELETE',
      'X-HTTP-Method': 'PUT',
      x_method_override: 'PATCH',
    }
    await ask('/api', { headers: { ...bearer(), ...overrides } })
    expect([...bed.arrived().keys()].filter((name) => name.includes('method'))).toEqual([])
  })

  it('is judged by the token, though a valid pass is beside it', async () => {
    await ask('/api', { cookie: bed.pass })
    const arrived = bed.arrived()
    expect(decodeJwt(arrived.get('sallyport-assertion') ?? '')).toMatchObject({ kind: 'service' })
    expect(arrived.get('cookie')).toBeNull()
  })
})

describe('a service token that is not valid', () => {
  const flipped = () => `${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`

  it.each([
    ['unknown', () => bearer(makeServiceToken('n'.repeat(43)))],
    ['with a wrong checksum', () => bearer(flipped())],
    ['cut off', () => bearer(token.slice(0, -1))],
    ['with something after it', () => bearer(`${token}x`)],
    ['of another kind', () => own(`spt_${'a'.repeat(43)}`)],
    ['empty', () => own('')],
    ['two of them', () => ({ ...own(), authorization: `Bearer ${makeServiceToken('n'.repeat(43))}` })],
    ['as a user name', () => ({ ...PROGRAM, authorization: `Basic ${btoa(`${token}:`)}` })],
    ['under another scheme', () => ({ ...PROGRAM, authorization: `Token ${token}` })],
  ])('opens nothing, also with a valid pass or for a page: %s', async (_, headers) => {
    for (const how of [{}, { cookie: bed.pass }]) {
      for (const more of [{}, PAGE]) {
        const answer = await ask('/api', { headers: { ...more, ...headers() }, ...how })
        expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
        await expectProblem(bed, answer, INVALID)
      }
    }
  })

  it('of a wrong form asks D1 nothing', async () => {
    for (const headers of [bearer(flipped()), own(''), { ...own(), ...bearer(flipped()) }])
      await ask('/api', { headers })
    expect(bed.spent()).toEqual(NOTHING)
  })

  it.each([
    ['disabled', 'UPDATE credentials SET disabled_at = 1'],
    ['deleted', 'DELETE FROM credentials'],
    ['of another workspace', "UPDATE credentials SET workspace_id = 'globex'"],
  ])('%s opens nothing', async (_, sql) => {
    await addWorkspace('globex', [])
    await env.DB.prepare(sql).run()
    bed.spent()
    await expectProblem(bed, await ask(), INVALID)
  })

  it('ends within the lifetime of a pass after it was deleted, and not before the copy ends', async () => {
    await ask()
    await env.DB.prepare('DELETE FROM credentials').run()
    const end = NOW + bed.edge.config.passSeconds
    expect((await ask('/api', { now: end - 1 })).status).toBe(200)
    bed.origin.mockClear()
    await bed.settled()
    bed.spent()
    await expectProblem(bed, await ask('/api', { now: end }), INVALID)
  })

  it('ends at its expiry to the second, though a copy is remembered', async () => {
    const { token: short } = await addServiceToken(bed, { expiresAt: NOW + 60 })
    const at = (now: number) => ask('/api', { headers: bearer(short), now })
    expect((await at(NOW)).status).toBe(200)
    expect(decodeJwt(bed.arrived().get('sallyport-assertion') ?? '').exp).toBe(NOW + 60)
    expect((await at(NOW + 59)).status).toBe(200)
    bed.origin.mockClear()
    await bed.settled()
    bed.spent()
    await expectProblem(bed, await at(NOW + 60), INVALID)
  })

  it('of before a rotation ends with the overlap to the second', async () => {
    await env.DB.prepare(
      "UPDATE credentials SET previous_digest = digest, previous_until = ?1, digest = 'another'",
    )
      .bind(NOW + 30)
      .run()
    expect((await ask('/api', { now: NOW + 29 })).status).toBe(200)
    bed.origin.mockClear()
    await bed.settled()
    bed.spent()
    await expectProblem(bed, await ask('/api', { now: NOW + 30 }), INVALID)
  })

  it('does not open the next workspace with the same host, though it is remembered', async () => {
    await ask()
    await addWorkspace('globex', [])
    await env.DB.prepare("UPDATE hosts SET workspace_id = 'globex' WHERE host = ?").bind(bed.host).run()
    await saveRules({ ...bed, id: 'globex' }, { path: '/api', access: 'service' })
    bed.origin.mockClear()
    await bed.settled()
    bed.spent()
    await expectProblem(bed, await ask(), INVALID)
  })
})

describe('a valid service token elsewhere', () => {
  it.each<readonly [string, string, Ask, string]>([
    ['outside its paths', '/apix', {}, 'path'],
    ['outside its paths, under no rule', '/', {}, 'path'],
    ['with a letter in another case', '/API', {}, 'path'],
    ['by another method', '/api', { method: 'POST' }, 'method'],
    ['in an odd spelling', '/api/x%2f..%2fadmin', {}, 'path'],
    ['in an odd spelling of its path', '/%61pi', {}, 'path'],
  ])('opens nothing: %s', async (_, path, how, part) => {
    const problem = await expectProblem(bed, await ask(path, how), NOT_ALLOWED)
    expect(problem.detail).toContain(part)
    expect(bed.logged()).toMatchObject([{ reason: part, service: id }])
  })

  it('is logged with the rule that the request met', async () => {
    await ask('/api', { method: 'POST' })
    await ask('/report')
    const [met, none] = bed.logged()
    expect([met, none]).toMatchObject([{ reason: 'method', rule: 'api' }, { reason: 'path' }])
    expect(none).not.toHaveProperty('rule')
  })

  it('opens nothing from another network', async () => {
    const { token: inside } = await addServiceToken(bed, { networks: ['10.0.0.0/8'] })
    const problem = await expectProblem(bed, await ask('/api', { headers: bearer(inside) }), NOT_ALLOWED)
    expect(problem.detail).toContain('network')
    const { token: here } = await addServiceToken(bed, { networks: ['192.0.2.0/24'] })
    expect((await ask('/api', { headers: bearer(here) })).status).toBe(200)
  })

  it('opens nothing where no rule lets services in, whatever its own paths', async () => {
    const { token: all } = await addServiceToken(bed, { paths: ['/'] })
    const problem = await expectProblem(bed, await ask('/', { headers: bearer(all) }), NOT_ALLOWED)
    expect(problem.detail).toContain('rule')
    await saveRules(bed)
    await expectProblem(bed, await ask('/api'), NOT_ALLOWED)
  })

  it.each(['/.sallyport/sign-out', '/.sallyport/start', '/.sallyport/enter', '/.sallyport/x'])(
    'is not looked at for %s',
    async (path) => {
      await saveRules(bed, { path: '/', access: 'service' })
      const answer = await ask(path)
      expect(answer.status).not.toBe(200)
      expect(bed.origin).not.toHaveBeenCalled()
      expect(bed.spent()).toEqual(NOTHING)
    },
  )

  it('reads an encoded slash as npm sends it', async () => {
    expect((await ask('/api/@scope%2fname')).status).toBe(200)
    expect(String(bed.origin.mock.calls.at(-1)?.[0])).toContain('/api/@scope%2fname')
  })
})

describe('Basic credentials, which browsers send again by themselves,', () => {
  const EVIL = 'http://evil.example'
  const from = (headers: Record<string, string>) => ({ ...basic(), ...headers })

  it.each<[string, string, Record<string, string>]>([
    ['a form of another site', 'POST', { origin: EVIL, 'sec-fetch-site': 'cross-site', ...PAGE }],
    ['a form of a page without an origin', 'POST', { origin: 'null' }],
    ['a script of another host of the same site', 'GET', { origin: EVIL, 'sec-fetch-site': 'same-site' }],
    ['an image on another site', 'GET', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
    ['a frame on another site', 'GET', { 'sec-fetch-site': 'cross-site', ...FRAME }],
  ])('are refused from %s, before D1 is asked', async (_, method, headers) => {
    await expectProblem(bed, await ask('/api', { method, headers: from(headers) }), [403, 'foreign_origin'])
    expect(bed.spent()).toEqual(NOTHING)
  })

  it.each<[string, Record<string, string>]>([
    ['this host', { origin: 'this', 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' }],
    ['the address bar', { 'sec-fetch-site': 'none', ...PAGE }],
    ['a link on another site', { 'sec-fetch-site': 'cross-site', ...PAGE }],
  ])('open from %s', async (_, { origin, ...headers }) => {
    const all = from({ ...headers, ...(origin && { origin: `http://${bed.host}` }) })
    expect((await ask('/api', { headers: all })).status).toBe(200)
  })

  it('open from an origin that a rule lets send credentials, and from no other', async () => {
    const cors = { origins: [EVIL], methods: ['GET'], headers: [], credentials: true, maxAge: null }
    const openTo = (change: object) =>
      saveRules(bed, { path: '/api', access: 'service', cors: { ...cors, ...change } })
    await openTo({})
    expect((await ask('/api', { headers: from({ origin: EVIL }) })).status).toBe(200)
    for (const change of [{ credentials: false }, { credentials: false, origins: ['*'] }]) {
      await openTo(change)
      const answer = await ask('/api', { headers: from({ origin: EVIL }) })
      await expectProblem(bed, answer, [403, 'foreign_origin'])
    }
  })

  it('are told apart from what only a script can send, also beside a password of the origin', async () => {
    const beside = { ...own(), authorization: `Basic ${btoa('ada:secret')}` }
    for (const headers of [bearer(), own(), beside])
      expect((await ask('/api', { headers: { ...headers, origin: EVIL } })).status).toBe(200)
  })
})

describe('a WebSocket', () => {
  const upgrade = (path: string, origin: string | null, headers: Record<string, string>) =>
    bed.ask(path, { headers: { ...headers, upgrade: 'websocket', ...(origin === null ? {} : { origin }) } })

  it('with a service token needs no Origin, and may have this host’s', async () => {
    for (const origin of [null, `http://${bed.host}`])
      expect((await upgrade('/api/socket', origin, bearer())).status).toBe(200)
  })

  it('with a service token and a foreign Origin is refused: browsers resend Basic credentials', async () => {
    for (const origin of ['http://evil.example', 'null', `https://${bed.host}`])
      await expectProblem(bed, await upgrade('/api/socket', origin, basic()), [403, 'foreign_origin'])
    expect(bed.spent()).toEqual(NOTHING)
  })

  it('without token, pass and Origin is asked for a token; with a foreign Origin it is not', async () => {
    const answer = await upgrade('/api/socket', null, PROGRAM)
    expect(answer.headers.get('www-authenticate')).toBe(`Bearer, Basic realm="${bed.host}"`)
    await expectProblem(bed, answer, [401, 'sign_in_required'])
    const foreign = await upgrade('/api/socket', 'http://evil.example', PROGRAM)
    expect(foreign.headers.get('www-authenticate')).toBeNull()
    await expectProblem(bed, foreign, [403, 'foreign_origin'])
  })

  it('on a public path may have any Origin, and none', async () => {
    for (const origin of [null, 'http://evil.example', `http://${bed.host}`])
      expect((await upgrade('/hooks/socket', origin, PROGRAM)).status).toBe(200)
  })

  it('with a pass under a service rule still needs this host’s Origin', async () => {
    for (const origin of [null, 'http://evil.example']) {
      const headers = { upgrade: 'websocket', ...(origin === null ? {} : { origin }) }
      const answer = await bed.ask('/api/socket', { headers, cookie: bed.pass })
      await expectProblem(bed, answer, [403, 'foreign_origin'])
    }
  })
})

describe('a program without credentials', () => {
  it('under a service rule is asked for a token in both ways, so that git asks its helper', async () => {
    const answer = await bed.ask('/api/repo.git', { headers: PROGRAM })
    expect(answer.headers.get('www-authenticate')).toBe(`Bearer, Basic realm="${bed.host}"`)
    await expectProblem(bed, answer, [401, 'sign_in_required'])
  })

  it('is asked for a token even if it reads pages, so that pip and uv look up their password', async () => {
    const accept = 'application/vnd.pypi.simple.v1+json, text/html; q=0.01'
    const answer = await bed.ask('/api/simple/', { headers: { accept } })
    expect(answer.headers.get('www-authenticate')).toBe(`Bearer, Basic realm="${bed.host}"`)
    await expectProblem(bed, answer, [401, 'sign_in_required'])
  })

  it.each<readonly [string, string, Record<string, string>]>([
    ['a browser’s script', '/api', { 'sec-fetch-mode': 'cors' }],
    ['a browser’s image', '/api', { 'sec-fetch-dest': 'image' }],
    ['an old browser’s form', '/api', { accept: 'text/html,*/*' }],
    ['a program on another path', '/report', PROGRAM],
  ])('never sees Basic as %s', async (_, path, headers) => {
    const answer = await bed.ask(path, { headers, method: 'POST' })
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    expectKeptOut(bed, answer)
  })

  it('gets in as a member with a pass', async () => {
    expect((await bed.ask('/api', { headers: PROGRAM, cookie: bed.pass })).status).toBe(200)
    expect(bed.arrived().get('sallyport-assertion')).toBe(bed.pass.split('~')[0])
  })
})

describe('the assertion of a service', () => {
  it('opens nothing as a pass cookie', async () => {
    await ask()
    const assertion = bed.arrived().get('sallyport-assertion') ?? ''
    bed.origin.mockClear()
    await bed.settled()
    for (const cookie of [assertion, `${assertion}~${'s'.repeat(43)}`]) {
      bed.spent()
      const answer = await bed.ask('/report', { cookie })
      await expectProblem(bed, answer, [401, 'sign_in_required'])
    }
  })
})

describe('while D1 can’t be reached', () => {
  it('a remembered token works until its copy ends, and every other is refused', async () => {
    await ask()
    await bed.settled()
    bed.breakD1()
    const end = NOW + bed.edge.config.passSeconds
    expect((await ask('/api', { now: NOW + 4 })).status).toBe(200)
    bed.origin.mockClear()
    const other = bearer(makeServiceToken('n'.repeat(43)))
    await expect(ask('/api', { headers: other, now: NOW + 4 })).rejects.toThrow('D1 is down')
    await expect(ask('/api', { now: end })).rejects.toThrow('D1 is down')
    expect(bed.origin).not.toHaveBeenCalled()
  })
})

describe('requests at the same time', () => {
  it('with the same token ask D1 once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask()))
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200))
    await bed.settled()
    expect(bed.spent().roundTrips, 'one reading, and the first use of the day').toBe(2)
  })

  it('while the member who made the token leaves: none is admitted after the copy’s end', async () => {
    const end = NOW + bed.edge.config.passSeconds
    await Promise.all([ask(), batch(env.DB, endCredentialsOf(env.DB, 'ada', ALWAYS)), ask()])
    await env.DB.prepare('DELETE FROM credentials').run()
    bed.origin.mockClear()
    const late = await Promise.all(Array.from({ length: 5 }, () => ask('/api', { now: end })))
    expect(late.map(({ status }) => status)).toEqual(Array(5).fill(401))
    expect(bed.origin).not.toHaveBeenCalled()
  })
})
