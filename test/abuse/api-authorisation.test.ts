// Checks who may make each call in the API description, with every kind of valid and ended token. A new call
// fails here until it is listed below.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fetchLoopback } from '../../demo/loopback.ts'
import type { Scene } from '../support/node/arrivals.ts'
import { refuses } from '../support/node/invariants.ts'
import { fill, type Known, listOperations, type Operation, rightBody } from '../support/node/operations.ts'
import { expectProblem } from '../support/node/problems.ts'
import { startRecordingOrigin } from '../support/node/recording-origin.ts'
import { OPERATOR_TOKEN } from '../support/node/secrets.ts'
import {
  type ApiAnswer,
  advance,
  api,
  edgeNow,
  hostOf,
  listRoutes,
  makeWorkspace,
  portalOrigin,
  type TestWorkspace,
} from '../support/node/test-bed.ts'
import { type Enrolled, makeEnrolledPerson, Visitor } from '../support/node/visitor.ts'
import { imageOf } from '../vectors/images.ts'

/**
 * Lists who each call is for. A workspace's token may not make an operator's call, even for its own
 * workspace.
 */
const OPERATORS = [
  'PUT /accounts/{email}',
  'GET /accounts/{email}',
  'DELETE /accounts/{email}',
  'PUT /accounts/{email}/authenticator',
  'DELETE /accounts/{email}/second-factor',
  'POST /accounts/{email}/unlock',
  'POST /accounts/{email}/address',
  'POST /accounts/{email}/recovery',
  'DELETE /accounts/{email}/recovery',
  'POST /accounts/{email}/recovery/approve',
  'GET /accounts/{email}/second-factors',
  'DELETE /accounts/{email}/second-factors/{id}',
  'GET /accounts/{email}/identities',
  'POST /accounts/{email}/identities',
  'DELETE /accounts/{email}/identities',
  'GET /providers',
  'PUT /workspaces/{slug}',
  'DELETE /workspaces/{slug}',
  'GET /audit',
  'GET /audit/export',
  'GET /notices/dead-letters',
  'POST /notices/dead-letters/{id}/retry',
  'GET /keys',
  'POST /keys/rotate',
]
const WORKSPACES = [
  'GET /workspaces',
  'GET /workspaces/{slug}',
  'GET /workspaces/{slug}/providers',
  'PUT /workspaces/{slug}/providers',
  'GET /workspaces/{slug}/appearance',
  'PUT /workspaces/{slug}/appearance',
  'PUT /workspaces/{slug}/logo',
  'DELETE /workspaces/{slug}/logo',
  'GET /workspaces/{slug}/policy',
  'PUT /workspaces/{slug}/policy',
  'POST /workspaces/{slug}/policy/preview',
  'GET /workspaces/{slug}/policy/phishing-resistant',
  'PUT /workspaces/{slug}/policy/phishing-resistant',
  'POST /workspaces/{slug}/policy/phishing-resistant/preview',
  'GET /workspaces/{slug}/enrollment',
  'GET /workspaces/{slug}/edge',
  'PUT /workspaces/{slug}/edge',
  'GET /workspaces/{slug}/rules',
  'PUT /workspaces/{slug}/rules',
  'POST /workspaces/{slug}/rules/test',
  'GET /workspaces/{slug}/members',
  'PUT /workspaces/{slug}/members/{email}',
  'DELETE /workspaces/{slug}/members/{email}',
  'PUT /workspaces/{slug}/members/{email}/extension',
  'DELETE /workspaces/{slug}/members/{email}/extension',
  'GET /workspaces/{slug}/invitations',
  'POST /workspaces/{slug}/invitations',
  'POST /workspaces/{slug}/invitations/{id}/resend',
  'DELETE /workspaces/{slug}/invitations/{id}',
  'GET /workspaces/{slug}/recoveries',
  'GET /workspaces/{slug}/audit',
  'GET /workspaces/{slug}/audit/export',
  'GET /workspaces/{slug}/tokens',
  'POST /workspaces/{slug}/tokens',
  'DELETE /workspaces/{slug}/tokens/{id}',
  'GET /workspaces/{slug}/service-tokens',
  'POST /workspaces/{slug}/service-tokens',
  'GET /workspaces/{slug}/service-tokens/{id}',
  'PATCH /workspaces/{slug}/service-tokens/{id}',
  'DELETE /workspaces/{slug}/service-tokens/{id}',
  'POST /workspaces/{slug}/service-tokens/{id}/rotate',
]

