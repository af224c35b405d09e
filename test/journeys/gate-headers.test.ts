// What reaches an origin, and what comes back from it. What is written in the hope that it reaches one, and doesn't, is in
// test/abuse.

import { createRemoteJWKSet, customFetch, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fetchLoopback } from '../../demo/loopback.ts'
import { arriving, goInside, type Inside, passCookieOf, valuesOf } from '../support/node/inside.ts'
import { api, makeWorkspace, portalOrigin, sendRaw } from '../support/node/test-bed.ts'
import { Visitor } from '../support/node/visitor.ts'

let inside: Inside
beforeAll(async () => {
  inside = await goInside('owner')
})
afterAll(() => inside.origin.close())

describe('the assertion', () => {
  it('verifies with the published keys, and says who is there in claims of the contract', async () => {
    const arrived = await arriving(inside, [])
    const [assertion = ''] = valuesOf(arrived, 'Sallyport-Assertion')
    const keys = createRemoteJWKSet(new URL(`${portalOrigin}/.well-known/jwks.json`), {
      [customFetch]: (url: string) => fetchLoopback(url),
    })
    const { payload, protectedHeader } = await jwtVerify(assertion, keys, {
      issuer: portalOrigin,
      audience: inside.workspace.origin,
      currentDate: new Date(Number(inside.origin.lastClaims().iat) * 1000),
    })
    expect(protectedHeader).toEqual({ alg: 'ES256', typ: 'JWT', kid: expect.any(String) })
    expect(payload).toEqual({
      iss: portalOrigin,
      aud: inside.workspace.origin,
      sub: expect.any(String),
      sid: expect.any(String),
      iat: expect.any(Number),
      exp: Number(payload.iat) + 120,
      auth_time: expect.any(Number),
      provider: 'password',
      amr: ['pwd'],
      acr: 'aal1',
      email: inside.person.email,
      name: 'Bob',
      workspace: { slug: inside.workspace.slug, role: 'owner' },
      enforcement: { state: 'off' },
      cnf: { 'secret#S256': expect.stringMatching(/^[\w-]{43}$/) },
    })
  })
})

describe('a request', () => {
  it('reaches the origin with method, path, query, body and other headers as they were', async () => {
    const path = '/a/b%20c;d=1/?q=%2F&q=2&empty='
    const headers = [
      ['Cookie', passCookieOf(inside)],
      ['Content-Type', 'text/plain'],
      ['X-Own', 'kept'],
      ['Authorization', 'Bearer of-the-origin'],
    ] as const
    await sendRaw(inside.workspace.host, path, { method: 'PATCH', body: 'body', headers })
    expect(inside.origin.requests.at(-1)).toMatchObject({
      method: 'PATCH',
      path,
      body: 'body',
      headers: { 'content-type': 'text/plain', 'x-own': 'kept', authorization: 'Bearer of-the-origin' },
    })
  })

  it('has no Cookie header left where there was only the pass', async () => {
    expect((await arriving(inside, [])).headers.cookie).toBeUndefined()
  })
})

describe('a host', () => {
  it('that was taken from a workspace is nobody’s from the next request on', async () => {
    const workspace = await makeWorkspace(inside.origin.url)
    const visitor = new Visitor()
    expect((await visitor.ask(`${workspace.origin}/`, { isScript: true })).status).toBe(401)
    expect((await api('DELETE', `/workspaces/${workspace.slug}`)).status).toBe(204)
    expect((await visitor.ask(`${workspace.origin}/`, { isScript: true })).status).toBe(421)
  })
})
