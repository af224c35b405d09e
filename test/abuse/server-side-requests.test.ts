// Addresses that the edge fetches for others: origins, providers and webhooks. None may lead into the network
// beside it, to a cloud's metadata service, or back to the edge. Only a portal on this machine may use
// addresses on this machine.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fetchLoopback } from '../../demo/loopback.ts'
import { NO_RULES, PUBLIC } from '../support/node/grounds.ts'
import { goInside, type Inside, passCookieOf } from '../support/node/inside.ts'
import { refuses } from '../support/node/invariants.ts'
import { OPERATOR_TOKEN } from '../support/node/secrets.ts'
import { api, makeWorkspace, port, portalOrigin, sendRaw } from '../support/node/test-bed.ts'

let inside: Inside
beforeAll(async () => {
  inside = await goInside()
})
afterAll(() => inside.origin.close())

/** Asks the portal of an edge that is not on this machine. */
const production = (path: string, options: { method?: string; body?: string; settings?: object } = {}) => {
  const { method = 'GET', body, settings = {} } = options
  const headers = {
    authorization: `Bearer ${OPERATOR_TOKEN}`,
    'content-type': 'application/json',
    'test-settings': encodeURIComponent(JSON.stringify(settings)),
  }
  const ask = { method, headers, ...(body === undefined ? {} : { body }) }
  return fetchLoopback(`http://production.localhost:${port}${path}`, ask).then(async (response) => ({
    status: response.status,
    headers: response.headers,
    text: await response.text(),
  }))
}

const pathsIn = (text: string): string[] => JSON.parse(text).errors.map(({ path }: { path: string }) => path)

const newSlug = () => `ws-${crypto.randomUUID().slice(0, 8)}`

const putInProduction = (origin: string, slug = newSlug(), hosts = [`${slug}.production.example`]) =>
  production(`/api/v1/workspaces/${slug}`, {
    method: 'PUT',
    body: JSON.stringify({ name: 'Acme', hosts, origin }),
  })

const ADDRESSES = [
  ...['127.0.0.1', '127.1', '2130706433', '0x7f000001', '0x7f.1', '0177.0.0.1', '017700000001', '127.0.0.1.'],
  ...['0.0.0.0', '0', '10.0.0.1', '172.16.0.1', '192.168.0.1', '100.64.0.1', '169.254.169.254', '0xa9fea9fe'],
  ...['2852039166', '168.63.129.16', '192.0.2.1', '255.255.255.255', '8.8.8.8', '①②⑦.⓪.⓪.①', '127。0。0。1'],
  ...['[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:a9fe:a9fe]', '[64:ff9b::a9fe:a9fe]', '[fe80::1]'],
  ...['[fd00:ec2::254]', '[2001:db8::1]', 'localhost', 'LOCALHOST', 'localhost.', 'x.localhost'],
  ...['127.0.0.1:8443', '[::1]:8443', 'localhost:8443', '%31%32%37.0.0.1', 'example.com.', '1.2.3', 'a..b'],
]

describe('an origin of a workspace', () => {
  it('is never an IP address or this machine, in any notation', async () => {
    const answers = await refuses(inside, () =>
      Promise.all(ADDRESSES.map((host) => putInProduction(`https://${host}`))),
    )
    for (const [i, { status, text }] of answers.entries()) {
      expect([ADDRESSES[i], status, pathsIn(text)]).toEqual([ADDRESSES[i], 422, ['origin']])
    }
  })

  const ELSEWHERE = [
    'http://origin.example.net',
    'https://user@origin.example.net',
    'https://origin.example.net@169.254.169.254',
    'https://169.254.169.254#@origin.example.net',
    'https://169.254.169.254\\@origin.example.net',
    'https://origin.example.net/path',
    'https://origin.example.net?x',
    'ftp://origin.example.net',
    'file:///etc/passwd',
    'data:text/html,x',
    'javascript:alert(1)',
    'gopher://origin.example.net',
    '//origin.example.net',
    'https:169.254.169.254',
    'https:///169.254.169.254',
    'blob:https://origin.example.net/x',
    '',
  ]
  it('is a web origin with https only', async () => {
    const answers = await refuses(inside, () =>
      Promise.all(ELSEWHERE.map((origin) => putInProduction(origin))),
    )
    expect(answers.map(({ status }) => status)).toEqual(ELSEWHERE.map(() => 422))
  })

  it('is never the portal, an own host or another workspace’s host, on any port', async () => {
    const [own, other] = [newSlug(), newSlug()]
    const theirs = `${other}.production.example`
    expect((await putInProduction('https://origin.example.net', other)).status).toBe(201)
    for (const host of ['auth.production.example', `${own}.production.example`, theirs]) {
      for (const spelling of [host, host.toUpperCase(), `${host}:443`, `${host}:8443`, `${host}.`]) {
        const answer = await refuses(inside, () => putInProduction(`https://${spelling}`, own))
        expect([spelling, answer.status]).toEqual([spelling, 422])
      }
    }
  })

  it('may be a DNS name, so the refusals above are about the address', async () => {
    expect((await putInProduction('https://origin.example.net:8443')).status).toBe(201)
  })
})

