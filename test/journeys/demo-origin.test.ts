// The demo's workspaces, as `npm start` seeds them, and the pages of their origin.

import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type DemoWorkspace, RULES, SERVICE_TOKEN } from '../../demo/cast.ts'
import { type RunningOrigin, startOrigin } from '../../demo/origin-server.ts'
import { renewServiceToken, seedRules } from '../../demo/seed.ts'
import { locationOf } from '../support/node/arrivals.ts'
import { OPERATOR_TOKEN } from '../support/node/secrets.ts'
import {
  advance,
  api,
  edgeNow,
  makeWorkspace,
  portalOrigin,
  sendRaw,
  type TestWorkspace,
} from '../support/node/test-bed.ts'
import { makeEnrolledPerson, type Visitor } from '../support/node/visitor.ts'

const operator = { portalOrigin, token: OPERATOR_TOKEN }

let origin: RunningOrigin
let workspace: TestWorkspace
let demo: DemoWorkspace
let visitor: Visitor
let serviceToken: string
beforeAll(async () => {
  const enrolled = await makeEnrolledPerson('Ada')
  visitor = enrolled.visitor
  workspace = await makeWorkspace('http://127.0.0.1:9', [[enrolled.person, 'member']])
  demo = { slug: workspace.slug, name: 'Demo', members: {} }
  origin = await startOrigin({ name: 'Demo', issuer: portalOrigin, audience: workspace.origin })
  const body = { name: 'Demo', hosts: [workspace.host], origin: origin.url }
  await api('PUT', `/workspaces/${workspace.slug}`, body)
  await seedRules(operator, demo, RULES)
  serviceToken = await renewServiceToken(operator, demo, SERVICE_TOKEN)
})
afterEach(() => vi.useRealTimers())
afterAll(() => origin?.close())

const asStranger = (path: string, method = 'GET', body?: string) =>
  sendRaw(workspace.host, path, { method, ...(body !== undefined && { body }) })
const whoami = (token: string) =>
  sendRaw(workspace.host, '/api/whoami', { headers: [['Authorization', `Bearer ${token}`]] })

describe('the seed', () => {
  it('keeps the rules that an admin has saved, even none', async () => {
    const other = await makeWorkspace('http://127.0.0.1:9')
    const seed = () => seedRules(operator, { slug: other.slug, name: 'Other', members: {} }, RULES)
    const rulesOf = async () => (await api('GET', `/workspaces/${other.slug}/rules`)).body.rules
    await seed()
    expect(await rulesOf()).toHaveLength(RULES.length)
    await api('PUT', `/workspaces/${other.slug}/rules`, { rules: [] })
    await seed()
    expect(await rulesOf()).toEqual([])
  })

  it('gives the token a new value, and the previous one still works', async () => {
    const renewed = await renewServiceToken(operator, demo, SERVICE_TOKEN)
    expect(renewed).not.toBe(serviceToken)
    for (const token of [serviceToken, renewed]) expect((await whoami(token)).status).toBe(200)
    const { body } = await api('GET', `/workspaces/${workspace.slug}/service-tokens`)
    expect(body.service_tokens).toHaveLength(1)
  })
})

describe('a program', () => {
  it('with the token reads who it is, without one nothing', async () => {
    const answer = await whoami(serviceToken)
    expect(JSON.parse(answer.text)).toMatchObject({ kind: 'service', service: { name: 'npm start' } })
    expect((await asStranger('/api/whoami')).status).toBe(401)
  })

  it('posts a webhook and is told what came; only members see it afterwards', async () => {
    const answer = await asStranger('/hooks/test', 'POST', 'Hello <b>')
    expect(JSON.parse(answer.text)).toMatchObject({ path: '/hooks/test', bytes: 9 })
    expect(JSON.stringify(answer.text)).not.toMatch(/assertion/i)
    expect((await asStranger('/hooks')).status).toBe(401)
    const page = await visitor.ask(`${workspace.origin}/hooks`)
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('Hello &lt;b&gt;')])
  })
})

describe('the public page', () => {
  it('says the same to a stranger and to a member', async () => {
    const withoutNonces = (text: string) => text.replace(/nonce="[^"]*"/g, '')
    await visitor.ask(`${workspace.origin}/`)
    const [stranger, member] = [await asStranger('/status'), await visitor.ask(`${workspace.origin}/status`)]
    expect([stranger.status, member.status]).toEqual([200, 200])
    expect(withoutNonces(stranger.text)).toBe(withoutNonces(member.text))
    expect(stranger.text).not.toContain('Sign out')
  })

  it('has no neighbours: other paths and methods need a member', async () => {
    for (const [path, method] of [['/status/'], ['/Status'], ['/status', 'POST'], ['/missing']] as const)
      expect((await asStranger(path, method)).status, `${method} ${path}`).toBe(401)
    expect((await visitor.ask(`${workspace.origin}/missing`)).status).toBe(404)
  })
})

describe('a page that wants a recent second factor', () => {
  it.each([
    ['/transfer', '60', 'by a rule'],
    ['/secure', '300', 'by itself'],
  ])('%s asks for one of the last %s seconds, %s', async (path, maxAge) => {
    const { person, visitor } = await makeEnrolledPerson('Bo')
    await api('PUT', `/workspaces/${workspace.slug}/members/${person.email}`, { role: 'member' })
    await visitor.ask(`${workspace.origin}/`)
    await advance(Number(maxAge) + 10)
    vi.useFakeTimers({ toFake: ['Date'], now: (await edgeNow()) * 1000 }) // the origin's clock
    const asked = await visitor.ask(`${workspace.origin}${path}`)
    const { origin: at, pathname, searchParams } = new URL(asked.url)
    expect([at, pathname, searchParams.get('max_age')]).toEqual([portalOrigin, '/sign-in/verify', maxAge])
  })
})

describe('a page that wants a passkey', () => {
  it.each([
    ['/payroll', 'by a rule'],
    ['/vault', 'by itself'],
  ])('%s leads to the portal for one, %s', async (path) => {
    await visitor.ask(`${workspace.origin}/`)
    const sent = await visitor.ask(`${workspace.origin}${path}`, { follows: false })
    const { origin: at, pathname, searchParams } = new URL(locationOf(sent))
    expect([at, pathname, searchParams.get('methods')]).toEqual([portalOrigin, '/sign-in/verify', 'passkey'])
  })
})
