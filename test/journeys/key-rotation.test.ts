// The whole life of the keys by the cron trigger, over real HTTP, in weeks of a moved clock with people
// signed in.

import { createRemoteJWKSet, customFetch, decodeProtectedHeader, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fetchLoopback } from '../../demo/loopback.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import {
  advance,
  api,
  makeWorkspace,
  portalOrigin,
  runCron,
  type TestWorkspace,
} from '../support/node/test-bed.ts'
import { type Answer, type Enrolled, makeEnrolledPerson, Visitor } from '../support/node/visitor.ts'

const DAY = 86_400
const SIGN_IN = `${portalOrigin}/sign-in`

interface ListedKey {
  readonly id: string
  readonly purpose: string
  readonly active_from: string
  readonly seals?: number
}

let origin: RecordingOrigin
let ada: Enrolled
let workspace: TestWorkspace
beforeAll(async () => {
  origin = await startRecordingOrigin()
  ada = await makeEnrolledPerson('Ada')
  workspace = await makeWorkspace(origin.url, [[ada.person, 'owner']])
})
afterAll(() => origin.close())

const keysOf = async (purpose: string): Promise<ListedKey[]> =>
  (await api('GET', '/keys')).body.keys
    .filter((key: ListedKey) => key.purpose === purpose)
    .sort((a: ListedKey, b: ListedKey) => a.active_from.localeCompare(b.active_from))

const published = async (): Promise<string[]> => {
  const set = (await (await fetchLoopback(`${portalOrigin}/.well-known/jwks.json`)).json()) as {
    keys: { kid: string }[]
  }
  return set.keys.map(({ kid }) => kid)
}

async function signIn(code: string): Promise<Visitor> {
  const visitor = new Visitor()
  await visitor.signInWithCode(ada.person, code, `${workspace.origin}/`)
  expect((await visitor.ask(`${workspace.origin}/`)).url).toBe(`${workspace.origin}/`)
  expect(origin.lastClaims().acr).toBe('aal2')
  return visitor
}

/** Returns what the origin was told, verified with the current published keys. */
async function tellsOf(visitor: Visitor): Promise<{ kid: string; acr: unknown; sid: unknown }> {
  const before = origin.arrivals()
  const answer: Answer = await visitor.ask(`${workspace.origin}/x`, {
    method: 'POST',
    body: 'kept',
    isScript: true,
  })
  expect(answer.status).toBe(200)
  expect(origin.arrivals()).toBe(before + 1)
  expect(origin.requests.at(-1)?.body).toBe('kept')
  const assertion = String(origin.requests.at(-1)?.headers['sallyport-assertion'])
  const keys = createRemoteJWKSet(new URL(`${portalOrigin}/.well-known/jwks.json`), {
    [customFetch]: (url: string) => fetchLoopback(url),
  })
  const currentDate = new Date(Number(origin.lastClaims().iat) * 1000)
  const { payload } = await jwtVerify(assertion, keys, { audience: workspace.origin, currentDate })
  return { kid: decodeProtectedHeader(assertion).kid ?? '', acr: payload.acr, sid: payload.sid }
}

describe('a signing key', () => {
  it('starts and ends while passes are in use, and nobody notices', async () => {
    await runCron()
    const first = (await keysOf('pass-signing')).at(-1)
    if (!first) throw new Error('the ring has no signing key')
    const now = Number(
      (await (await fetchLoopback(`http://clock.localhost:${new URL(portalOrigin).port}/`)).json()).now,
    )
    const activeFrom = Date.parse(first.active_from) / 1000

    await advance(Math.max(0, activeFrom + 29 * DAY - now))
    await runCron()
    const next = (await keysOf('pass-signing')).at(-1)?.id ?? ''
    expect(next).not.toBe(first.id)
    expect(await published()).toEqual(expect.arrayContaining([first.id, next]))

    // Signs in a minute before the new key signs. The old pass continues, and the new key renews it.
    await advance(DAY - 60)
    const visitor = await signIn(await ada.authenticator.code())
    const before = await tellsOf(visitor)
    expect(before).toMatchObject({ kid: first.id, acr: 'aal2' })
    await advance(70)
    expect((await tellsOf(visitor)).kid).toBe(first.id)
    await advance(60)
    expect(await tellsOf(visitor)).toEqual({ ...before, kid: next })

    // The first key stays published until no session from its time is left.
    await runCron()
    expect(await published()).toContain(first.id)
    await advance(DAY + 200)
    await runCron()
    await advance(61)
    expect(await published()).not.toContain(first.id)
    expect((await tellsOf(await signIn(await ada.authenticator.code()))).kid).toBe(next)
  })
})

describe('the key that seals TOTP secrets', () => {
  const sealedUnder = async (id: string) => (await keysOf('totp-sealing')).find((key) => key.id === id)?.seals

  it('is replaced at each use, then by cron; codes, recovery codes and tokens keep working', async () => {
    await makeEnrolledPerson('Bo')
    const token = await api('POST', `/workspaces/${workspace.slug}/tokens`, {
      name: 'nightly',
      expires_in_days: 90,
    })
    const worksStill = async () => {
      const policy = await api('GET', `/workspaces/${workspace.slug}/policy`, undefined, {
        token: token.body.token,
      })
      expect(policy.status).toBe(200)
    }
    const old = (await keysOf('totp-sealing')).at(-1)?.id ?? ''
    const many = (await sealedUnder(old)) ?? 0
    expect(many).toBeGreaterThanOrEqual(2)
    expect(
      (await api('POST', '/keys/rotate', { purpose: 'totp-sealing', is_compromised: true })).status,
    ).toBe(200)
    const next = (await keysOf('totp-sealing')).at(-1)?.id ?? ''

    await advance(300)
    await signIn(await ada.authenticator.code())
    expect([await sealedUnder(old), await sealedUnder(next)], 'until its time').toEqual([many, 0])
    await advance(330)
    await signIn(await ada.authenticator.code())
    expect([await sealedUnder(old), await sealedUnder(next)], 'by its use').toEqual([many - 1, 1])
    await signIn(ada.recoveryCodes[0] ?? '')
    await worksStill()

    while (((await sealedUnder(old)) ?? 0) > 0) await runCron()
    expect(await sealedUnder(next)).toBe(many)
    await advance(DAY + 60)
    await runCron()
    await advance(61)
    expect((await keysOf('totp-sealing')).map(({ id }) => id)).not.toContain(old)
    await signIn(await ada.authenticator.code())
    await signIn(ada.recoveryCodes[1] ?? '')
    await worksStill()
    expect((await new Visitor().ask(SIGN_IN)).status).toBe(200)
  })
})
