// Checks what the gate makes of a workspace's rules: open paths, roles, second factors and other web origins.

import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Cors } from '../../src/core/rules.ts'
import type { PassClaims } from '../../src/crypto/pass.ts'
import {
  type Ask,
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
import { addServiceToken, saveRules } from '../support/gate-rules.ts'
import { addSession, NOW } from '../support/rows.ts'

let bed: Bed
beforeEach(async () => {
  bed = await makeBed()
})
afterEach(() => {
  vi.restoreAllMocks()
})

const NOTHING = { roundTrips: 0, rowsWritten: 0, kvReads: 0, kvWrites: 0 }
const ANYBODY = { accept: '*/*' }
const SIGN_IN = [401, 'sign_in_required'] as const

const passWith = (changes: Partial<PassClaims>) => passFor(bed.edge, bed.host, bed.id, changes)
const proved = (at: number, method = 'totp'): Partial<PassClaims> => ({
  acr: 'aal2',
  mfa_time: at,
  mfa_method: method,
  amr: ['pwd', 'otp', 'mfa'],
})

describe('a public path', () => {
  beforeEach(() => saveRules(bed, { path: '/hooks', access: 'public', methods: ['POST', 'GET'] }))

  it('is open to everybody, without an assertion and without a call to D1 or KV', async () => {
    const headers = { ...ANYBODY, 'sallyport-assertion': 'forged', 'x-remote-user': 'root' }
    const answer = await bed.ask('/hooks/github', { method: 'POST', body: 'a', headers })
    expect([answer.status, await answer.text()]).toEqual([200, 'the origin'])
    const arrived = bed.arrived()
    expect([...arrived.keys()].filter((name) => /sallyport|remote/.test(name))).toEqual([])
    expect([arrived.get('x-forwarded-for'), arrived.get('x-forwarded-host')]).toEqual(['192.0.2.1', bed.host])
    expect(bed.spent()).toEqual(NOTHING)
  })

  it('does not look at a pass, valid or not, and hides it from the origin', async () => {
    for (const cookie of [bed.pass, 'broken', `${bed.pass}; theirs=1; __Host-Sallyport-Session=x`]) {
      expect((await bed.ask('/hooks', { cookie })).status).toBe(200)
      expect(bed.arrived().get('cookie') ?? '').not.toMatch(/sallyport/i)
      expect(bed.arrived().has('sallyport-assertion')).toBe(false)
    }
    expect(bed.arrived().get('cookie')).toContain('theirs=1')
    expect(bed.spent()).toEqual(NOTHING)
  })

  it('does not judge a service token, and removes its header even if it is broken', async () => {
    const { token } = await addServiceToken(bed)
    const ways = [token, token.slice(0, -2), `${token}, Bearer x`, `x${token}`].flatMap((value) => [
      { authorization: `Bearer ${value}` },
      { authorization: `Basic ${btoa(`ci:${value}`)}` },
      { authorization: `Basic ${btoa(`${value}:`)}` },
      { 'sallyport-token': value },
    ])
    for (const headers of ways) {
      expect((await bed.ask('/hooks', { headers: { ...ANYBODY, ...headers } })).status).toBe(200)
      expect(JSON.stringify([...bed.arrived()])).not.toContain('sps_')
      expect(bed.arrived().has('authorization')).toBe(false)
    }
    expect(bed.spent()).toEqual(NOTHING)
  })

  it('keeps an Authorization of the origin’s own', async () => {
    for (const authorization of [
      'Bearer of-the-origin',
      `Basic ${btoa('ada:secret')}`,
      'Digest username="a"',
    ]) {
      await bed.ask('/hooks', { headers: { ...ANYBODY, authorization } })
      expect(bed.arrived().get('authorization')).toBe(authorization)
    }
  })

  it('does not tell the origin of a method that the rule does not open', async () => {
    const headers = { ...ANYBODY, 'x-http-method-override': 'DELETE', 'x-method-override': 'PUT' }
    await bed.ask('/hooks', { method: 'POST', body: 'a', headers })
    expect([...bed.arrived().keys()].filter((name) => name.includes('method'))).toEqual([])
  })

  it.each([
    '/hook',
    '/hooksx',
    '/HOOKS',
    '/hooks%2fx',
    '/%68ooks',
    '/hooks//x',
    '/hooks;x',
    '/hooks/..%2fadmin',
    '/hooks/%252e%252e/admin',
    '/hooks%00',
    '/caf%C3%A9',
  ])('is not opened by another spelling: %s', async (path) => {
    await expectProblem(bed, await bed.ask(path, { headers: ANYBODY }), SIGN_IN)
  })

  it.each(['PUT', 'DELETE', 'OPTIONS', 'post', 'PROPFIND'])('is not opened by %s', async (method) => {
    if (method === 'post') return // the platform itself writes POST
    await expectProblem(bed, await bed.ask('/hooks', { method, headers: ANYBODY }), SIGN_IN)
  })

  it('may be HEAD where GET is listed', async () => {
    expect((await bed.ask('/hooks', { method: 'HEAD', headers: ANYBODY })).status).toBe(200)
  })

  it('never opens what is reserved, nor methods for proxies', async () => {
    await saveRules(bed, { path: '/', access: 'public' })
    for (const path of ['/.sallyport/x', '//.sallyport/x', '/%2esallyport/x', '/x/..%2f.sallyport/x'])
      await expectProblem(bed, await bed.ask(`http://${bed.host}${path}`), [404, 'not_found'])
    const enter = await bed.ask('/.sallyport/enter?code=x&flow=y', { headers: PAGE })
    expect(enter.status).toBe(400)
    expectKeptOut(bed, enter)
  })

  it('is closed by an earlier rule, whatever method a client claims', async () => {
    await saveRules(
      bed,
      { path: '/x', methods: ['DELETE'], roles: ['owner'] },
      { path: '/x', access: 'public' },
    )
    await bed.ask('/x', { headers: { ...ANYBODY, 'x-http-method-override': 'DELETE' } })
    expect(bed.arrived().has('x-http-method-override')).toBe(false)
  })
})

describe('a rule with roles', () => {
  beforeEach(() => saveRules(bed, { path: '/admin', roles: ['owner', 'admin'] }))

  it('refuses a member, names the rule in the log, and shows a page to a person', async () => {
    const answer = await bed.ask('/admin/users', { cookie: bed.pass })
    await expectProblem(bed, answer, [403, 'role_required'])
    expect(bed.logged()).toMatchObject([{ reason: 'role-required', rule: 'admin' }])
    for (const headers of [PAGE, FRAME]) {
      const page = await bed.ask('/admin', { cookie: bed.pass, headers })
      expect([page.status, page.headers.get('content-type')]).toEqual([403, 'text/html; charset=utf-8'])
      expectKeptOut(bed, page)
    }
  })

  it('is named in the log, not the rule before it that asks for nothing', async () => {
    await saveRules(bed, { path: '/admin' }, { path: '/ADMIN', roles: ['owner'] })
    await expectProblem(bed, await bed.ask('/ADMIN', { cookie: bed.pass }), [403, 'role_required'])
    expect(bed.logged()).toMatchObject([{ reason: 'role-required', rule: 'ADMIN' }])
  })

  it('admits a role that it lists, and everybody elsewhere', async () => {
    const cookie = await passWith({ workspace: { id: bed.id, slug: bed.id, role: 'admin' } })
    expect((await bed.ask('/admin', { cookie })).status).toBe(200)
    expect((await bed.ask('/adminx', { cookie: bed.pass })).status).toBe(200)
  })

  it('asks D1 once before it refuses: a member who became an admin gets in at once', async () => {
    await env.DB.prepare("UPDATE members SET role = 'admin'").run()
    bed.spent()
    const answer = await bed.ask('/admin', { cookie: bed.pass })
    expect([answer.status, bed.spent().roundTrips]).toEqual([200, 1])
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-sallyport-pass=ey/)
  })

  it.each([
    '/ADMIN',
    '/admin/',
    '/x/..%2fadmin',
    '/%61dmin',
    '//admin',
    '/admin;x',
    '/%2561dmin',
    '/x%5c..%5cadmin',
  ])('refuses a member in any spelling: %s', async (path) => {
    const answer = await bed.ask(`http://${bed.host}${path}`, { cookie: bed.pass })
    await expectProblem(bed, answer, [403, 'role_required'])
  })
})

