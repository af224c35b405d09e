// A success message on its way to the page that shows it.

import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { DONE_COOKIE } from '../../../src/http/cookies.ts'
import type { PortalEnv } from '../../../src/portal/frame/context.ts'
import { seeDone, takeDone } from '../../../src/portal/frame/done.ts'

const PORTAL = 'https://id.example'

const app = new Hono<PortalEnv>()
app.use((c, next) => {
  c.set('edge', { config: { portalOrigin: PORTAL } } as Edge)
  return next()
})
app.post('/page', (c) => seeDone(c, '/page?return_to=%2Fon', 'saved', { standing: 'free' }))
app.all('*', (c) => c.text(takeDone(c) ?? 'nothing'))

const ask = (path: string, cookie: string, method = 'GET') =>
  app.request(PORTAL + path, { method, headers: { cookie } })

const posted = await app.request(`${PORTAL}/page`, { method: 'POST' })
const [line = ''] = posted.headers.getSetCookie()
const [cookie = ''] = line.split(';')

describe('a success message', () => {
  it('is not in the address that the form redirects to', () => {
    expect([posted.status, posted.headers.get('location')]).toEqual([
      303,
      `${PORTAL}/page?return_to=%2Fon&standing=free`,
    ])
  })

  it('is shown once by its page, and never because an address asks for it', async () => {
    const told = await ask('/page', cookie)
    expect(await told.text()).toBe('saved')
    expect(told.headers.getSetCookie()).toEqual([expect.stringMatching(`^${DONE_COOKIE}=; .*Max-Age=0`)])
    expect(await (await ask('/page?done=saved', '')).text()).toBe('nothing')
  })

  it.each([
    ['by another page', '/other', 'GET'],
    ['by the answer to another form', '/elsewhere', 'POST'],
  ])('is neither shown nor lost %s', async (_, path, method) => {
    const answer = await ask(path, cookie.replace('/page', path === '/other' ? '/page' : path), method)
    expect([await answer.text(), answer.headers.getSetCookie()]).toEqual(['nothing', []])
  })
})
