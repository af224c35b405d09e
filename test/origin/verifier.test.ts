import { base64url, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { afterEach, beforeEach, describe, expect, expectTypeOf, it, vi } from 'vitest'
import {
  type Assertion,
  createVerifier,
  type Demand,
  type ServiceAssertion,
  type Verification,
  type VerifyAssertion,
} from '../../src/origin/index.ts'
import {
  AUDIENCE,
  createPortal,
  ISSUER,
  nowSeconds,
  passwordClaims,
  secondFactorClaims,
  serviceClaims,
} from './portal.ts'

let portal: Awaited<ReturnType<typeof createPortal>>
let verifyAssertion: VerifyAssertion

beforeEach(async () => {
  portal = await createPortal()
  verifyAssertion = createVerifier({ issuer: ISSUER, audience: AUDIENCE, fetch: portal.fetch })
})

afterEach(() => {
  vi.useRealTimers()
})

async function codeFor(token: string | null | undefined): Promise<string> {
  const verification = await verifyAssertion(token)
  return verification.ok ? 'accepted' : verification.code
}

describe('an assertion of the portal', () => {
  it('says who the person is, how they proved it, and under which policy', async () => {
    const claims = secondFactorClaims(60, {
      enforcement: { state: 'in_effect', effective_at: 1_800_000_000 },
    })
    expect(await verifyAssertion(await portal.sign(claims))).toEqual({
      ok: true,
      assertion: {
        issuer: ISSUER,
        audience: AUDIENCE,
        account: { id: 'acc_1', email: 'ada@acme.example', name: 'Ada Okafor' },
        workspace: { id: 'wsp_1', slug: 'acme', role: 'owner' },
        sessionId: 'ses_1',
        issuedAt: claims.iat,
        expiresAt: claims.exp,
        authTime: claims.auth_time,
        provider: 'password',
        amr: ['pwd', 'otp', 'mfa'],
        acr: 'aal2',
        secondFactor: { method: 'totp', at: claims.mfa_time },
        enforcement: { state: 'in_effect', effectiveAt: 1_800_000_000 },
        isStale: false,
      },
    })
  })

  it('of a person without a second factor says so', async () => {
    const verification = await verifyAssertion(await portal.sign(passwordClaims()))
    expect(verification).toMatchObject({ ok: true, assertion: { acr: 'aal1', secondFactor: null } })
  })

  it('says what the workspace requires of this person, and until when they have time', async () => {
    const extension = { until: 1_800_600_000, policies: '2.1' }
    const enforcement = { state: 'off', requires: ['passkey'], extension }
    expect(await verifyAssertion(await portal.sign(passwordClaims({ enforcement })))).toMatchObject({
      ok: true,
      assertion: {
        enforcement: { state: 'off', requires: ['passkey'], extension: { until: 1_800_600_000 } },
      },
    })
  })

  it('names the provider, also for a second factor that the portal accepted from it', async () => {
    const proof = { provider: 'okta', amr: ['fed', 'hwk', 'mfa'], mfa_method: 'provider' }
    const claims = secondFactorClaims(60, proof)
    expect(await verifyAssertion(await portal.sign(claims))).toMatchObject({
      ok: true,
      assertion: {
        provider: 'okta',
        amr: ['fed', 'hwk', 'mfa'],
        acr: 'aal2',
        secondFactor: { method: 'provider', at: claims.mfa_time },
      },
    })
  })

  it('is accepted for any of several hosts, and for no other', async () => {
    const audience = ['https://acme.example.com', 'https://www.acme.example.com']
    verifyAssertion = createVerifier({ issuer: ISSUER, audience, fetch: portal.fetch })
    expect(await codeFor(await portal.sign(passwordClaims({ aud: audience[1] })))).toBe('accepted')
    expect(await codeFor(await portal.sign(passwordClaims({ aud: 'https://globex.example.com' })))).toBe(
      'wrong_audience',
    )
  })

  it('is accepted until five seconds after it expires, because clocks differ', async () => {
    const token = await portal.sign(passwordClaims())
    const exp = nowSeconds() + 120
    await codeFor(token)
    vi.useFakeTimers({ toFake: ['Date'] })
    vi.setSystemTime((exp + 3) * 1000)
    expect(await codeFor(token)).toBe('accepted')
    vi.setSystemTime((exp + 7) * 1000)
    expect(await codeFor(token)).toBe('expired')
  })
})

describe('the verifier refuses', () => {
  it.each([null, undefined, ''])('%j, as missing', async (token) => {
    expect(await codeFor(token)).toBe('missing')
  })

  it('another issuer', async () => {
    expect(await codeFor(await portal.sign(passwordClaims({ iss: 'https://auth.evil.example' })))).toBe(
      'wrong_issuer',
    )
  })

  it('an assertion for the host of another workspace', async () => {
    expect(await codeFor(await portal.sign(passwordClaims({ aud: 'https://globex.example.com' })))).toBe(
      'wrong_audience',
    )
  })

  it('a key that the portal does not publish', async () => {
    const stranger = await createPortal()
    const { sign } = await stranger.publishKey('key-of-a-stranger')
    expect(await codeFor(await sign(passwordClaims()))).toBe('unknown_key')
  })

  it('another key under the portal’s key id', async () => {
    const stranger = await createPortal()
    expect(await codeFor(await stranger.sign(passwordClaims()))).toBe('bad_signature')
  })

  it('a claim changed after signing', async () => {
    const [header, , signature] = (await portal.sign(passwordClaims())).split('.')
    const claims = base64url.encode(
      JSON.stringify(passwordClaims({ acr: 'aal2', workspace: { role: 'owner' } })),
    )
    expect(await codeFor(`${header}.${claims}.${signature}`)).toBe('bad_signature')
  })

  it("the portal's public key used as an HMAC secret", async () => {
    const secret = new TextEncoder().encode(JSON.stringify(portal.published[0]))
    const token = await new SignJWT(passwordClaims())
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: 'key-1' })
      .sign(secret)
    expect(await codeFor(token)).toBe('malformed')
  })

  it('another signature algorithm, published or not', async () => {
    const { privateKey } = await generateKeyPair('Ed25519')
    const token = await new SignJWT(passwordClaims())
      .setProtectedHeader({ alg: 'Ed25519', typ: 'JWT', kid: 'key-1' })
      .sign(privateKey)
    expect(await codeFor(token)).toBe('malformed')
  })

  it('no signature at all', async () => {
    const unsecured = new UnsecuredJWT(passwordClaims()).encode()
    expect(await codeFor(unsecured)).toBe('malformed')
    expect(await codeFor(`${unsecured}AAAA`)).toBe('malformed')
  })

  it('a JWT of another type', async () => {
    expect(await codeFor(await portal.sign(passwordClaims(), { typ: 'logout+jwt' }))).toBe('malformed')
  })

  it.each([' ', '\n', '=', '.', ', x'])('a valid assertion with %j appended', async (ending) => {
    const token = await portal.sign(passwordClaims())
    expect(await codeFor(token + ending)).toBe('malformed')
  })

  it('white space inside a segment, which decoders ignore', async () => {
    const token = await portal.sign(passwordClaims())
    expect(await codeFor(token.replace('.', ' .'))).toBe('malformed')
  })

  it.each([
    'sub',
    'sid',
    'iat',
    'exp',
    'auth_time',
    'provider',
    'amr',
    'acr',
    'email',
    'name',
    'workspace',
    'enforcement',
  ])('an assertion without `%s`', async (claim) => {
    expect(await codeFor(await portal.sign(passwordClaims({ [claim]: undefined })))).toBe('malformed')
  })

  it.each([
    [
      'a role that this release does not know',
      { workspace: { id: 'wsp_1', slug: 'acme', role: 'superowner' } },
    ],
    ['a workspace without a slug', { workspace: { id: 'wsp_1', role: 'owner' } }],
    ['a workspace without an id', { workspace: { slug: 'acme', role: 'owner' } }],
    ['aal2 without its second factor', { acr: 'aal2' }],
    ['aal1 with a second factor', { mfa_time: 1_800_000_000, mfa_method: 'totp' }],
    ['an unknown acr', { acr: 'aal3', mfa_time: 1_800_000_000, mfa_method: 'totp' }],
    ['a method without its time', { mfa_method: 'totp' }],
    ['a time without its method', { mfa_time: 1_800_000_000 }],
    ['a time as text', { acr: 'aal2', mfa_method: 'totp', mfa_time: '1800000000' }],
    ['a provider that is not text', { provider: 7 }],
    ['amr that is not a list', { amr: 'pwd' }],
    ['amr with something other than text', { amr: [1] }],
    ['a staleness that is not true', { stale: false }],
    ['an unknown enforcement', { enforcement: { state: 'relaxed' } }],
    ['a requirement that is not a list', { enforcement: { state: 'off', requires: 'passkey' } }],
    ['a requirement that is not text', { enforcement: { state: 'off', requires: [1] } }],
    ['an extension without its end', { enforcement: { state: 'off', extension: {} } }],
    ['an extension that is not an object', { enforcement: { state: 'off', extension: 1_800_000_000 } }],
    ['enforcement without its date', { enforcement: { state: 'in_effect' } }],
    ['null for a workspace', { workspace: null }],
    ['several audiences', { aud: [AUDIENCE, 'https://globex.example.com'] }],
    ['a validity that starts tomorrow', { nbf: 4_000_000_000 }],
  ])('%s', async (_, changes) => {
    expect(await codeFor(await portal.sign(passwordClaims(changes)))).toBe('malformed')
  })
})

