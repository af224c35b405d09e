import { Hono } from 'hono'
import { beforeEach, describe, expect, expectTypeOf, it } from 'vitest'
import { requireAssertion as requireInExpress } from '../../src/origin/express.ts'
import { requireAssertion as requireInHono } from '../../src/origin/hono.ts'
import {
  type Acceptance,
  type Assertion,
  createVerifier,
  type ServiceAssertion,
  type VerifyAssertion,
} from '../../src/origin/index.ts'
import {
  AUDIENCE,
  createPortal,
  ISSUER,
  passwordClaims,
  secondFactorClaims,
  serviceClaims,
} from './portal.ts'

let portal: Awaited<ReturnType<typeof createPortal>>
let verifyAssertion: VerifyAssertion
let reported: Error[]

beforeEach(async () => {
  portal = await createPortal()
  reported = []
  verifyAssertion = createVerifier({
    issuer: ISSUER,
    audience: AUDIENCE,
    fetch: portal.fetch,
    onKeysUnavailable: (error) => reported.push(error),
  })
})

const PASSKEY = { mfa_method: 'passkey', amr: ['pwd', 'swk', 'user', 'mfa'] }

interface Caller {
  readonly assertion?: Assertion | undefined
  readonly service?: ServiceAssertion | undefined
}

const nameOf = ({ assertion, service }: Caller): string =>
  assertion && service ? 'two callers' : (assertion?.account.email ?? service?.service.name ?? 'nobody')

/** Answers with the e-mail address or the name of the caller. */
async function askHono(token: string | null, demand: Acceptance = {}): Promise<Response> {
  const app = new Hono().use(requireInHono(verifyAssertion, demand)).get('/', (c) => c.text(nameOf(c.var)))
  return app.request('/', token === null ? {} : { headers: { 'Sallyport-Assertion': token } })
}

function askExpress(token: string | null, demand?: Acceptance): Promise<Response> {
  return new Promise((resolve, reject) => {
    const headers = new Headers()
    const req: { headers: Record<string, string>; assertion?: Assertion; service?: ServiceAssertion } = {
      headers: token === null ? {} : { 'sallyport-assertion': token },
    }
    const res = {
      statusCode: 200,
      setHeader: (name: string, value: string) => headers.set(name, value),
      end: (body?: string) => resolve(new Response(body ?? null, { status: res.statusCode, headers })),
    }
    requireInExpress(verifyAssertion, demand)(req, res, (error) => {
      if (error) reject(error)
      else res.end(nameOf(req))
    })
  })
}

