// Checks which visits the gate admits and refuses. Each visit differs from the valid one in one thing.

import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PassClaims } from '../../src/crypto/pass.ts'
import { publishSites } from '../../src/flows/edge/edge-facts.ts'
import { listAll } from '../../src/store/batch.ts'
import { selectSitesOf } from '../../src/store/sites.ts'
import {
  type Bed,
  expectKeptOut,
  expectProblem,
  FRAME,
  makeBed,
  PAGE,
  PORTAL,
  passFor,
  SCRIPT,
} from '../support/at-the-gate.ts'
import { addMember, addWorkspace, enrol, IN_EFFECT, NOW, setPolicy } from '../support/rows.ts'

let bed: Bed
beforeEach(async () => {
  bed = await makeBed()
  // Warms the isolate, so that it asks D1 and KV for nothing that it remembers.
  await bed.ask()
  bed.spent()
})
afterEach(() => {
  vi.restoreAllMocks()
})

const passWith = (changes: Partial<PassClaims>) => passFor(bed.edge, bed.host, bed.id, changes)
const EXPIRED = { exp: NOW }

const SIGN_IN = [401, 'sign_in_required'] as const
const ENROL = [403, 'enrollment_required'] as const

describe('a visit with a valid pass', () => {
  it('reaches the origin with an assertion, without a call to D1 or KV', async () => {
    for (const _ of ['verified', 'remembered']) {
      const answer = await bed.ask('/report?x=1', { cookie: bed.pass })
      expect([answer.status, await answer.text()]).toEqual([200, 'the origin'])
    }
    expect(bed.spent()).toEqual({ roundTrips: 0, rowsWritten: 0, kvReads: 0, kvWrites: 0 })
    const [target, init] = bed.origin.mock.calls.at(-1) ?? []
    expect(target).toBe(`https://origin.${bed.id}.example/report?x=1`)
    const headers = new Headers(init?.headers)
    expect([headers.get('sallyport-assertion'), headers.get('cookie')]).toEqual([
      bed.pass.split('~')[0],
      null,
    ])
  })

  it('with an expired pass renews it in one round trip, and the next visit shares it', async () => {
    const cookie = await passWith(EXPIRED)
    const renewed = await bed.ask('/report', { cookie })
    expect(await renewed.text()).toBe('the origin')
    expect(renewed.headers.get('set-cookie')).toMatch(/^__Host-sallyport-pass=ey/)
    expect(bed.spent().roundTrips).toBe(1)
    const shared = await bed.ask('/report', { cookie })
    expect(shared.headers.get('set-cookie')).toBe(renewed.headers.get('set-cookie'))
    expect(bed.spent()).toEqual({ roundTrips: 0, rowsWritten: 0, kvReads: 0, kvWrites: 0 })
  })
})

describe('a visit without a valid pass', () => {
  const flipped = (text: string, at: number) =>
    text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1)

  it.each<readonly [string, () => string | undefined | Promise<string>]>([
    ['no cookie', () => undefined],
    ['an empty cookie', () => ''],
    ['a cookie with another value', () => 'x'],
    ['the pass without its secret', () => bed.pass.split('~')[0]],
    ['another secret', () => `${bed.pass.split('~')[0]}~${'x'.repeat(43)}`],
    ['a shorter secret', () => bed.pass.slice(0, -1)],
    ['something after the secret', () => `${bed.pass}~x`],
    ['another signature', () => flipped(bed.pass, bed.pass.lastIndexOf('.') + 5)],
    ['other claims under the signature', () => flipped(bed.pass, bed.pass.indexOf('.') + 30)],
    ['no signature', () => bed.pass.replace(/\.[^.]*~/, '.~')],
    ['the pass of another host', () => passWith({ aud: 'http://globex.example.com' })],
    ['the pass of its host by another scheme', () => passWith({ aud: `https://${bed.host}` })],
    ['a pass that expires later than any issued one', () => passWith({ exp: NOW + 100_000 })],
    ['the pass of another portal', () => passWith({ iss: 'https://auth.evil.example' })],
  ])('is refused: %s', async (_, cookieOf) => {
    const cookie = await cookieOf()
    const answer = await bed.ask('/report', cookie === undefined ? {} : { cookie })
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    const { sign_in_url } = await expectProblem(bed, answer, SIGN_IN)
    expect(sign_in_url).toBe(`${PORTAL}/enter?host=${bed.host}`)
    expect(bed.logged()).toEqual([])
  })

  it('is refused with a pass remembered from another host of the same workspace', async () => {
    const other = `other-${bed.host}`
    await env.DB.prepare('INSERT INTO hosts (host, workspace_id) VALUES (?1, ?2)').bind(other, bed.id).run()
    expect((await bed.ask('/report', { cookie: bed.pass })).status).toBe(200)
    bed.origin.mockClear()
    await bed.ask(`http://${other}/`)
    bed.spent()
    await expectProblem(bed, await bed.ask(`http://${other}/`, { cookie: bed.pass }), SIGN_IN)
  })

  it('is refused with the cookie twice', async () => {
    const cookie = `${bed.pass}; __Host-sallyport-pass=${bed.pass}`
    await expectProblem(bed, await bed.ask('/report', { cookie }), SIGN_IN)
  })

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'])('is refused by %s', async (method) => {
    const answer = await bed.ask('/report', { method })
    expect(answer.status).toBe(401)
    expectKeptOut(bed, answer)
  })
})

