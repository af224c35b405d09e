// Checks what the gate does with an origin's demand for a newer second factor.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PassClaims } from '../../src/crypto/pass.ts'
import { type Ask, type Bed, FRAME, makeBed, PAGE, PORTAL, passFor, SCRIPT } from '../support/at-the-gate.ts'
import { addServiceToken, saveRules } from '../support/gate-rules.ts'
import { NOW } from '../support/rows.ts'

const CHALLENGE = 'Bearer error="insufficient_user_authentication", acr_values="aal2", max_age="60"'

let bed: Bed
let warned: () => unknown[]
beforeEach(async () => {
  bed = await makeBed()
  const warnings = vi.spyOn(console, 'warn').mockImplementation(() => {})
  warned = () => warnings.mock.calls.map(([line]) => JSON.parse(String(line)))
})
afterEach(() => {
  vi.restoreAllMocks()
})

const proved = (at: number): Partial<PassClaims> => ({
  acr: 'aal2',
  mfa_time: at,
  mfa_method: 'totp',
  amr: ['pwd', 'otp', 'mfa'],
})

/** Asks with a pass of these claims. The origin answers 401 with these headers. */
async function challenged(
  ask: Ask = {},
  headers: HeadersInit = { 'www-authenticate': CHALLENGE },
  claims: Partial<PassClaims> = {},
) {
  const cancelled = vi.fn()
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode('the origin’s page')),
    pull: (controller) => controller.close(),
    cancel: cancelled,
  })
  const whole = new Headers(headers)
  whole.set('x-of-the-origin', '1')
  bed.origin.mockImplementation(async () => new Response(body, { status: 401, headers: whole }))
  const cookie = await passFor(bed.edge, bed.host, bed.id, claims)
  const answer = await bed.ask('/payroll?x=1', { cookie, ...ask })
  return { answer, cancelled }
}

const WANTS_PASSKEY = {
  'www-authenticate': 'Bearer error="insufficient_user_authentication", acr_values="phr"',
}

const verifyPage = (location: string | null) => {
  const url = new URL(location ?? '')
  const back = new URL(url.searchParams.get('return_to') ?? '', PORTAL)
  return {
    page: url.origin + url.pathname,
    maxAge: url.searchParams.get('max_age'),
    back: back.pathname,
    host: back.searchParams.get('host'),
    returnTo: back.searchParams.get('return_to'),
    hasFlow: back.searchParams.has('flow'),
  }
}

const AT_PORTAL = { page: `${PORTAL}/sign-in/verify`, maxAge: '60', back: '/enter' }

describe('a navigation whose page demands a newer second factor', () => {
  it.each(['GET', 'HEAD'])('by %s goes to the portal, and back to the same address', async (method) => {
    const { answer, cancelled } = await challenged({ method, headers: PAGE })
    expect([answer.status, answer.headers.get('x-of-the-origin'), await answer.text()]).toEqual([
      302,
      null,
      '',
    ])
    expect(verifyPage(answer.headers.get('location'))).toEqual({
      ...AT_PORTAL,
      host: bed.host,
      returnTo: '/payroll?x=1',
      hasFlow: true,
    })
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-sallyport-flow-[\w-]{22}=[\w-]{43};/)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(cancelled).toHaveBeenCalledOnce()
  })

  it('by a form gets a page that says to send the form again, and links to the portal', async () => {
    const headers = { ...PAGE, referer: `http://${bed.host}/payroll/new` }
    const { answer, cancelled } = await challenged({ method: 'POST', body: 'a=b', headers })
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, CHALLENGE])
    expect(answer.headers.get('x-of-the-origin')).toBeNull()
    const page = await answer.text()
    expect(page).toContain(`${bed.id} asks you to confirm it’s you`)
    expect(page).toMatch(/send the form again/)
    const [, href = ''] = /<a class="button[^"]*" href="([^"]*)"/.exec(page) ?? []
    expect(verifyPage(href.replaceAll('&amp;', '&'))).toEqual({
      ...AT_PORTAL,
      host: bed.host,
      returnTo: '/payroll/new',
      hasFlow: false,
    })
    expect(cancelled).toHaveBeenCalledOnce()
  })

  it('in a frame gets a page that leads to the portal in the whole window', async () => {
    const { answer } = await challenged({ headers: { ...FRAME, referer: `http://${bed.host}/around` } })
    expect(answer.status).toBe(401)
    expect(answer.headers.get('content-security-policy')).toContain(`frame-ancestors http://${bed.host};`)
    const page = await answer.text()
    expect(page).toMatch(/href="[^"]*return_to=[^"]*around[^"]*" target="_top"/)
    expect(page).not.toMatch(/send the form again/)
  })

  it('keeps a pass that was renewed for it', async () => {
    const { answer } = await challenged({ headers: PAGE }, undefined, { exp: NOW })
    expect(answer.status).toBe(302)
    expect(answer.headers.getSetCookie().some((line) => line.startsWith('__Host-sallyport-pass=ey'))).toBe(
      true,
    )
  })

  it('that demands no age gets any second factor of the session', async () => {
    const { answer } = await challenged(
      { headers: PAGE },
      { 'www-authenticate': 'Bearer error="insufficient_user_authentication"' },
    )
    expect(verifyPage(answer.headers.get('location')).maxAge).toBe('86400')
  })
})