describe.each([
  ['Hono', askHono],
  ['Express', askExpress],
])('the middleware for %s', (_, ask) => {
  it('accepts an assertion and passes it on', async () => {
    const response = await ask(await portal.sign(passwordClaims()))
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('ada@acme.example')
  })

  it('answers 401 with problem+json if there is none, and calls no handler', async () => {
    const response = await ask(null)
    expect(response.status).toBe(401)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('www-authenticate')).toBe('Bearer')
    expect(await response.json()).toEqual({
      type: 'about:blank',
      title: 'Unauthorized',
      status: 401,
      detail: 'The request has no Sallyport-Assertion header.',
      code: 'missing',
    })
  })

  it('answers a forgery with 401, and does not ask for a second factor', async () => {
    const response = await ask(await (await createPortal()).sign(passwordClaims()), { acr: 'aal2' })
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe('Bearer')
  })

  it('asks for the second factor as RFC 9470 says', async () => {
    const response = await ask(await portal.sign(passwordClaims()), { acr: 'aal2' })
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe(
      'Bearer error="insufficient_user_authentication", acr_values="aal2"',
    )
    expect(await response.json()).toMatchObject({ code: 'second_factor_required' })
  })

  it('asks for a newer second factor with its age', async () => {
    const response = await ask(await portal.sign(secondFactorClaims(900)), { maxAge: 600 })
    expect(response.headers.get('www-authenticate')).toBe(
      'Bearer error="insufficient_user_authentication", acr_values="aal2", max_age="600"',
    )
    expect(await response.json()).toMatchObject({ code: 'second_factor_too_old' })
  })

  it.each([
    [{}, ''],
    [{ maxAge: 300 }, ', max_age="300"'],
  ])('asks for a passkey with the class `phr`, and with the age in %j', async (more, age) => {
    const response = await ask(await portal.sign(secondFactorClaims(1)), { methods: ['passkey'], ...more })
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe(
      `Bearer error="insufficient_user_authentication", acr_values="phr"${age}`,
    )
    expect(await response.json()).toMatchObject({ code: 'second_factor_too_weak' })
  })

  it('asks for the passkey also where only its age is missing, or any second factor', async () => {
    const demand = { methods: ['passkey'], maxAge: 60 } as const
    const codes = ['second_factor_too_old', 'second_factor_required']
    for (const claims of [secondFactorClaims(900, PASSKEY), passwordClaims()]) {
      const response = await ask(await portal.sign(claims), demand)
      expect(response.headers.get('www-authenticate')).toMatch(/acr_values="phr", max_age="60"$/)
      expect(await response.json()).toMatchObject({ code: codes.shift() })
    }
  })

  it('passes a person with a passkey on', async () => {
    const response = await ask(await portal.sign(secondFactorClaims(9999, PASSKEY)), { methods: ['passkey'] })
    expect([response.status, await response.text()]).toEqual([200, 'ada@acme.example'])
  })

  it('answers 503 while the keys cannot be fetched: the person is not at fault', async () => {
    portal.answer.of = () => new Response(null, { status: 500 })
    const response = await ask(await portal.sign(passwordClaims()))
    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toBe('5')
    expect(response.headers.has('www-authenticate')).toBe(false)
  })

  it('tells the origin’s operator why the keys cannot be fetched, and not the visitor', async () => {
    const cause = new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND auth.localhost') })
    portal.answer.of = () => {
      throw cause
    }
    const response = await ask(await portal.sign(passwordClaims()))
    expect(reported.map(String)).toEqual([
      `Error: The keys of the portal could not be fetched from ${ISSUER}/.well-known/jwks.json`,
    ])
    expect(reported[0]?.cause).toBe(cause)
    expect(await response.text()).not.toMatch(/ENOTFOUND|fetch failed|jwks/)
  })

  it('reports nothing if an assertion is at fault', async () => {
    await ask(null)
    await ask(await (await createPortal()).sign(passwordClaims()))
    await ask(await portal.sign(passwordClaims({ exp: 1 })))
    expect(reported).toEqual([])
  })

  it.each([
    [3600.5, '3601'],
    [7 * 86_400, '86400'],
  ])('asks for an age that the edge acts on, where it is %d', async (maxAge, asked) => {
    const response = await ask(await portal.sign(secondFactorClaims(8 * 86_400)), { maxAge })
    expect(response.headers.get('www-authenticate')).toContain(`max_age="${asked}"`)
  })

  it('answers a service with 403, without a challenge, and calls no handler', async () => {
    const response = await ask(await portal.sign(serviceClaims()))
    expect([response.status, response.headers.has('www-authenticate')]).toEqual([403, false])
    expect(await response.json()).toEqual({
      type: 'about:blank',
      title: 'Forbidden',
      status: 403,
      detail: 'Service tokens are not accepted here.',
      code: 'service_not_accepted',
    })
  })

  it('passes a service on under its own name, if services are accepted', async () => {
    const of = async (claims: Record<string, unknown>) =>
      (await ask(await portal.sign(claims), { services: true })).text()
    expect([await of(serviceClaims()), await of(passwordClaims())]).toEqual(['ci', 'ada@acme.example'])
  })

  it('throws for an invalid demand', async () => {
    await expect(async () => ask(null, { maxAge: 0 })).rejects.toThrow(TypeError)
  })
})

describe('the types of the middleware for Hono', () => {
  it('promise a person, or leave open who called if services are accepted', () => {
    const verify = createVerifier({ issuer: ISSUER, audience: AUDIENCE })
    new Hono()
      .use('/people', requireInHono(verify, { maxAge: 60 }))
      .get('/people', (c) => c.json(expectTypeOf(c.var.assertion).toEqualTypeOf<Assertion>()))
      .use('/both', requireInHono(verify, { services: true }))
    new Hono().use(requireInHono(verify, { services: true })).get('/', (c) => {
      expectTypeOf(c.var.assertion).toEqualTypeOf<Assertion | undefined>()
      expectTypeOf(c.var.service).toEqualTypeOf<ServiceAssertion | undefined>()
      return c.text('')
    })
  })
})