/** These tests have no failed notice, factor, extension, invitation or recovery. An authorised caller gets 404. */
const MISSING =
  / \/notices\/|\/second-factors\/\{id\}$|^DELETE .*\/(extension|recovery)$|\/invitations\/\{id\}|\/approve$/
/** This edge sends no mail, so an authorised caller gets 409. */
const NEEDS_MAIL = ['POST /workspaces/{slug}/invitations', 'POST /accounts/{email}/recovery']

const operations = await listOperations()
const named = operations.map((operation) => [operation.name, operation] as const)
const isOperators = ({ name }: Operation) => OPERATORS.includes(name)

const makeToken = async ({ slug }: TestWorkspace, token = OPERATOR_TOKEN, days = 30) =>
  (await api('POST', `/workspaces/${slug}/tokens`, { name: 'robot', expires_in_days: days }, { token }))
    .body as { id: string; token: string }

const makeServiceToken = async ({ slug }: TestWorkspace) =>
  (
    await api('POST', `/workspaces/${slug}/service-tokens`, {
      ...{ name: 'service', expires_in_days: 30, paths: ['/'], methods: ['GET'] },
    })
  ).body as { id: string; token: string }

/** Creates a token on the settings page, as an admin would. Its rights are those of the admin's role. */
async function makeOnPage({ visitor }: Enrolled, { slug }: TestWorkspace): Promise<string> {
  const path = `/workspaces/${slug}/settings/tokens`
  const fields = { name: 'robot', expires_in_days: '30' }
  const made = await visitor.submit(await visitor.ask(portalOrigin + path), path, fields)
  const [, token] = /<code id="token"[^>]*>(spt_[\w-]{43})<\/code>/.exec(made.text) ?? []
  if (!token) throw new Error(`no token on the page:\n${made.text}`)
  return token
}

const send = (operation: Operation, known: Known, token?: string, headers: Record<string, string> = {}) =>
  api(
    operation.method,
    fill(operation.path, known),
    operation.body ? rightBody(operation, known) : undefined,
    token === undefined ? { headers: { authorization: '', ...headers } } : { token, headers },
  )

/** Some successful answers are not JSON. */
async function sendRight(operation: Operation, known: Known, token: string): Promise<[number, string]> {
  const body = operation.takesImage
    ? imageOf('png')
    : operation.body
      ? JSON.stringify(rightBody(operation, known))
      : undefined
  const type = operation.takesImage ? 'image/png' : 'application/json'
  const answer = await fetchLoopback(`${portalOrigin}/api/v1${fill(operation.path, known)}`, {
    method: operation.method,
    headers: { authorization: `Bearer ${token}`, 'content-type': type },
    ...(body === undefined ? {} : { body }),
  })
  return [answer.status, await answer.text()]
}

const asAnswer = ({ status, headers, body }: ApiAnswer) => ({ status, headers, text: JSON.stringify(body) })

let scene: Scene
/** The names and ids in the workspace that the calls are about. */
let known: Known
const bearers: Record<string, string> = {}
let admin: Enrolled
let ownTokens: string[]
let foreignToken: string

async function furnish(workspace: TestWorkspace): Promise<Known> {
  const email = `bob-${crypto.randomUUID()}@acme.example`
  await api('PUT', `/accounts/${email}`, { name: 'Bob' })
  await api('PUT', `/workspaces/${workspace.slug}/members/${email}`, { role: 'member' })
  const identity = { provider: 'linking', subject: crypto.randomUUID() }
  await api('POST', `/accounts/${email}/identities`, identity)
  return {
    ...{ slug: workspace.slug, email, id: (await makeToken(workspace)).id },
    ...{ hosts: [hostOf(workspace.slug)], origin: scene.origin.url, allowed: ['password'] },
    ...{ serviceTokenId: (await makeServiceToken(workspace)).id, paths: ['/'], methods: ['GET'] },
    ...{ role: 'admin', enforced: true, purpose: 'totp-sealing', ...identity },
  }
}