describe('a rule that requires a second factor', () => {
  beforeEach(() => saveRules(bed, { path: '/payroll', require: { maxAge: 300, methods: null } }))
  const pay = async (claims: Partial<PassClaims>, ask: Ask = {}) =>
    bed.ask('/payroll?x=1', { cookie: await passWith(claims), ...ask })

  it('admits a proof that is new enough, with five seconds of leeway, and asks D1 nothing', async () => {
    for (const age of [0, 300, 305]) expect((await pay(proved(NOW - age))).status).toBe(200)
    expect(bed.spent()).toEqual(NOTHING)
  })

  it('refuses an older proof to a program, and says where to prove it again', async () => {
    const answer = await pay(proved(NOW - 306), {
      headers: { ...SCRIPT, referer: `http://${bed.host}/app?y=2` },
    })
    expect(answer.headers.get('www-authenticate')).toBe(
      'Bearer error="insufficient_user_authentication", acr_values="aal2", max_age="300"',
    )
    const way = new URL(answer.headers.get('sallyport-step-up') ?? '')
    expect([way.origin + way.pathname, way.searchParams.get('max_age')]).toEqual([
      `${PORTAL}/sign-in/verify`,
      '300',
    ])
    const back = new URL(way.searchParams.get('return_to') ?? '', PORTAL)
    expect(back.searchParams.get('return_to')).toBe('/app?y=2')
    await expectProblem(bed, answer, [401, 'second_factor_too_old'])
    expect(bed.logged()).toMatchObject([{ reason: 'second-factor-too-old', rule: 'payroll' }])
  })

  it.each<readonly [string, Partial<PassClaims>]>([
    ['an older proof', proved(NOW - 306)],
    ['no second factor', {}],
  ])('leads a person with %s to the portal and back, before anything is forwarded', async (_, claims) => {
    const answer = await pay(claims, { headers: PAGE })
    const way = new URL(answer.headers.get('location') ?? '')
    expect([answer.status, way.origin + way.pathname]).toEqual([302, `${PORTAL}/sign-in/verify`])
    const back = new URL(way.searchParams.get('return_to') ?? '', PORTAL)
    expect([back.pathname, back.searchParams.get('return_to')]).toEqual(['/enter', '/payroll?x=1'])
    expectKeptOut(bed, answer)
  })

  it('asks on a page if a form was sent, or in a frame', async () => {
    for (const ask of [{ method: 'POST', body: 'a=1', headers: PAGE }, { headers: FRAME }]) {
      const answer = await pay(proved(NOW - 306), ask)
      expect([answer.status, answer.headers.get('content-type')]).toEqual([401, 'text/html; charset=utf-8'])
      expect(await answer.text()).toContain(`${PORTAL}/sign-in/verify`)
      expectKeptOut(bed, answer)
    }
  })

  it('refuses a person without a second factor whatever the policy is', async () => {
    const problem = await expectProblem(bed, await pay({}), [403, 'enrollment_required'])
    expect(problem.enroll_url).toBe(`${PORTAL}/account/security/authenticator`)
  })

  it('sends nobody around twice: who comes back without a newer proof sees a page', async () => {
    // A provider that never says when the factor was proved.
    const never = { ...proved(0, 'provider'), auth_time: 0 }
    const first = await pay(never, { headers: PAGE })
    expect(first.status).toBe(302)
    const [note = ''] = /__Host-sallyport-step-up=[^;]+/.exec(first.headers.get('set-cookie') ?? '') ?? []
    const backWith = async (claims: Partial<PassClaims>, secret?: string) => {
      const pass = await passFor(bed.edge, bed.host, bed.id, { ...claims, iat: NOW + 8 }, secret)
      return bed.ask('/payroll?x=1', { headers: PAGE, cookie: `${pass}; ${note}`, now: NOW + 9 })
    }
    const ofNewEntry = 'n'.repeat(43)
    const second = await backWith(never, ofNewEntry)
    expect([second.status, second.headers.get('location')]).toEqual([401, null])
    const page = (await second.text()).replaceAll('&amp;', '&')
    const [, href = ''] = /<a class="button[^"]*" href="([^"]*)"/.exec(page) ?? []
    const way = new URL(href)
    expect(way.origin + way.pathname).toBe(`${PORTAL}/sign-in/verify`)
    expect(way.searchParams.get('return_to'), 'back to the same page').toContain(
      'return_to=%2Fpayroll%3Fx%3D1',
    )
    expectKeptOut(bed, second)
    expect((await backWith(proved(NOW + 8), ofNewEntry)).status, 'a newer proof').toBe(200)
    bed.origin.mockClear()
    // The pass of the same entry, renewed or not, has not been at the portal since.
    expect((await backWith(never)).status).toBe(302)
  })

  it.each([
    '/PAYROLL',
    '/payroll/',
    '/payroll/x',
    '/x/..%2fpayroll',
    '//payroll',
    '/payroll;a=b',
    '/%70ayroll',
  ])('holds for any spelling: %s', async (path) => {
    const answer = await bed.ask(`http://${bed.host}${path}`, { cookie: await passWith(proved(NOW - 306)) })
    await expectProblem(bed, answer, [401, 'second_factor_too_old'])
  })

  describe('that is a passkey', () => {
    beforeEach(() => saveRules(bed, { path: '/payroll', require: { maxAge: 300, methods: ['passkey'] } }))
    const withPasskey = (at: number) => ({ ...proved(at, 'passkey'), amr: ['pwd', 'swk', 'mfa'] })
    const withKeyAtProvider = (at: number) => ({ ...proved(at, 'provider'), amr: ['fed', 'hwk', 'mfa'] })

    it('is met by a passkey and by a trusted provider’s key, and D1 is asked nothing', async () => {
      for (const claims of [withPasskey(NOW - 305), withKeyAtProvider(NOW - 305)])
        expect((await pay(claims)).status).toBe(200)
      expect(bed.spent()).toEqual(NOTHING)
    })

    it('is refused to a program that proved anything else, with the way to prove it', async () => {
      for (const method of ['totp', 'recovery_code', 'provider']) {
        const answer = await pay(proved(NOW, method), { headers: SCRIPT })
        expect(answer.headers.get('www-authenticate')).toBe(
          'Bearer error="insufficient_user_authentication", acr_values="phr", max_age="300"',
        )
        const way = new URL(answer.headers.get('sallyport-step-up') ?? '')
        expect([way.origin + way.pathname, way.searchParams.get('methods')]).toEqual([
          `${PORTAL}/sign-in/verify`,
          'passkey',
        ])
        await expectProblem(bed, answer, [401, 'second_factor_too_weak'])
      }
      const reason = { reason: 'second-factor-too-weak', rule: 'payroll' }
      expect(bed.logged()).toMatchObject([reason, reason, reason])
    })

    it.each<readonly [string, Partial<PassClaims>]>([
      ['a code of just now', proved(NOW)],
      ['a passkey that is too old', withPasskey(NOW - 306)],
      ['no second factor', {}],
    ])('leads a person with %s to the portal for the passkey, and back', async (_, claims) => {
      const answer = await pay(claims, { headers: PAGE })
      const { searchParams, pathname } = new URL(answer.headers.get('location') ?? '')
      expect([answer.status, pathname, searchParams.get('methods'), searchParams.get('max_age')]).toEqual([
        ...[302, '/sign-in/verify', 'passkey', '300'],
      ])
      const back = new URL(searchParams.get('return_to') ?? '', PORTAL)
      expect([back.pathname, back.searchParams.get('return_to')]).toEqual(['/enter', '/payroll?x=1'])
      expectKeptOut(bed, answer)
    })

    it('is asked for on a page if a form was sent', async () => {
      const answer = await pay(proved(NOW), { method: 'POST', body: 'a=1', headers: PAGE })
      const page = await answer.text()
      expect([answer.status, page]).toEqual([401, expect.stringContaining('methods=passkey')])
      expect(page).toMatch(/sign-in\/verify\?methods=passkey&amp;max_age=300&amp;return_to=[^"]*"/)
      expectKeptOut(bed, answer)
    })

    it('shows a page to a person who comes back with a new code instead, and opens with the passkey', async () => {
      const first = await pay(proved(NOW), { headers: PAGE })
      const [note = ''] = /__Host-sallyport-step-up=[^;]+/.exec(first.headers.get('set-cookie') ?? '') ?? []
      const backWith = async (claims: Partial<PassClaims>) => {
        const pass = await passFor(bed.edge, bed.host, bed.id, { ...claims, iat: NOW + 8 }, 'n'.repeat(43))
        return bed.ask('/payroll?x=1', { headers: PAGE, cookie: `${pass}; ${note}`, now: NOW + 9 })
      }
      const inVain = await backWith(proved(NOW + 8))
      expect([inVain.status, inVain.headers.get('location')]).toEqual([401, null])
      expect(await inVain.text()).toContain(`${PORTAL}/sign-in/verify?methods=passkey`)
      expectKeptOut(bed, inVain)
      expect((await backWith(withPasskey(NOW + 8))).status).toBe(200)
    })
  })

  it('can’t be avoided by a method that only the origin understands', async () => {
    await saveRules(bed, { path: '/', methods: ['DELETE'], require: { maxAge: 300, methods: null } })
    await bed.ask('/x', { cookie: bed.pass, method: 'POST', headers: { 'x-http-method-override': 'DELETE' } })
    expect(bed.arrived().has('x-http-method-override')).toBe(false)
  })
})

describe('a workspace without rules', () => {
  it('passes on the origin’s Authorization and method overrides, as ever', async () => {
    const headers = { ...SCRIPT, authorization: 'Bearer of-the-origin', 'x-http-method-override': 'PUT' }
    await bed.ask('/', { cookie: bed.pass, headers })
    for (const [name, value] of Object.entries(headers)) expect(bed.arrived().get(name)).toBe(value)
  })
})

describe('another web origin', () => {
  const APP = 'https://app.example.com'
  const cors: Cors = {
    origins: [APP],
    methods: ['GET', 'PUT'],
    headers: ['x-team'],
    credentials: true,
    maxAge: 600,
  }
  const preflight = (origin: string, method = 'PUT', path = '/api/x', more = {}) =>
    bed.ask(path, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': method, ...more },
    })
  beforeEach(() =>
    saveRules(
      bed,
      { path: '/api', methods: ['GET', 'PUT'], cors },
      { path: '/open', access: 'public' },
      { path: '/fresh', require: { maxAge: 300, methods: null }, cors },
    ),
  )

  it('gets the answer to its preflight from the gate, by the requested method', async () => {
    const answer = await preflight(APP, 'PUT', '/api/x', {
      'access-control-request-headers': 'x-team, x-other',
    })
    expect([answer.status, await answer.text()]).toEqual([204, ''])
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'access-control-allow-origin': APP,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET, PUT',
      'access-control-allow-headers': 'x-team',
      'access-control-max-age': '600',
      vary: 'Origin',
    })
    expectKeptOut(bed, answer)
  })

  it('that is not listed is allowed nothing', async () => {
    for (const origin of ['https://evil.example', 'null', `${APP}.evil.example`, APP.toUpperCase()]) {
      const answer = await preflight(origin)
      expect(answer.status).toBe(204)
      expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
      expectKeptOut(bed, answer)
    }
  })

  it('is answered only where a rule with cors matches', async () => {
    const others = [
      await preflight(APP, 'DELETE'),
      await preflight(APP, 'PUT', '/other'),
      await preflight(APP, 'PUT', '/api%2fx'),
      await bed.ask('/api', { method: 'OPTIONS', headers: { origin: APP } }),
      await bed.ask('/api', { method: 'OPTIONS', headers: { 'access-control-request-method': 'PUT' } }),
    ]
    for (const answer of others) await expectProblem(bed, answer, SIGN_IN)
    await preflight(APP, 'PUT', '/open')
    expect(bed.origin, 'of a public path without cors').toHaveBeenCalledOnce()
  })

  it('can read why a request of its page was refused', async () => {
    const answer = await bed.ask('/api', { headers: { ...SCRIPT, origin: APP } })
    expect(answer.headers.get('access-control-allow-origin')).toBe(APP)
    expect(answer.headers.get('vary')).toBe('Origin')
    expect(answer.headers.get('access-control-expose-headers')).toBe('WWW-Authenticate')
    await expectProblem(bed, answer, SIGN_IN)
    const broken = { ...SCRIPT, origin: APP, 'sallyport-token': 'x' }
    const token = await bed.ask('/api', { headers: broken })
    expect(token.headers.get('access-control-allow-origin')).toBe(APP)
    const old = await bed.ask('/fresh', {
      headers: { ...SCRIPT, origin: APP },
      cookie: await passWith(proved(1)),
    })
    expect(old.headers.get('access-control-expose-headers')).toBe('WWW-Authenticate, Sallyport-Step-Up')
    bed.origin.mockImplementation(async () => {
      throw new Error('Network connection lost.')
    })
    const down = await bed.ask('/api', { headers: { ...SCRIPT, origin: APP }, cookie: bed.pass })
    expect([down.status, down.headers.get('access-control-allow-origin')]).toEqual([502, APP])
  })

  it('that is not listed, or on another path, can read nothing', async () => {
    for (const [path, origin] of [
      ['/api', 'https://evil.example'],
      ['/other', APP],
      ['/.sallyport/x', APP],
    ] as const) {
      const answer = await bed.ask(path, { headers: { ...SCRIPT, origin } })
      expect(answer.headers.has('access-control-allow-origin')).toBe(false)
    }
  })

  it('gets the origin’s own answers as they are', async () => {
    const answer = await bed.ask('/api', { headers: { ...SCRIPT, origin: APP }, cookie: bed.pass })
    expect([answer.status, answer.headers.has('access-control-allow-origin')]).toEqual([200, false])
  })
})

describe('a rule with networks', () => {
  it('does not match a client elsewhere, who is then a stranger', async () => {
    await saveRules(bed, { path: '/office', access: 'public', networks: ['198.51.100.0/24'] })
    await expectProblem(bed, await bed.ask('/office', { headers: ANYBODY }), SIGN_IN)
    await saveRules(bed, { path: '/office', access: 'public', networks: ['192.0.2.1'] })
    expect((await bed.ask('/office', { headers: ANYBODY })).status).toBe(200)
  })
})

describe('rules', () => {
  it('of a session that is renewed hold for the new pass', async () => {
    await saveRules(bed, { path: '/payroll', require: { maxAge: 300, methods: null } })
    await addSession('fresh', 'ada', { mfaTime: NOW - 306 })
    const cookie = await passWith({ ...proved(NOW - 306), exp: NOW, sid: 'fresh' })
    await expectProblem(bed, await bed.ask('/payroll', { cookie }), [401, 'second_factor_too_old'])
  })
})