describe('the assertion of a service', () => {
  const verify = async (claims: Record<string, unknown>) =>
    verifyAssertion(await portal.sign(claims), { services: true })
  const codeOf = async (claims: Record<string, unknown>) => {
    const verification = await verify(claims)
    return verification.ok ? 'accepted' : verification.code
  }

  it('says which service token was used, and nothing about a person', async () => {
    const claims = serviceClaims()
    expect(await verify(claims)).toEqual({
      ok: true,
      assertion: {
        kind: 'service',
        issuer: ISSUER,
        audience: AUDIENCE,
        service: { id: 'tok_1', name: 'ci' },
        workspace: { id: 'wsp_1', slug: 'acme', role: 'service' },
        issuedAt: claims.iat,
        expiresAt: claims.exp,
        enforcement: { state: 'off' },
      },
    })
  })

  it.each([undefined, {}, { services: false as const }, { acr: 'aal2' as const }, { maxAge: 60 }])(
    'is refused by an origin that has not asked for services: %j',
    async (demand) => {
      const token = await portal.sign(serviceClaims())
      expect(await verifyAssertion(token, demand)).toMatchObject({ ok: false, code: 'service_not_accepted' })
    },
  )

  it('is not asked for a second factor, but a person still is', async () => {
    const demand = { services: true, maxAge: 60 }
    expect(await verifyAssertion(await portal.sign(serviceClaims()), demand)).toMatchObject({ ok: true })
    const person = await verifyAssertion(await portal.sign(passwordClaims()), demand)
    expect(person).toMatchObject({ ok: false, code: 'second_factor_required' })
  })

  it.each([
    ['acr', 'aal1'],
    ['auth_time', 1_800_000_000],
    ['email', 'ada@acme.example'],
    ['provider', 'password'],
    ['mfa_time', 1_800_000_000],
    ['mfa_method', 'totp'],
    ['cnf', { 'secret#S256': 'x' }],
    ['email', null],
    ['amr', ['mfa']],
    ['amr', undefined],
    ['kind', 'person'],
    ['kind', null],
    ['kind', ''],
    ['kind', undefined],
    ['sub', 'service:tok_2'],
    ['sub', 'tok_1'],
    ['sub', 'acc_1'],
    ['sid', undefined],
    ['name', ''],
    ['workspace', { id: 'wsp_1', slug: 'acme', role: 'member' }],
    ['workspace', { slug: 'acme', role: 'service' }],
    ['enforcement', undefined],
    ['iat', undefined],
    ['exp', undefined],
  ])('is malformed with %s %j', async (claim, value) => {
    expect(await codeOf(serviceClaims({ [claim]: value }))).toBe('malformed')
  })

  it.each([
    { kind: 'service' },
    { kind: 'service', sub: 'service:ses_1' },
    { sub: 'service:ses_1' },
    { workspace: { id: 'wsp_1', slug: 'acme', role: 'service' } },
  ])('is never what a person’s claims make with %j', async (changes) => {
    expect(await codeOf(passwordClaims(changes))).toBe('malformed')
  })

  it.each(['yes', 1, null])('%j is not a value for `services`', async (services) => {
    const token = await portal.sign(serviceClaims())
    await expect(verifyAssertion(token, { services } as unknown as { services: true })).rejects.toThrow(
      TypeError,
    )
  })

  it('has its own type, and none of a person’s', () => {
    expectTypeOf(verifyAssertion('', { maxAge: 60 })).resolves.toEqualTypeOf<Verification>()
    expectTypeOf(verifyAssertion('', { services: true })).resolves.toEqualTypeOf<
      Verification<Assertion | ServiceAssertion>
    >()
    expectTypeOf<ServiceAssertion>().not.toHaveProperty('account')
  })
})