describe('a page that demands a passkey', () => {
  const methodsAt = (location: string | null) => new URL(location ?? '').searchParams.getAll('methods')

  it.each<readonly [string, Partial<PassClaims>]>([
    ['with a new code', proved(NOW)],
    ['without a second factor', {}],
  ])('sends a person %s to the portal for one, and back', async (_, claims) => {
    const { answer, cancelled } = await challenged({ headers: PAGE }, WANTS_PASSKEY, claims)
    expect([answer.status, methodsAt(answer.headers.get('location'))]).toEqual([302, ['passkey']])
    expect(verifyPage(answer.headers.get('location'))).toMatchObject({
      maxAge: '86400',
      returnTo: '/payroll?x=1',
    })
    expect(cancelled).toHaveBeenCalledOnce()
  })

  it('keeps its own answer for a script, with the address of the portal', async () => {
    const { answer } = await challenged({ headers: SCRIPT }, WANTS_PASSKEY, proved(NOW))
    expect([answer.status, await answer.text()]).toEqual([401, 'the origin’s page'])
    expect(methodsAt(answer.headers.get('sallyport-step-up'))).toEqual(['passkey'])
    expect(warned()).toEqual([])
  })

  it('says on the gate’s page that it needs one, if a form was sent', async () => {
    const { answer } = await challenged({ method: 'POST', headers: PAGE }, WANTS_PASSKEY, proved(NOW))
    expect(answer.headers.get('www-authenticate')).toContain('acr_values="phr"')
    expect(await answer.text()).toContain('methods=passkey')
  })

  it.each(['passkey', 'provider'])('is shown as it is to a person who has proved one: %s', async (method) => {
    const claims = { ...proved(NOW - 9999), mfa_method: method, amr: ['fed', 'swk', 'mfa'] }
    const { answer } = await challenged({ headers: PAGE }, WANTS_PASSKEY, claims)
    expect([answer.status, answer.headers.get('sallyport-step-up')]).toEqual([401, null])
    expect(await answer.text()).toBe('the origin’s page')
    expect(warned()).toEqual([{ event: 'step_up.pointless', host: bed.host, method: 'GET' }])
  })
})

describe('any other request whose answer demands a newer second factor', () => {
  it.each<readonly [string, string | undefined, string]>([
    ['the page that sent it', '/report?y=2', '/report?y=2'],
    ['the front page without a referrer', undefined, '/'],
    ['the front page from another site', 'https://evil.example/payroll', '/'],
  ])('keeps the origin’s answer, with an address that leads back to %s', async (_, referer, returnTo) => {
    const from = referer && new URL(referer, `http://${bed.host}`).href
    const headers = { ...SCRIPT, ...(from === undefined ? {} : { referer: from }) }
    const { answer, cancelled } = await challenged({ method: 'POST', body: 'x', headers })
    expect([answer.status, await answer.text()]).toEqual([401, 'the origin’s page'])
    expect([answer.headers.get('x-of-the-origin'), answer.headers.get('www-authenticate')]).toEqual([
      '1',
      CHALLENGE,
    ])
    expect(verifyPage(answer.headers.get('sallyport-step-up'))).toEqual({
      ...AT_PORTAL,
      host: bed.host,
      returnTo,
      hasFlow: false,
    })
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect(cancelled).not.toHaveBeenCalled()
  })
})