describe('a pass that D1 must check', () => {
  const refused = async (expected: readonly [number, string], cookie: string, reason: string) => {
    const answer = await bed.ask('/report', { cookie })
    expect(bed.logged().map((line) => line.reason)).toEqual([reason])
    return { answer, problem: await expectProblem(bed, answer, expected) }
  }

  it.each<readonly [string, Partial<PassClaims>]>([
    ['that has expired and whose session ended', { ...EXPIRED, sid: 'session-of-nobody' }],
    ['of another account’s session', { ...EXPIRED, sub: 'bela' }],
    [
      'of a workspace that had this host before',
      { workspace: { id: 'gone', slug: 'acme', role: 'owner' }, sid: 'x' },
    ],
  ])('%s is refused', async (_, changes) => {
    await refused(SIGN_IN, await passWith(changes), 'session-ended')
  })

  it('opens nothing while D1 is down', async () => {
    const cookie = await passWith(EXPIRED)
    bed.breakD1()
    await expect(bed.ask('/report', { cookie })).rejects.toThrow('D1 is down')
    expect(bed.origin).not.toHaveBeenCalled()
  })

  it('of a person who is no longer a member is refused', async () => {
    await env.DB.prepare('DELETE FROM members').run()
    await refused([403, 'not_a_member'], await passWith(EXPIRED), 'not-a-member')
  })

  it('from a method that the workspace does not accept is refused', async () => {
    await env.DB.prepare(`UPDATE workspaces SET allowed_providers = '["okta"]'`).run()
    await refused([403, 'provider_not_allowed'], await passWith(EXPIRED), 'provider-not-allowed')
  })

  it('of a person who has enrolled and not proved it is told what is missing', async () => {
    await enrol('ada')
    const { answer } = await refused(
      [401, 'second_factor_required'],
      await passWith(EXPIRED),
      'second-factor-needed',
    )
    expect(answer.headers.get('www-authenticate')).toContain('acr_values="aal2"')
  })

  it('without a second factor is refused once one is required, with where and since when', async () => {
    await setPolicy(bed.id, IN_EFFECT)
    await publishSites(bed.edge, await listAll(env.DB, selectSitesOf(env.DB, bed.id)))
    const { problem } = await refused(ENROL, bed.pass, 'enrollment-required')
    expect(problem).toMatchObject({
      enroll_url: `${PORTAL}/account/security/authenticator`,
      effective_at: new Date(NOW * 1000).toISOString().replace('.000', ''),
    })
  })
})

describe('a pass renewed a moment ago', () => {
  it('is refused once a policy takes effect after its renewal', async () => {
    await setPolicy(bed.id, { ...IN_EFFECT, graceDays: 3, effectiveAt: NOW + 2 })
    const cookie = await passWith(EXPIRED)
    expect((await bed.ask('/report', { cookie })).status).toBe(200)
    bed.origin.mockClear()
    bed.spent()
    await expectProblem(bed, await bed.ask('/report', { cookie, now: NOW + 3 }), ENROL)
    expect(bed.logged().map(({ reason }) => reason)).toEqual(['second-factor-required'])
  })

  it('is not valid for the host’s next workspace: D1 is asked again', async () => {
    const cookie = await passWith(EXPIRED)
    expect((await bed.ask('/report', { cookie })).status).toBe(200)
    await addWorkspace('globex', [])
    await env.DB.prepare("UPDATE hosts SET workspace_id = 'globex' WHERE host = ?").bind(bed.host).run()
    await publishSites(bed.edge, await listAll(env.DB, selectSitesOf(env.DB, 'globex')))
    bed.origin.mockClear()
    bed.spent()
    await expectProblem(bed, await bed.ask('/report', { cookie }), [403, 'not_a_member'])
  })

  it('for another workspace, which now has the host, opens nothing', async () => {
    await addWorkspace('globex', [])
    await addMember('globex', 'ada', 'member')
    await env.DB.prepare("UPDATE hosts SET workspace_id = 'globex' WHERE host = ?").bind(bed.host).run()
    const answer = await bed.ask('/report', { cookie: await passWith(EXPIRED) })
    await expectProblem(bed, answer, SIGN_IN)
    expect(bed.logged().map(({ reason }) => reason)).toEqual(['other-workspace'])
  })
})

