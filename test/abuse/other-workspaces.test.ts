// Brings passes, hand-off codes, flows, tokens and an admin's session from one workspace to another. The
// people belong to both workspaces, so only the guard between the two can refuse.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { admit, locationOf, portalHost, type Scene, setScene } from '../support/node/arrivals.ts'
import { NO_RULES, PUBLIC, SERVICE, STRICT } from '../support/node/grounds.ts'
import { gainsNothing, refuses } from '../support/node/invariants.ts'
import { makeServiceToken, saveRules } from '../support/node/machines.ts'
import { encodeFor, headersFor, PORTAL_FORMS } from '../support/node/portal-forms.ts'
import { sendLines, upgradeLines } from '../support/node/raw-socket.ts'
import {
  advance,
  api,
  hostOf,
  listRoutes,
  makeWorkspace,
  portalOrigin,
  type Route,
  sendRaw,
  type TestWorkspace,
} from '../support/node/test-bed.ts'
import { type Enrolled, makeEnrolledPerson } from '../support/node/visitor.ts'

const PASS = '__Host-sallyport-pass'
const FLOW = '__Host-sallyport-flow-'

/** The workspace under attack. */
let globex: Scene
let acme: TestWorkspace
/** An owner of Acme and a member of Globex. */
let ada: Enrolled
beforeAll(async () => {
  globex = await setScene()
  ada = await makeEnrolledPerson('Ada')
  acme = await makeWorkspace(globex.origin.url, [[ada.person, 'owner']])
  await admit(globex, ada.person.email)
  for (const { origin } of [acme, globex.workspace]) {
    expect((await ada.visitor.ask(`${origin}/`)).url).toBe(`${origin}/`)
  }
})
afterAll(() => globex.origin.close())

const passAt = ({ host }: TestWorkspace) => `${PASS}=${ada.visitor.cookie(host, PASS)}`

const GROUNDS_OF_BOTH = [NO_RULES, STRICT, SERVICE, PUBLIC]

describe.each(GROUNDS_OF_BOTH)('a pass of one workspace, $title', (ground) => {
  const path = `${ground.at}/`
  const refused = ground.as === 'nobody' ? 200 : 401
  beforeAll(async () => {
    for (const each of [acme, globex.workspace]) await saveRules(each, ...(ground.rules ?? []))
  })
  afterAll(async () => {
    for (const each of [acme, globex.workspace]) await saveRules(each)
  })
  const attacked = () => ({ ...globex, ground })

  it('is refused at another, by any method or upgrade, though its owner is a member there', async () => {
    const { host, origin } = globex.workspace
    const headers = [['Cookie', passAt(acme)]] as const
    const answers = await gainsNothing(attacked(), async () => [
      ...(await Promise.all(
        ['GET', 'POST', 'DELETE', 'OPTIONS'].map((method) => sendRaw(host, path, { method, headers })),
      )),
      await sendLines(upgradeLines(host, origin, [`Cookie: ${passAt(acme)}`], path)),
    ])
    const isPublic = ground.as === 'nobody'
    const opened = [200, 200, 200, 200, 101]
    expect(answers.map(({ status }) => status)).toEqual(isPublic ? opened : opened.map(() => 401))
  })

  it('is refused at another host of the same workspace', async () => {
    const second = hostOf(`second-${acme.slug}`)
    const { slug, host } = acme
    await api('PUT', `/workspaces/${slug}`, { name: slug, hosts: [host, second], origin: globex.origin.url })
    const headers = [['Cookie', passAt(acme)]] as const
    expect((await gainsNothing(attacked(), () => sendRaw(second, path, { headers }))).status).toBe(refused)
  })

  it('is refused at its own host when that now belongs to a workspace without its owner', async () => {
    const taken = hostOf(`taken-${crypto.randomUUID().slice(0, 8)}`)
    const named = { name: 'Acme', origin: globex.origin.url }
    await api('PUT', `/workspaces/${acme.slug}`, { ...named, hosts: [acme.host, taken] })
    expect((await ada.visitor.ask(`http://${taken}/`)).status).toBe(200)
    await api('PUT', `/workspaces/${acme.slug}`, { ...named, hosts: [acme.host] })
    const other = await makeWorkspace(globex.origin.url)
    await api('PUT', `/workspaces/${other.slug}`, { ...named, hosts: [other.host, taken] })
    const headers = [['Cookie', `${PASS}=${ada.visitor.cookie(taken, PASS)}`]] as const
    const answer = await gainsNothing(attacked(), () => sendRaw(taken, path, { headers }))
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([403, 'not_a_member'])
  })
})

