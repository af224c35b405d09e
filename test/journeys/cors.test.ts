// A page of another web origin, in a real browser: its preflights, its requests with a token, and the refusals that
// it can read.

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leaving, openBrowser, signInOn } from '../support/node/browser.ts'
import { makeServiceToken, saveRules } from '../support/node/machines.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import { makePerson, makeWorkspace, type TestWorkspace } from '../support/node/test-bed.ts'

let origin: RecordingOrigin
let site: RecordingOrigin
let workspace: TestWorkspace
let page: Page
let token: string
beforeAll(async () => {
  origin = await startRecordingOrigin()
  site = await startRecordingOrigin({ '/': { type: 'text/html', text: '<title>An app elsewhere</title>' } })
  const app = site.url.replace('127.0.0.1', 'app.localhost')
  workspace = await makeWorkspace(origin.url)
  const cors = { origins: [app], methods: ['GET', 'PUT'], headers: ['authorization', 'content-type'] }
  await saveRules(
    workspace,
    {
      id: 'api',
      path: '/api',
      match: 'prefix',
      access: 'service',
      cors: { ...cors, credentials: false, max_age: 600 },
    },
    { id: 'closed', path: '/closed', match: 'prefix', access: 'service' },
  )
  ;({ token } = await makeServiceToken(workspace, { paths: ['/'], methods: ['GET', 'PUT', 'DELETE'] }))
  page = await (await openBrowser()).newPage()
  await page.goto(app)
}, 60_000)
afterAll(async () => {
  await page.context().close()
  await origin.close()
  await site.close()
})

/** Sends a request from the page. Returns what the page can read of the answer. */
const send = (path: string, method: string, bearer: string) =>
  page.evaluate(
    async ([url, method, bearer]) => {
      const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' }
      try {
        const answer = await fetch(url, { method, headers, ...(method === 'GET' ? {} : { body: '{}' }) })
        const challenge = answer.headers.get('www-authenticate')
        return { status: answer.status, challenge, code: (await answer.json()).code }
      } catch {
        return 'unreadable'
      }
    },
    [workspace.origin + path, method, bearer] as const,
  )

describe('a page of an allowed origin', () => {
  it('reaches the workspace’s origin after a preflight that the gate answers', async () => {
    // The origin allows no other web origin itself, so the page can't read its answer.
    expect(await send('/api/x', 'PUT', token)).toBe('unreadable')
    expect(origin.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(['PUT /api/x'])
    expect(origin.lastClaims()).toMatchObject({ kind: 'service' })
  })

  it('can read why it was refused', async () => {
    const before = origin.arrivals()
    expect(await send('/api/x', 'GET', 'sps_broken')).toEqual({
      status: 401,
      challenge: 'Bearer error="invalid_token"',
      code: 'invalid_token',
    })
    expect(origin.arrivals()).toBe(before)
  })

  it('reaches nothing by another method, or where no rule allows its origin', async () => {
    const before = origin.arrivals()
    expect(await send('/api/x', 'DELETE', token)).toBe('unreadable')
    expect(await send('/closed', 'PUT', token)).toBe('unreadable')
    expect(origin.arrivals()).toBe(before)
  })
})

describe('a page that sends the pass along', () => {
  it('gets in from a host of the same site, and from another site browsers leave the pass out', async () => {
    const person = await makePerson('Cora')
    const own = await makeWorkspace(origin.url, [[person, 'member']])
    const { port } = new URL(site.url)
    const [sameSite, otherSite] = [`app.${own.slug}`, 'app'].map((name) => `http://${name}.localhost:${port}`)
    const cors = { origins: [sameSite, otherSite], methods: ['GET'], headers: [], credentials: true }
    await saveRules(own, { id: 'api', path: '/api', match: 'prefix', access: 'member', cors })
    const visit = await page.context().newPage()
    await visit.goto(`${own.origin}/`)
    await leaving(visit, () => signInOn(visit, person))

    const ask = async (from: string) => {
      const before = origin.arrivals()
      await visit.goto(from)
      const read = await visit.evaluate(
        (url) =>
          fetch(url, { credentials: 'include' }).then(
            ({ status }) => status,
            () => 'unreadable',
          ),
        `${own.origin}/api/x`,
      )
      return [read, origin.arrivals() - before]
    }
    // The origin allows no other web origin itself, so the page can't read its answer.
    expect(await ask(`${sameSite}/`)).toEqual(['unreadable', 1])
    expect(origin.lastClaims()).toMatchObject({ email: person.email })
    expect(await ask(`${otherSite}/`)).toEqual([401, 0])
  })
})
