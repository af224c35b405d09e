// Checks how the edge reads the configuration that a provider publishes. Each case starts with nothing
// cached.

import { describe, expect, it } from 'vitest'
import { redeemCode } from '../../src/providers/oidc.ts'
import { hmacOf, unsigned } from '../support/node/jws.ts'
import * as replies from '../support/node/replies.ts'
import { changed, type Tamper } from '../support/node/replies.ts'
import {
  advance,
  expectRefusal,
  expectRefused,
  expectSignedIn,
  hurry,
  IDP,
  ISSUER,
  now,
  provideIdp,
  signIn,
  wayBack,
} from '../support/relying-party.ts'

const idp = provideIdp()
const anywhere = ['unavailable', 'not-completed'] as const
const asked = () => idp.receivedAt('/.well-known/openid-configuration').length

const SCHEMES = [
  'javascript:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'http://idp.example/elsewhere/x',
  '/x',
  '',
]
// Neither this machine nor its network.
const ADDRESSES = ['https://127.0.0.1/x', 'https://[::1]/x', 'https://10.0.0.1/x', 'https://localhost/x']
const ENDPOINTS = ['authorization_endpoint', 'token_endpoint', 'jwks_uri']
const OTHER_ENDPOINTS = ['userinfo_endpoint', 'end_session_endpoint']

const DISCOVERIES: readonly (readonly [string, Tamper])[] = [
  ...replies.UNUSABLE,
  ['redirecting', replies.redirecting(`${ISSUER}/elsewhere/discovery`)],
  ['from another issuer', changed({ issuer: 'https://other-idp.example' })],
  ['for its issuer with a slash', changed({ issuer: `${ISSUER}/` })],
  ['without an issuer', changed({ issuer: undefined })],
  ['with a list as its issuer', changed({ issuer: [ISSUER] })],
  ['for any tenant’s issuer', changed({ issuer: 'https://login.evil.example/{tenantid}/v2.0' })],
  ...ENDPOINTS.map((name) => [`without ${name}`, changed({ [name]: undefined })] as const),
  ...[...ENDPOINTS, ...OTHER_ENDPOINTS].flatMap((name) => [
    [`whose ${name} is a number`, changed({ [name]: 7 })] as const,
    ...[...SCHEMES, ...ADDRESSES].map(
      (url) => [`whose ${name} is "${url}"`, changed({ [name]: url })] as const,
    ),
  ]),
]

describe('a provider’s configuration', () => {
  it('that is correct is read once in ten minutes', async () => {
    for (const _ of [1, 2, 3]) expect((await signIn()).ok).toBe(true)
    expect([asked(), idp.receivedAt('/jwks').length]).toEqual([1, 1])
  })

  it.each(DISCOVERIES)('that is %s signs nobody in', async (_, discovery) => {
    await expectRefused({ discovery }, 'unavailable')
    expect(idp.receivedAt('/authorize')).toEqual([])
  })

  it('that allows unsigned or secret-signed tokens does not make them valid', async () => {
    const discovery = changed({ id_token_signing_alg_values_supported: ['none', 'HS256', 'RS256'] })
    await expectRefused({ discovery, header: { alg: 'none' }, signer: unsigned }, anywhere)
    const pem = idp.key.publicKey.export({ type: 'spki', format: 'pem' })
    await expectRefused({ discovery, header: { alg: 'HS256' }, signer: hmacOf(pem) }, anywhere)
    expect(idp.receivedAt('/token')).toHaveLength(1)
  })

  it.each([
    ['down', replies.down],
    ['failing', replies.failing],
    ['redirecting', replies.redirecting(`${ISSUER}/elsewhere/discovery`)],
  ])(
    'that is %s sends no browser to a dead host, though it was valid half a minute ago',
    async (_, broken) => {
      await signIn()
      advance(30)
      await expectRefused({ discovery: broken }, 'unavailable')
      expectRefusal(await signIn(), 'unavailable')
      expect([asked(), idp.receivedAt('/authorize').length]).toEqual([1, 0])
    },
  )

  it('from half a minute ago is not read again', async () => {
    await signIn()
    advance(29)
    await expectSignedIn({ discovery: replies.down })
  })

  it('that becomes unavailable during a sign-in still serves that sign-in', async () => {
    const way = await wayBack()
    if (!way.ok) throw new Error(way.error.detail)
    advance(40)
    idp.next({ discovery: replies.down })
    expect((await redeemCode(IDP, way.value.callback, way.value.request, now())).ok).toBe(true)
  })

  it('that was broken once is read again after ten seconds and not sooner', async () => {
    idp.next({ discovery: replies.failing })
    for (const seconds of [0, 5, 4]) {
      advance(seconds)
      expectRefusal(await signIn(), 'unavailable')
    }
    expect(asked()).toBe(1)
    advance(1)
    await expectSignedIn()
    expect(asked()).toBe(1)
  })
})

describe('a provider’s configuration that never ends', () => {
  it.each([
    ['never begins', replies.silent],
    ['arrives slowly', replies.dripping],
  ])('signs nobody in, and is waited for five seconds at most: it %s', async (_, discovery) => {
    const deadline = hurry()
    await expectRefused({ discovery }, 'unavailable')
    expect(deadline).toHaveBeenLastCalledWith(5000)
  })
})