beforeAll(async () => {
  const origin = await startRecordingOrigin()
  scene = { origin, workspace: await makeWorkspace(origin.url) }
  const { workspace } = scene
  const expired = await makeToken(workspace, OPERATOR_TOKEN, 1)
  bearers['an expired token'] = expired.token
  await advance(86_401)
  known = await furnish(workspace)
  const demoted = await makeEnrolledPerson('Ada')
  admin = await makeEnrolledPerson('Olga')
  for (const { person } of [demoted, admin]) {
    await api('PUT', `/workspaces/${workspace.slug}/members/${person.email}`, { role: 'admin' })
  }
  bearers['a demoted admin’s token'] = await makeOnPage(demoted, workspace)
  await api('PUT', `/workspaces/${workspace.slug}/members/${demoted.person.email}`, { role: 'member' })
  ownTokens = [(await makeToken(workspace)).token, await makeOnPage(admin, workspace)]
  foreignToken = (await makeToken(await makeWorkspace(origin.url))).token
  const revoked = await makeToken(workspace)
  bearers['a revoked token'] = revoked.token
  await api('DELETE', `/workspaces/${workspace.slug}/tokens/${revoked.id}`)
  bearers['a service token'] = (await makeServiceToken(workspace)).token
  bearers.garbage = 'garbage'
  bearers['a token that was never made'] = `spt_${'A'.repeat(43)}`
  bearers['the operator’s, cut short'] = OPERATOR_TOKEN.slice(0, -1)
})
afterAll(() => scene.origin.close())

describe('the caller that each call is for', () => {
  it('is listed in this test for every call in the description and every route', async () => {
    expect([...OPERATORS, ...WORKSPACES].sort()).toEqual(operations.map(({ name }) => name).sort())
    const routes = (await listRoutes()).filter(({ path }) => path.startsWith('/api/'))
    const written = routes.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
    expect([...new Set(written)].sort()).toEqual(
      operations.map(({ method, path }) => `${method} /api/v1${path}`).sort(),
    )
  })

  it('may make it: the operator’s token every call, a workspace’s token its own calls', async () => {
    for (const operation of operations) {
      const workspace = await makeWorkspace(scene.origin.url)
      const token = isOperators(operation) ? OPERATOR_TOKEN : (await makeToken(workspace)).token
      const scheduled = { enforced: true, grace_days: 30 }
      await api('PUT', `/workspaces/${workspace.slug}/policy`, scheduled)
      const until = new Date(((await edgeNow()) + 86_400) * 1000).toISOString()
      const furnished = { ...(await furnish(workspace)), until }
      const [status, text] = await sendRight(operation, furnished, token)
      const isDone =
        status < 300 ||
        (MISSING.test(operation.name) && status === 404) ||
        (NEEDS_MAIL.includes(operation.name) && status === 409)
      expect([operation.name, isDone, isDone ? '' : text]).toEqual([operation.name, true, ''])
    }
  })
})

describe('a call by a caller that it is not for', () => {
  it.each(named)('writes and reveals nothing without a valid token: %s', async (_, operation) => {
    await refuses(scene, async () => {
      const answers = [await send(operation, known)]
      for (const token of Object.values(bearers)) answers.push(await send(operation, known, token))
      for (const answer of answers) expectProblem(answer, 401, 'invalid_token')
      return answers.map(asAnswer)
    })
  })

  it.each(named)(
    'writes and reveals nothing with a token in another place or scheme: %s',
    async (_, operation) => {
      const bare = [...admin.visitor.cookies.values()].flatMap((jar) => [...jar].map(([n, v]) => `${n}=${v}`))
      await refuses(scene, async () => {
        const answers = [
          await send(operation, known, undefined, { cookie: bare.join('; ') }),
          await send(operation, known, undefined, { cookie: `token=${OPERATOR_TOKEN}` }),
          await send(operation, known, undefined, {
            authorization: `Basic ${btoa(`operator:${OPERATOR_TOKEN}`)}`,
          }),
          await send(operation, known, undefined, { authorization: `Token ${OPERATOR_TOKEN}` }),
          await send(operation, known, undefined, { authorization: OPERATOR_TOKEN }),
          await send(operation, known, undefined, {
            'x-api-key': OPERATOR_TOKEN,
            'proxy-authorization': `Bearer ${OPERATOR_TOKEN}`,
          }),
          await send({ ...operation, path: `${operation.path}?access_token=${OPERATOR_TOKEN}` }, known),
        ]
        for (const answer of answers) expectProblem(answer, 401, 'invalid_token')
        return answers.map(asAnswer)
      })
    },
  )

  it.each(named.filter(([, operation]) => isOperators(operation)))(
    'writes and reveals nothing with a token of the workspace or its admin: %s',
    async (_, operation) => {
      await refuses(scene, async () => {
        const answers = []
        for (const token of ownTokens) answers.push(await send(operation, known, token))
        for (const answer of answers) expectProblem(answer, 403, 'operator_only')
        return answers.map(asAnswer)
      })
    },
  )

  it.each(named.filter(([, operation]) => operation.path.includes('{slug}') && !isOperators(operation)))(
    'writes nothing with another workspace’s token, and does not reveal that the workspace exists: %s',
    async (_, operation) => {
      await refuses(scene, async () => {
        const theirs = await send(operation, known, foreignToken)
        const never = await send(operation, { ...known, slug: 'never-made' }, foreignToken)
        expectProblem(theirs, 404, 'not_found')
        expect(theirs.body).toEqual(never.body)
        expect([...theirs.headers.keys()]).toEqual([...never.headers.keys()])
        return [asAnswer(theirs), asAnswer(never)]
      })
    },
  )
})