describe('the demand for a second factor', () => {
  const codeOf = async (claims: Record<string, unknown>, demand: Demand) => {
    const verification = await verifyAssertion(await portal.sign(claims), demand)
    return verification.ok ? 'accepted' : verification.code
  }

  it('refuses a person who proved only a password', async () => {
    expect(await codeOf(passwordClaims(), { acr: 'aal2' })).toBe('second_factor_required')
    expect(await codeOf(secondFactorClaims(9999), { acr: 'aal2' })).toBe('accepted')
  })

  it('with an age is a demand even without acr', async () => {
    expect(await codeOf(passwordClaims(), { maxAge: 600 })).toBe('second_factor_required')
  })

  it('with an age uses the second factor’s time, however recent the password is', async () => {
    const claims = secondFactorClaims(700, { auth_time: nowSeconds() })
    expect(await codeOf(claims, { acr: 'aal2', maxAge: 600 })).toBe('second_factor_too_old')
    expect(await codeOf(secondFactorClaims(500), { acr: 'aal2', maxAge: 600 })).toBe('accepted')
  })

  it('gives the way back from the portal five seconds', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    expect(await codeOf(secondFactorClaims(65), { maxAge: 60 })).toBe('accepted')
    expect(await codeOf(secondFactorClaims(66), { maxAge: 60 })).toBe('second_factor_too_old')
  })

  it.each([
    ['a passkey', { mfa_method: 'passkey', amr: ['pwd', 'swk', 'user', 'mfa'] }, 'accepted'],
    ['a hardware key at a provider', { mfa_method: 'provider', amr: ['fed', 'hwk', 'mfa'] }, 'accepted'],
    ['a software key at a provider', { mfa_method: 'provider', amr: ['fed', 'swk', 'mfa'] }, 'accepted'],
    ['proof of possession at a provider', { mfa_method: 'provider', amr: ['fed', 'pop', 'mfa'] }, 'accepted'],
    [
      'a code at a provider',
      { mfa_method: 'provider', amr: ['fed', 'otp', 'mfa'] },
      'second_factor_too_weak',
    ],
    ['an app', {}, 'second_factor_too_weak'],
    ['an app, whatever `amr` says', { amr: ['pwd', 'hwk', 'mfa'] }, 'second_factor_too_weak'],
    ['a recovery code', { mfa_method: 'recovery_code', amr: ['pwd', 'mfa'] }, 'second_factor_too_weak'],
    ['a method of the future', { mfa_method: 'passkey2', amr: ['pwd', 'mfa'] }, 'second_factor_too_weak'],
  ])('for a passkey judges %s', async (_, changes, code) => {
    expect(await codeOf(secondFactorClaims(9999, changes), { methods: ['passkey'] })).toBe(code)
  })

  it('for a passkey of the last minute also judges its age, and asks for any factor first', async () => {
    const demand = { methods: ['passkey'], maxAge: 60 } as const
    const passkey = { mfa_method: 'passkey', amr: ['pwd', 'hwk', 'mfa'] }
    expect(await codeOf(secondFactorClaims(50, passkey), demand)).toBe('accepted')
    expect(await codeOf(secondFactorClaims(90, passkey), demand)).toBe('second_factor_too_old')
    expect(await codeOf(secondFactorClaims(1), demand)).toBe('second_factor_too_weak')
    expect(await codeOf(passwordClaims(), demand)).toBe('second_factor_required')
  })

  it('is checked only after the assertion itself', async () => {
    const token = await portal.sign(passwordClaims({ aud: 'https://globex.example.com' }))
    expect(await verifyAssertion(token, { acr: 'aal2' })).toMatchObject({ ok: false, code: 'wrong_audience' })
  })

  it.each([
    ...[{ acr: 'aal3' }, { maxAge: Number.NaN }, { maxAge: 0 }, { maxAge: -1 }],
    ...[{ methods: [] }, { methods: ['totp'] }, { methods: 'passkey' }, { methods: null }],
  ])('%j throws: it would admit everyone or nobody', async (demand) => {
    const token = await portal.sign(secondFactorClaims(1))
    await expect(verifyAssertion(token, demand as Demand)).rejects.toThrow(TypeError)
  })
})

