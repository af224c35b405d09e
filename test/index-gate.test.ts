import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import gate from '../src/index-gate.ts'
import { batch } from '../src/store/batch.ts'
import { putWorkspace } from '../src/store/workspaces.ts'
import { makeContext } from './support/deferred.ts'

const ask = (url: string) =>
  gate.fetch(
    new Request(url, { headers: { 'sec-fetch-mode': 'cors' }, redirect: 'manual' }),
    env,
    makeContext(),
  )

it('the gate guards workspaces as the whole edge does', async () => {
  const acme = {
    id: 'acme',
    slug: 'acme',
    name: 'Acme',
    origin: 'http://127.0.0.1:9',
    hosts: ['acme.localhost:8787'],
  }
  await batch(env.DB, putWorkspace(env.DB, acme, 0))
  const refused = await ask('http://acme.localhost:8787/reports')
  expect(refused.status).toBe(401)
  expect(await refused.json()).toMatchObject({ code: 'sign_in_required' })
})

it.each(['/sign-in', '/api/v1/workspaces', '/openapi.json', '/.well-known/jwks.json', '/assets/mark.svg'])(
  'the gate has nothing of the portal, even on the portal’s host: %s',
  async (path) => {
    const { status } = await ask(`http://auth.localhost:8787${path}`)
    expect(status).toBe(421)
  },
)