describe('a pass of a deleted workspace', () => {
  /**
   * Makes a workspace that its owner enters, and deletes it. The next workspace gets the same name, host and
   * origin.
   */
  async function deleteEntered(): Promise<TestWorkspace> {
    const workspace = await makeWorkspace(globex.origin.url, [[ada.person, 'owner']])
    expect((await ada.visitor.ask(`${workspace.origin}/`)).status).toBe(200)
    expect((await api('DELETE', `/workspaces/${workspace.slug}`)).status).toBe(204)
    return workspace
  }
  const makeAgain = ({ slug, host }: TestWorkspace) =>
    api('PUT', `/workspaces/${slug}`, { name: 'Another tenant', hosts: [host], origin: globex.origin.url })
  const answerTo = ({ status, text }: { status: number; text: string }) => [status, JSON.parse(text).code]

  it('is refused at once by the next workspace with the same slug and host', async () => {
    const workspace = await deleteEntered()
    await makeAgain(workspace)
    const headers = [['Cookie', passAt(workspace)]] as const
    const script = await refuses(globex, () => sendRaw(workspace.host, '/', { headers }))
    expect(answerTo(script)).toEqual([403, 'not_a_member'])
    const page = await refuses(globex, () => ada.visitor.ask(`${workspace.origin}/`, { follows: false }))
    expect(locationOf(page)).toContain(`${portalOrigin}/enter?`)
  })

  it('is refused there even if it was renewed a moment ago', async () => {
    const workspace = await makeWorkspace(globex.origin.url, [[ada.person, 'owner']])
    await ada.visitor.ask(`${workspace.origin}/`)
    const expired = passAt(workspace)
    await advance(121)
    expect((await ada.visitor.ask(`${workspace.origin}/`, { isScript: true })).status).toBe(200)
    await api('DELETE', `/workspaces/${workspace.slug}`)
    await makeAgain(workspace)
    const answer = await refuses(globex, () =>
      sendRaw(workspace.host, '/', { headers: [['Cookie', expired]] }),
    )
    expect(answerTo(answer)).toEqual([403, 'not_a_member'])
  })

  it('is renewed for a member of the next workspace, with their role there', async () => {
    const workspace = await deleteEntered()
    await makeAgain(workspace)
    await api('PUT', `/workspaces/${workspace.slug}/members/${ada.person.email}`, { role: 'member' })
    expect((await ada.visitor.ask(`${workspace.origin}/`, { isScript: true })).status).toBe(200)
    expect(globex.origin.lastClaims()).toMatchObject({ workspace: { slug: workspace.slug, role: 'member' } })
  })
})

describe('a way into one workspace', () => {
  /** Goes from Acme's gate to the portal, which is asked for a code with the flow of Acme's host. */
  const startAtAcme = async (): Promise<URL> =>
    new URL(locationOf(await ada.visitor.ask(`${acme.origin}/.sallyport/start`, { follows: false })))
  const BURNS = { mayChange: ['spent_arrivals'] }

  it('opens no other with its code, with the flow cookie of either host', async () => {
    for (const hasFlow of [false, true]) {
      const way = new URL(locationOf(await ada.visitor.ask((await startAtAcme()).href, { follows: false })))
      const flow = FLOW + way.searchParams.get('flow')
      if (hasFlow) {
        ada.visitor.setCookie(globex.workspace.host, flow, ada.visitor.cookie(acme.host, flow) ?? '')
      }
      way.host = globex.workspace.host
      const answer = await refuses(globex, () => ada.visitor.ask(way.href, { follows: false }), BURNS)
      expect([answer.status, answer.headers.getSetCookie()]).toEqual([400, []])
      way.host = acme.host
      await refuses(globex, () => ada.visitor.ask(way.href, { follows: false }), BURNS)
    }
  })

  it('leads at the portal to no other workspace that its flow can open', async () => {
    const enter = await startAtAcme()
    enter.searchParams.set('host', globex.workspace.host)
    const way = locationOf(await ada.visitor.ask(enter.href, { follows: false }))
    expect(way).toContain(`${globex.workspace.origin}/.sallyport/enter?`)
    const answer = await refuses(globex, () => ada.visitor.ask(way, { follows: false }), BURNS)
    // The portal starts a new way there, without a pass or a code.
    expect(answer.headers.getSetCookie().join()).not.toContain(PASS)
    expect(locationOf(answer)).toMatch(new RegExp(`^${portalOrigin}/enter\\?(?!.*code=)`))
  })
})

