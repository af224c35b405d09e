// A workspace that requires a passkey: everything less than one stays out, and the origin is not asked. Forms and
// options of passkeys from an origin's script on a sibling host do nothing.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Authenticator } from '../support/node/authenticator.ts'
import {
  enrolWithPasskey,
  madeCredential,
  PASSKEYS,
  passkeyOf,
  VERIFY,
} from '../support/node/passkey-visitor.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import {
  advance,
  api,
  makePerson,
  makeWorkspace,
  originOf,
  type Person,
  portalOrigin,
  runSql,
  sendRaw,
  type TestWorkspace,
} from '../support/node/test-bed.ts'
import { Visitor } from '../support/node/visitor.ts'
import type { SoftwarePasskey } from '../support/software-passkey.ts'

let origin: RecordingOrigin
beforeAll(async () => {
  origin = await startRecordingOrigin()
})
afterAll(() => origin.close())

const requirePasskey = async ({ slug }: TestWorkspace, body = {}) => {
  await api('PUT', `/workspaces/${slug}/policy/phishing-resistant`, {
    enforced: true,
    grace_days: 0,
    ...body,
  })
  await advance(65)
}
const PASS = '__Host-sallyport-pass'
const copyOf = (visitor: Visitor, { host }: TestWorkspace) => {
  const thief = new Visitor()
  for (const [name, value] of visitor.cookies.get(host) ?? []) thief.setCookie(host, name, value)
  return thief
}

describe('below a passkey', () => {
  let ada: Person
  let owner: Visitor
  let app: Authenticator
  let codes: string[]
  let workspace: TestWorkspace
  let thief: Visitor
  let passkey: SoftwarePasskey
  beforeAll(async () => {
    ada = await makePerson('Ada')
    workspace = await makeWorkspace(origin.url, [[ada, 'member']])
    owner = new Visitor()
    await owner.signIn(ada)
    const enrolled = await owner.enrol()
    app = enrolled.authenticator
    codes = enrolled.recoveryCodes
    await owner.ask(`${workspace.origin}/`)
    thief = copyOf(owner, workspace)
    expect((await thief.ask(`${workspace.origin}/`, { isScript: true })).text).toBe('origin: GET /')
    await requirePasskey(workspace)
  })

  const outside = async (visitor: Visitor, headers: Record<string, string> = {}) => {
    const before = origin.arrivals()
    const answer = await visitor.ask(`${workspace.origin}/`, { isScript: true, follows: false, headers })
    expect(origin.arrivals()).toBe(before)
    return [answer.status, (JSON.parse(answer.text) as { code: string }).code]
  }

  it('a pass of an app is refused, in the owner’s browser and as a copy', async () => {
    expect(await outside(owner)).toEqual([403, 'stronger_factor_required'])
    expect(await outside(thief)).toEqual([403, 'stronger_factor_required'])
  })

  it('a WebSocket of such a pass is refused', async () => {
    const before = origin.arrivals()
    const cookie = `${PASS}=${owner.cookie(workspace.host, PASS)}`
    const { status } = await sendRaw(workspace.host, '/', {
      headers: [
        ['Upgrade', 'websocket'],
        ['Connection', 'Upgrade'],
        ['Sec-WebSocket-Version', '13'],
        ['Sec-WebSocket-Key', 'AAAAAAAAAAAAAAAAAAAAAA=='],
        ['Origin', workspace.origin],
        ['Cookie', cookie],
      ],
    })
    expect(status).toBe(403)
    expect(origin.arrivals()).toBe(before)
  })

  it('neither an app nor a recovery code leads in', async () => {
    const before = origin.arrivals()
    await advance(31)
    const withApp = await new Visitor().signInWithCode(ada, await app.code(), `${workspace.origin}/`)
    const withCode = await new Visitor().signInWithCode(ada, codes[0] ?? '', `${workspace.origin}/`)
    expect(new URL(withApp.url).origin).toBe(portalOrigin)
    expect(new URL(withCode.url).origin).toBe(portalOrigin)
    expect(origin.arrivals()).toBe(before)
  })

  it('a copied pass that is renewed after its owner proved a passkey shares nothing of it', async () => {
    await advance(31)
    const verify = await owner.ask(`${portalOrigin}${VERIFY}?max_age=0`)
    await owner.submit(verify, VERIFY, { code: await app.code() })
    passkey = await passkeyOf()
    const list = await owner.ask(portalOrigin + PASSKEYS)
    const credential = await madeCredential(owner, list, passkey)
    await owner.submit(list, `${PASSKEYS}/new`, { credential })
    expect((await owner.ask(`${workspace.origin}/`)).text).toBe('origin: GET /')
    expect(await outside(thief)).toEqual([401, 'second_factor_too_weak'])
    await advance(121)
    expect(await outside(thief)).toEqual([401, 'second_factor_too_weak'])
  })

  it('a pass of a passkey ends with the passkey, and an app in that session does not bring it back', async () => {
    const copy = copyOf(owner, workspace)
    const [[row] = []] = await runSql<{ id: string }>(
      `SELECT id FROM passkeys WHERE credential_id = '${passkey.id}'`,
    )
    const page = await owner.ask(`${portalOrigin}${PASSKEYS}/${row?.id}/remove`)
    await owner.submit(page, `${PASSKEYS}/${row?.id}/remove`, {})
    await advance(31)
    await owner.submit(await owner.ask(portalOrigin + VERIFY), VERIFY, { code: await app.code() })
    await advance(121)
    expect((await outside(copy))[0]).toBeGreaterThanOrEqual(401)
    expect((await outside(owner))[0]).toBeGreaterThanOrEqual(401)
  })

  it('a person with a passkey who is added later is asked for it, and not for another', async () => {
    const bo = await makePerson('Bo')
    const visitor = new Visitor()
    await visitor.signIn(bo)
    await enrolWithPasskey(visitor)
    await api('PUT', `/workspaces/${workspace.slug}/members/${bo.email}`, { role: 'member' })
    const { body } = await api('GET', `/workspaces/${workspace.slug}/enrollment`)
    expect(body.with_passkey).toBe(1)
    expect((await visitor.ask(`${workspace.origin}/`)).text).toBe('origin: GET /')
  })

  it('a hand-off code from before the policy changed opens nothing', async () => {
    const cy = await makePerson('Cy')
    const other = await makeWorkspace(origin.url, [[cy, 'member']])
    const visitor = new Visitor()
    await visitor.signIn(cy)
    await visitor.enrol()
    let url = `${other.origin}/`
    for (let hop = 0; hop < 6 && !url.includes('/.sallyport/'); hop++) {
      const answer = await visitor.ask(url, { follows: false })
      url = new URL(answer.headers.get('location') ?? '', url).href
    }
    expect(url).toContain(`${other.origin}/.sallyport/`)
    await api('PUT', `/workspaces/${other.slug}/policy/phishing-resistant`, { enforced: true, grace_days: 0 })
    const before = origin.arrivals()
    await visitor.ask(url)
    expect(origin.arrivals()).toBe(before)
    expect(visitor.cookie(other.host, PASS)).toBeUndefined()
  })
})