describe('a script on another web origin', () => {
  const APP = 'https://app.acme.example'
  const cors = { origins: [APP], methods: ['GET'], headers: [], credentials: true, maxAge: null }
  const call = async (origin: string) => {
    await saveRules(bed, { path: '/payroll', cors })
    const headers = { 'www-authenticate': CHALLENGE, 'access-control-expose-headers': 'X-Of-The-Origin' }
    const { answer } = await challenged({ headers: { ...SCRIPT, origin } }, headers)
    expect(answer.headers.get('sallyport-step-up')).toContain(PORTAL)
    return answer.headers
  }

  it('can read where to prove it if a rule allows that origin, and no more than the origin allows', async () => {
    const headers = await call(APP)
    expect(headers.get('access-control-expose-headers')).toBe('X-Of-The-Origin, Sallyport-Step-Up')
    expect(headers.get('access-control-allow-origin')).toBeNull()
  })

  it('can’t read it if no rule allows that origin', async () => {
    const headers = await call('https://evil.example')
    expect(headers.get('access-control-expose-headers')).toBe('X-Of-The-Origin')
  })
})

describe('an answer that is passed on as it is', () => {
  const expectUntouched = async (answer: Response) => {
    expect([answer.status, await answer.text()]).toEqual([401, 'the origin’s page'])
    expect([answer.headers.get('x-of-the-origin'), answer.headers.get('sallyport-step-up')]).toEqual([
      '1',
      null,
    ])
  }

  it.each([PAGE, SCRIPT])('demands what the pass has already, and the log says so: %#', async (headers) => {
    const { answer } = await challenged({ headers }, undefined, proved(NOW - 65))
    await expectUntouched(answer)
    expect(warned()).toEqual([{ event: 'step_up.pointless', host: bed.host, method: 'GET' }])
  })

  it('becomes a redirect to the portal if the second factor is one second older', async () => {
    const { answer } = await challenged({ headers: PAGE }, undefined, proved(NOW - 66))
    expect(answer.status).toBe(302)
    expect(warned()).toEqual([])
  })

  it.each<readonly [string, HeadersInit]>([
    ['no challenge', {}],
    ['another challenge', { 'www-authenticate': 'Bearer error="invalid_token"' }],
    ['another scheme', { 'www-authenticate': CHALLENGE.replace('Bearer', 'DPoP') }],
    ['a class that the portal can’t prove', { 'www-authenticate': CHALLENGE.replace('aal2', 'aal3') }],
    ['an age beyond a day', { 'www-authenticate': CHALLENGE.replace('60', '86401') }],
    ['a malformed challenge', { 'www-authenticate': `${CHALLENGE}, max_age="60"` }],
  ])('has %s', async (_, headers) => {
    const { answer } = await challenged({ headers: PAGE }, headers)
    await expectUntouched(answer)
    expect(warned()).toEqual([])
  })

  it.each([200, 403, 500])('has the challenge with status %i', async (status) => {
    bed.origin.mockImplementation(
      async () => new Response('x', { status, headers: { 'www-authenticate': CHALLENGE } }),
    )
    const answer = await bed.ask('/payroll', { cookie: bed.pass, headers: PAGE })
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([status, CHALLENGE])
  })

  it('is for a service or a stranger, who can prove no second factor', async () => {
    await saveRules(bed, { path: '/payroll', access: 'service' })
    const { token } = await addServiceToken(bed, { paths: ['/payroll'] })
    const asService = await challenged({ headers: { ...PAGE, 'sallyport-token': token } })
    await expectUntouched(asService.answer)
    await saveRules(bed, { path: '/payroll', access: 'public' })
    for (const headers of [PAGE, SCRIPT]) await expectUntouched((await challenged({ headers })).answer)
    expect(warned()).toEqual([])
  })

  it('finds the challenge in a second header, beside other schemes', async () => {
    const headers: [string, string][] = [
      ['www-authenticate', 'Negotiate, Basic realm="a, b"'],
      ['www-authenticate', CHALLENGE],
    ]
    const { answer } = await challenged({ headers: PAGE }, headers)
    expect(answer.status).toBe(302)
  })
})