describe('a token of one workspace', () => {
  let token: string
  let tokenId: string
  beforeAll(async () => {
    const made = await api('POST', `/workspaces/${acme.slug}/tokens`, { name: 'robot', expires_in_days: 1 })
    ;({ token, id: tokenId } = made.body)
    expect((await api('GET', `/workspaces/${acme.slug}`, undefined, { token })).status).toBe(200)
  })

  const call = (method: string, path: string, body?: string) =>
    sendRaw(portalHost, path, {
      method,
      headers: [
        ['Authorization', `Bearer ${token}`],
        ['Content-Type', 'application/json'],
      ],
      ...(body === undefined ? {} : { body }),
    })

  /** Returns every call of the API, with the other workspace's names and ids where it takes any. */
  const callsOnGlobex = async (): Promise<Route[]> => {
    const values: Record<string, string> = {
      slug: globex.workspace.slug,
      email: ada.person.email,
      id: tokenId,
      provider: 'hostile',
      subject: 'x',
    }
    return (await listRoutes())
      .filter(({ path }) => path.startsWith('/api/v1/') && path !== '/api/v1/workspaces')
      .map(({ method, path }) => ({
        method,
        path: path.replaceAll(/[:{](\w+)\}?/g, (_, name) => values[name] ?? 'x'),
      }))
  }

  it('makes none of another workspace’s or the operator’s calls', async () => {
    const calls = await callsOnGlobex()
    expect(calls.length).toBeGreaterThan(20)
    const answers = await refuses(globex, () =>
      Promise.all(calls.map(({ method, path }) => call(method, path, method === 'GET' ? undefined : '{}'))),
    )
    for (const [i, { status }] of answers.entries()) {
      expect([calls[i], status]).toEqual([calls[i], expect.toBeOneOf([403, 404])])
    }
  })

  it('finds nothing of another workspace, however its name is written', async () => {
    const [mine, theirs] = [acme.slug, globex.workspace.slug]
    const names = [
      ...[theirs.toUpperCase(), theirs.replace('w', '%77'), `/${theirs}`, `${theirs}/policy?slug=${mine}`],
      ...[`${mine}/../${theirs}`, `${mine}/%2e%2e/${theirs}`, `${mine}%2f..%2f${theirs}`],
      ...[`${mine}\\..\\${theirs}`, `${theirs};${mine}`, `${theirs}%00${mine}`, `${mine}/..;/${theirs}`],
    ]
    const answers = await refuses(globex, () =>
      Promise.all(names.map((name) => call('GET', `/api/v1/workspaces/${name}`))),
    )
    for (const [i, { status, text }] of answers.entries()) {
      expect([names[i], status]).toEqual([names[i], 404])
      expect(text).not.toContain(theirs)
    }
  })

  it('cannot be revoked by a token of another workspace', async () => {
    const made = await api('POST', `/workspaces/${globex.workspace.slug}/tokens`, {
      ...{ name: 'robot', expires_in_days: 1 },
    })
    const headers = [['Authorization', `Bearer ${made.body.token}`]] as const
    for (const slug of [acme.slug, globex.workspace.slug]) {
      const path = `/api/v1/workspaces/${slug}/tokens/${tokenId}`
      expect(
        (await refuses(globex, () => sendRaw(portalHost, path, { method: 'DELETE', headers }))).status,
      ).toBe(404)
    }
  })
})

describe('a service token of one workspace', () => {
  it('opens nothing at another with the same rules, alone or beside a pass of either', async () => {
    for (const each of [acme, globex.workspace]) await saveRules(each, ...(SERVICE.rules ?? []))
    const { token } = await makeServiceToken(acme, { paths: ['/'], methods: ['GET'] })
    const key = ['Sallyport-Token', token] as const
    expect((await sendRaw(acme.host, '/api/', { headers: [key] })).status).toBe(200)
    const beside = [[], ...[acme, globex.workspace].map((each) => [['Cookie', passAt(each)] as const])]
    const answers = await refuses(globex, () =>
      Promise.all(
        beside.flatMap((cookies) =>
          ['/', '/api/', '/ledger/'].map((path) =>
            sendRaw(globex.workspace.host, path, { headers: [key, ...cookies] }),
          ),
        ),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 401))
  })
})

describe('an owner of one workspace', () => {
  it('sees and changes nothing in the settings of another, where they are a member', async () => {
    const page = await ada.visitor.ask(`${portalOrigin}/workspaces/${acme.slug}/settings/security`)
    expect(page.status).toBe(200)
    const [, csrf = ''] = /name="csrf" value="([^"]+)"/.exec(page.text) ?? []
    const pages = (await listRoutes()).filter(({ path }) => path.startsWith('/workspaces/:slug/settings/'))
    expect(pages.length).toBeGreaterThan(8)
    const stranger = await makeWorkspace(globex.origin.url)
    for (const [{ slug }, status] of [
      [globex.workspace, 403],
      [stranger, 404],
    ] as const) {
      const answers = await refuses(globex, () =>
        Promise.all(
          pages.map(({ method, path }) =>
            ada.visitor.ask(portalOrigin + path.replace(':slug', slug).replaceAll(/:\w+/g, 'x'), {
              method,
              follows: false,
              ...(method === 'GET' ? {} : form(csrf, fileIn(path))),
            }),
          ),
        ),
      )
      expect(answers.map((answer) => answer.status)).toEqual(pages.map(() => status))
    }
  })

  const fileIn = (path: string) => PORTAL_FORMS.find((each) => each.path === path)?.file
  const form = (csrf: string, file?: string) => ({
    headers: headersFor({ ...(file && { file }) }),
    body: encodeFor({ ...(file && { file }) }, [
      ['csrf', csrf],
      ['enforced', 'on'],
      ['grace_days', '0'],
      ['version', '0'],
    ]),
  })
})