describe('an origin’s script on a sibling host', () => {
  const FORM = 'application/x-www-form-urlencoded'
  let visitor: Visitor
  let login: Visitor
  beforeAll(async () => {
    const person = await makePerson('Di')
    visitor = new Visitor()
    await visitor.signIn(person)
    await enrolWithPasskey(visitor)
    login = new Visitor()
    await login.signIn(person)
  })
  const sibling = originOf('acme')
  const cross = [
    ['its Origin', { origin: sibling, 'sec-fetch-site': 'same-site', 'content-type': FORM }],
    ['Origin null', { origin: 'null', 'content-type': FORM }],
    ['the portal with another port', { origin: 'http://auth.localhost:1', 'content-type': FORM }],
    ['no Origin, same-site', { 'sec-fetch-site': 'same-site', 'content-type': FORM }],
    ['no Origin, cross-site', { 'sec-fetch-site': 'cross-site', 'content-type': FORM }],
    ['nothing of both', { 'content-type': FORM }],
    ['JSON', { origin: portalOrigin, 'content-type': 'application/json' }],
    ['text', { origin: portalOrigin, 'content-type': 'text/plain' }],
    ['no type', { origin: portalOrigin, 'content-type': '' }],
    ['multipart', { origin: portalOrigin, 'content-type': 'multipart/form-data; boundary=x' }],
  ] as const

  it.each(cross)('gets no options and no effect: %s', async (_, headers) => {
    const before = await runSql(
      'SELECT (SELECT count(*) FROM challenges) AS c, (SELECT count(*) FROM passkeys) AS p',
    )
    for (const [who, path] of [
      [visitor, `${PASSKEYS}/options`],
      [visitor, `${PASSKEYS}/new`],
      [login, `${VERIFY}/passkey/options`],
      [login, `${VERIFY}/passkey`],
    ] as const) {
      const answer = await who.ask(portalOrigin + path, {
        ...{ method: 'POST', headers, body: 'csrf=&credential=%7B%7D&assertion=%7B%7D', follows: false },
      })
      expect([path, answer.status]).toEqual([path, expect.toSatisfy((s: number) => s >= 400 && s < 500)])
      expect(answer.headers.get('access-control-allow-origin')).toBeNull()
      expect(answer.headers.get('content-security-policy') ?? "frame-ancestors 'none'").toContain(
        "frame-ancestors 'none'",
      )
    }
    expect(
      await runSql('SELECT (SELECT count(*) FROM challenges) AS c, (SELECT count(*) FROM passkeys) AS p'),
    ).toEqual(before)
  })
})