/** Returns 503 if the edge refuses these settings. */
const statusOf = async (settings: object) => (await production('/.well-known/jwks.json', { settings })).status

describe('a provider', () => {
  const oidc = (issuer: string) => ({ id: 'idp', kind: 'oidc', issuer, client_id: 'x', client_auth: 'none' })
  const ticket = (url: string) => ({
    ...{ id: 'login', kind: 'ticket', issuer: 'login' },
    ...{ login_url: 'https://login.example.com/', jwks_uri: url },
  })
  const statusWith = (...providers: object[]) => statusOf({ PROVIDERS: JSON.stringify(providers) })

  it('is never fetched from an IP address, this machine or the portal', async () => {
    const hosts = [...ADDRESSES, 'auth.production.example', 'auth.production.example:8443']
    const statuses = await Promise.all(
      hosts.map(async (host) => [
        host,
        await statusWith(oidc(`https://${host}`)),
        await statusWith(ticket(`https://${host}/keys`)),
      ]),
    )
    expect(statuses).toEqual(hosts.map((host) => [host, 503, 503]))
  })

  it.each([
    'http://idp.example.com',
    'https://user@idp.example.com',
    'https://169.254.169.254#idp.example.com',
  ])('is fetched by https only: %s', async (issuer) => {
    expect(await statusWith(oidc(issuer))).toBe(503)
  })

  it('may have a DNS name, so the refusals above are about the address', async () => {
    expect(await statusWith(oidc('https://idp.example.com'), ticket('https://login.example.com/keys'))).toBe(
      200,
    )
  })
})

describe('a webhook', () => {
  const NOTICE_WEBHOOK_SECRET = `whsec_${Buffer.from('0123456789abcdefghijklmnopqrstuv').toString('base64')}`
  const statusWith = (url: string) => statusOf({ NOTICE_WEBHOOK_URL: url, NOTICE_WEBHOOK_SECRET })

  it('is never sent to an IP address or this machine', async () => {
    const statuses = await Promise.all(ADDRESSES.map((host) => statusWith(`https://${host}/hook`)))
    expect(statuses).toEqual(ADDRESSES.map(() => 503))
  })

  it('may go to a DNS name, so the refusals above are about the address', async () => {
    expect(await statusWith('https://hooks.example.com/hook')).toBe(200)
  })
})

describe.each([NO_RULES, PUBLIC])('an edge that is its own origin, $title', (ground) => {
  let inside: Inside
  beforeAll(async () => {
    inside = await goInside('member', ground)
  })
  afterAll(() => inside.origin.close())

  const setOrigin = (origin: string) => {
    const { slug, host } = inside.workspace
    return api('PUT', `/workspaces/${slug}`, { name: 'Loop', hosts: [host], origin })
  }
  const ask = async (path: string) => {
    const headers = [['Cookie', passCookieOf(inside)]] as const
    const to = ground.at + path
    return (await refuses(inside, () => sendRaw(inside.workspace.host, to, { headers }))).status
  }
  // Another name under which the edge can reach itself.
  const self = `localhost:${port}`

  it('asks itself once: the second request is for no workspace’s host', async () => {
    for (const origin of [`http://127.0.0.1:${port}`, `http://${self}`]) {
      expect((await setOrigin(origin)).status).toBe(200)
      for (const path of ['/', '/api/v1/workspaces', '/account/security']) expect(await ask(path)).toBe(421)
    }
  })

  it('keeps that name from other workspaces, so no request reaches one with a pass', async () => {
    const slug = newSlug()
    expect((await setOrigin(`http://${self}`)).status).toBe(200)
    const other = { name: 'Other', hosts: [self], origin: inside.origin.url }
    expect(await api('PUT', `/workspaces/${slug}`, other)).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'hosts.0' }] },
    })
    expect((await api('GET', `/workspaces/${slug}`)).status).toBe(404)
    expect(await ask('/')).toBe(421)
  })

  it('is refused if it is visible: the portal, an own host or another workspace’s host', async () => {
    const other = await makeWorkspace(inside.origin.url)
    for (const origin of [portalOrigin, other.origin, inside.workspace.origin]) {
      const { status } = await refuses(inside, async () => ({ ...(await setOrigin(origin)), text: '' }))
      expect(status).toBe(422)
    }
  })
})