describe('the portal’s keys', () => {
  it('are fetched from the well-known address, once for many assertions, without redirects', async () => {
    await Promise.all([1, 2, 3].map(async () => codeFor(await portal.sign(passwordClaims()))))
    await codeFor(await portal.sign(passwordClaims()))
    expect(portal.requests[0]).toEqual({ url: `${ISSUER}/.well-known/jwks.json`, redirect: 'manual' })
    expect(portal.requests.length).toBeLessThanOrEqual(3)
    const before = portal.requests.length
    await codeFor(await portal.sign(passwordClaims()))
    expect(portal.requests.length).toBe(before)
  })

  it('are not fetched for a malformed assertion', async () => {
    await codeFor('no.assertion')
    await codeFor('e30.e30.AAAA')
    expect(portal.requests).toEqual([])
  })

  it('are fetched again for a new key id, but not for each one that a forger invents', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    await codeFor(await portal.sign(passwordClaims()))
    for (const kid of ['a', 'b', 'c']) await codeFor(await portal.sign(passwordClaims(), { kid }))
    expect(portal.requests.length).toBe(1)
    const next = await portal.publishKey('key-2')
    vi.setSystemTime(Date.now() + 31_000)
    expect(await codeFor(await next.sign(passwordClaims()))).toBe('accepted')
    expect(portal.requests.length).toBe(2)
  })

  it.each([
    ['an error', () => new Response('no', { status: 500 })],
    ['a redirect', () => new Response(null, { status: 302, headers: { location: 'https://evil.example/' } })],
    ['a page', () => new Response('<!doctype html>')],
    ['something other than keys', () => Response.json({ hello: 1 })],
  ])('are unavailable when the portal answers with %s', async (_, answer) => {
    portal.answer.of = answer
    expect(await codeFor(await portal.sign(passwordClaims()))).toBe('keys_unavailable')
  })

  it('are unavailable when the portal cannot be reached, and fetched again the next time', async () => {
    const working = portal.answer.of
    portal.answer.of = () => {
      throw new TypeError('fetch failed')
    }
    expect(await codeFor(await portal.sign(passwordClaims()))).toBe('keys_unavailable')
    portal.answer.of = working
    expect(await codeFor(await portal.sign(passwordClaims()))).toBe('accepted')
  })
})

describe('a wrong option throws at once', () => {
  it.each([
    ['https://auth.example.com/', AUDIENCE],
    ['auth.example.com', AUDIENCE],
    ['http://auth.example.com', AUDIENCE],
    ['http://auth.localhost.example.com', AUDIENCE],
    [ISSUER, 'https://acme.example.com/'],
    [ISSUER, 'acme.example.com'],
    [ISSUER, ''],
    [ISSUER, []],
  ])('issuer %j, audience %j', (issuer, audience) => {
    expect(() => createVerifier({ issuer, audience })).toThrow(TypeError)
  })

  it('except that a portal on this machine may use http', () => {
    expect(() => createVerifier({ issuer: 'http://auth.localhost:8787', audience: AUDIENCE })).not.toThrow()
  })
})
