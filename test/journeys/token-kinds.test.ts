// Pass, ID token and login ticket are signed alike. None is accepted in place of another, even with the right
// keys and all shared claims.

import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  arrive,
  beginTicket,
  expectNothingHeld,
  expectRefused,
  outlastCaches,
  portalHost,
  postForm,
  type Scene,
  setScene,
  settleResident,
} from '../support/node/arrivals.ts'
import { startIssuer, startProvider } from '../support/node/hostile-bed.ts'
import type { HostileIssuer } from '../support/node/hostile-issuer.ts'
import type { HostileProvider } from '../support/node/hostile-provider.ts'
import { type Members, writeJws } from '../support/node/jws.ts'
import { clientOf } from '../support/node/providers.ts'
import { replaced } from '../support/node/replies.ts'
import { api, countRows, portalOrigin } from '../support/node/test-bed.ts'
import { Visitor } from '../support/node/visitor.ts'

let scene: Scene
let provider: HostileProvider
let issuer: HostileIssuer
/** The assertion as the origin saw it. */
let assertion: string
let idToken: string

beforeAll(async () => {
  scene = await setScene()
  provider = await startProvider('hostile')
  issuer = await startIssuer('tickets')
  await settleResident(scene, provider, 'hostile')
  const browser = new Visitor()
  const keep = (right: string) => {
    idToken = right
    return right
  }
  provider.next({ idToken: keep })
  await arrive(browser, 'hostile')
  await browser.ask(`${scene.workspace.origin}/`)
  assertion = String(scene.origin.requests.at(-1)?.headers['sallyport-assertion'])
  expect(assertion).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
  await outlastCaches()
})
afterAll(async () => {
  await provider.close()
  await issuer.close()
  await scene.origin.close()
})

const claimsIn = (token: string): Members =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())

describe('in place of an ID token', () => {
  /** Serves the login service's keys as the provider's keys too. */
  const expectNoIdToken = async (token: (right: string) => string) => {
    provider.next({
      idToken: token,
      jwks: replaced({ keys: [provider.key.jwk, ...Object.values(issuer.keys).map(({ jwk }) => jwk)] }),
    })
    await outlastCaches()
    await expectRefused(scene, 'not-completed', (browser) => arrive(browser, 'hostile'))
    expect(provider.receivedAt('/token')).toHaveLength(1)
  }

  it('a ticket is refused as issued', async () => {
    const ticket = await issuer.ticket('A'.repeat(22), { key: issuer.keys.RS256 })
    await expectNoIdToken(() => ticket)
  })

  it('a ticket with an ID token’s issuer, audience and nonce is refused', async () => {
    const header = { alg: 'RS256', kid: provider.key.kid, typ: 'login-ticket+jwt' }
    await expectNoIdToken((right) =>
      writeJws(header, { jti: 'x', amr: ['pwd'], ...claimsIn(right) }, provider.key.sign),
    )
  })

  it('a pass is refused as an origin sees it', async () => {
    await expectNoIdToken(() => assertion)
  })

  it('a pass signed by the provider is refused', async () => {
    const header = { alg: 'RS256', kid: provider.key.kid, typ: 'JWT' }
    await expectNoIdToken(() => writeJws(header, claimsIn(assertion), provider.key.sign))
  })
})

describe('in place of a ticket', () => {
  const expectNoTicket = (write: (nonce: string) => string | Promise<string>) =>
    expectRefused(scene, 'not-completed', async (browser) => {
      const { returnTo, nonce } = await beginTicket(browser, 'tickets')
      return postForm(browser, returnTo, { ticket: await write(nonce) })
    })

  it('an ID token is refused as issued', async () => {
    await expectNoTicket(() => idToken)
  })

  it('an ID token with a ticket’s issuer, audience and nonce is refused', async () => {
    await expectNoTicket((nonce) => issuer.ticket(nonce, { header: { typ: 'JWT' } }))
    await expectNoTicket((nonce) => issuer.ticket(nonce, { header: { typ: undefined } }))
  })

  it('an ID token of the login service is refused, with any type', async () => {
    await expectNoTicket((nonce) => issuer.ticket(nonce, { claims: { aud: clientOf('hostile').clientId } }))
  })

  it('a pass is refused as an origin sees it', async () => {
    await expectNoTicket(() => assertion)
  })

  it('a pass signed by the login service is refused', async () => {
    await expectNoTicket((nonce) =>
      issuer.ticket(nonce, { header: { typ: 'JWT' }, claims: { ...claimsIn(assertion), nonce } }),
    )
  })
})

describe('in place of a pass', () => {
  const secret = randomBytes(32).toString('base64url')
  const cnf = { 'secret#S256': createHash('sha256').update(secret).digest('base64url') }
  const enter = (token: string) => `${token}~${secret}`

  const TOKENS: readonly (readonly [string, () => Promise<string> | string])[] = [
    ['an ID token as issued', () => idToken],
    ['a ticket as issued', () => issuer.ticket('A'.repeat(22))],
    [
      'a pass that a provider signed',
      () => forged(provider.key.sign, { alg: 'RS256', kid: provider.key.kid }),
    ],
    [
      'a pass that a login service signed',
      () => forged(issuer.keys.ES256.sign, { alg: 'ES256', kid: 'es256' }),
    ],
    [
      'a pass that a login service signed under the portal’s key id',
      () => forged(issuer.keys.ES256.sign, headerIn(assertion)),
    ],
    ['a pass with another’s secret', () => assertion],
  ]
  const forged = (sign: typeof provider.key.sign, header: Members) =>
    writeJws({ typ: 'JWT', ...header }, { ...claimsIn(assertion), cnf }, sign)
  const headerIn = (token: string): Members =>
    JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString())

  it.each(TOKENS)('%s opens nothing', async (_, token) => {
    const before = { rows: await countRows(), arrivals: scene.origin.arrivals() }
    for (const cookie of [await token(), enter(await token())]) {
      const browser = new Visitor()
      browser.setCookie(scene.workspace.host, '__Host-sallyport-pass', cookie)
      const answer = await browser.ask(`${scene.workspace.origin}/`, { isScript: true, follows: false })
      expect(answer.status).toBe(401)
    }
    expect({ rows: await countRows(), arrivals: scene.origin.arrivals() }).toEqual(before)
  })
})

describe('in place of a session, a login or an API token', () => {
  it.each<readonly [string, () => Promise<string> | string]>([
    ['an ID token', () => idToken],
    ['a ticket', () => issuer.ticket('A'.repeat(22))],
    ['a pass', () => assertion],
  ])('%s opens nothing', async (_, token) => {
    for (const name of ['session', 'login', 'known']) {
      const browser = new Visitor()
      browser.setCookie(portalHost, `__Host-sallyport-${name}`, await token())
      const answer = await browser.ask(`${portalOrigin}/account/security`, { follows: false })
      expect(answer.status).toBe(303)
      browser.cookies.clear()
      await expectNothingHeld(browser, scene, answer)
    }
    expect((await api('GET', '/workspaces', undefined, { token: await token() })).status).toBe(401)
  })
})