describe('a person without a pass', () => {
  it('is led to the portal with a flow to return by', async () => {
    const answer = await bed.ask('/report?x=1', { headers: PAGE })
    expect(answer.status).toBe(302)
    const { origin, pathname, searchParams } = new URL(answer.headers.get('location') ?? '')
    expect([origin + pathname, searchParams.get('host'), searchParams.get('return_to')]).toEqual([
      `${PORTAL}/enter`,
      bed.host,
      '/report?x=1',
    ])
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-sallyport-flow-[\w-]{22}=[\w-]{43};/)
    expectKeptOut(bed, answer)
  })

  it('who posted a form is led there, and told that it was not saved', async () => {
    const answer = await bed.ask('/report', { method: 'POST', body: 'a=b', headers: PAGE })
    expect(answer.status).toBe(303)
    expect(new URL(answer.headers.get('location') ?? '').searchParams.get('unsaved')).toBe('1')
    expectKeptOut(bed, answer)
  })

  it('in a frame is led out of it by a page that only this host may frame', async () => {
    for (const path of ['/report', '/.sallyport/start']) {
      const answer = await bed.ask(path, { headers: FRAME })
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
      expect(answer.headers.get('content-security-policy')).toContain(`frame-ancestors http://${bed.host};`)
      expect(await answer.text()).toContain('target="_top"')
      expectKeptOut(bed, answer)
    }
  })
})

describe('with any pass', () => {
  it.each(['/.sallyport', '/.sallyport/x', '/.SALLYPORT/x', '/%2esallyport/x', '//.sallyport/x'])(
    'nothing for %s reaches the origin',
    async (path) => {
      const answer = await bed.ask(`http://${bed.host}${path}`, { cookie: bed.pass })
      await expectProblem(bed, answer, [404, 'not_found'])
    },
  )

  it('a WebSocket from another web origin is refused, and one from this host goes on', async () => {
    const upgrade = (origin?: string) =>
      bed.ask('/socket', {
        cookie: bed.pass,
        headers: { upgrade: 'websocket', ...(origin === undefined ? {} : { origin }) },
      })
    for (const origin of ['http://evil.example', `https://${bed.host}`, 'null', undefined])
      await expectProblem(bed, await upgrade(origin), [403, 'foreign_origin'])
    expect((await upgrade(`http://${bed.host}`)).status).toBe(200)
  })

  it('the hand-off address is closed without a code', async () => {
    for (const headers of [PAGE, SCRIPT]) {
      const answer = await bed.ask('/.sallyport/enter?code=x&flow=y', { headers, cookie: bed.pass })
      expect([answer.status, answer.headers.get('location')]).toEqual([400, null])
      expect(answer.headers.get('referrer-policy'), 'its address has the code').toBe('no-referrer')
      expect(await answer.text()).toContain(`<a class="button wide-on-phone" href="http://${bed.host}/">`)
      expectKeptOut(bed, answer)
    }
  })
})

describe('a host that no workspace has', () => {
  it.each([
    [SCRIPT, 'application/problem+json'],
    [PAGE, 'text/html; charset=utf-8'],
  ])('gets 421, as %j', async (headers, type) => {
    const answer = await bed.ask('http://nobody.example.com/', { headers, cookie: bed.pass })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([421, type])
    expectKeptOut(bed, answer)
  })
})

describe('an origin that gives no answer', () => {
  it.each<readonly [string, RequestInit, number, string]>([
    ['that can’t be reached', {}, 502, 'origin_unreachable'],
    ['that closed the connection', { method: 'POST', body: 'x' }, 502, 'connection_lost'],
  ])('%s is reported to a program and to a person', async (_, init, status, code) => {
    bed.origin.mockImplementation(async () => {
      throw new Error('Network connection lost.')
    })
    const problem = await bed.ask('/report', { ...init, cookie: bed.pass, headers: SCRIPT })
    expect([problem.status, await problem.json()]).toMatchObject([status, { code }])
    const page = await bed.ask('/report', { ...init, cookie: bed.pass, headers: PAGE })
    expect([page.status, await page.text()]).toEqual([status, expect.stringContaining(bed.id)])
  })

  it('is not blamed for the edge’s own exception, which is thrown on', async () => {
    bed.origin.mockImplementation(async () => {
      throw new TypeError('of a request that can’t be sent')
    })
    await expect(bed.ask('/report', { cookie: bed.pass })).rejects.toThrow('can’t be sent')
  })
})