describe('ids that belong to another workspace', () => {
  it('open nothing in the caller’s own: neither a token id nor a member or audit cursor', async () => {
    const own = await makeWorkspace(scene.origin.url)
    const { token } = await makeToken(own)
    const theirs = await api('GET', `/accounts/${known.email}`)
    const { entries } = (await api('GET', `/workspaces/${known.slug}/audit`)).body
    await refuses(scene, async () => {
      const path = `/workspaces/${own.slug}/tokens/${known.id}`
      const revoked = await api('DELETE', path, undefined, { token })
      const servicePath = `/workspaces/${own.slug}/service-tokens/${known.serviceTokenId}`
      const services = [
        await api('GET', servicePath, undefined, { token }),
        await api('PATCH', servicePath, { name: 'mine' }, { token }),
        await api('POST', `${servicePath}/rotate`, { overlap_hours: 0 }, { token }),
        await api('DELETE', servicePath, undefined, { token }),
      ]
      const member = await api('DELETE', `/workspaces/${own.slug}/members/${known.email}`, undefined, {
        token,
      })
      for (const answer of [revoked, member, ...services]) expectProblem(answer, 404, 'not_found')
      return [revoked, member, ...services].map(asAnswer)
    })
    for (const path of [
      `members?cursor=${theirs.body.id}`,
      `members?cursor=`,
      `audit?cursor=${entries[0].id + 1}`,
    ]) {
      const { status, body } = await api('GET', `/workspaces/${own.slug}/${path}`, undefined, { token })
      expect(status).toBe(200)
      expect(JSON.stringify(body)).not.toContain(known.email)
      expect(JSON.stringify(body)).not.toContain(String(known.id))
    }
    const listed = await api('GET', '/workspaces', undefined, { token })
    expect(listed.body.workspaces.map(({ slug }: { slug: string }) => slug)).toEqual([own.slug])
  })

  it.each(['..%2f', '%2e%2e%2f', '..%5c', 'x/../'])(
    'cannot be reached through the path of the caller’s own workspace: %s',
    async (up) => {
      const own = await makeWorkspace(scene.origin.url)
      const { token } = await makeToken(own)
      const path = `/workspaces/${own.slug}/${up}${known.slug}/tokens/${known.id}`
      await refuses(scene, async () => {
        const answer = await api('DELETE', path, undefined, { token })
        expectProblem(answer, 404, 'not_found')
        return asAnswer(answer)
      })
    },
  )
})

describe('the description and its page', () => {
  it('are the only answers without a token, and name no workspace or account', async () => {
    for (const path of ['/openapi.json', '/docs']) {
      const text = await (await fetchLoopback(portalOrigin + path)).text()
      for (const told of [known.slug, known.email, known.id, OPERATOR_TOKEN]) expect(text).not.toContain(told)
    }
    for (const path of ['/api', '/api/', '/api/v1', '/api/v1/', '/api/v1/nothing', '/api/v2/workspaces']) {
      const answer = await new Visitor().ask(portalOrigin + path, { isScript: true })
      expect([path, answer.status < 500 && answer.status >= 400]).toEqual([path, true])
    }
  })
})
