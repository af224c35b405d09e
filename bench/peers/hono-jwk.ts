// A peer for comparison: a simple gate made of Hono's own parts. Its middleware verifies a JWT in a cookie,
// and its helper proxies the request. It has no second factor, no policy and no renewal.

import { Hono } from 'hono'
import { jwk } from 'hono/jwk'
import { proxy } from 'hono/proxy'

interface Bindings {
  readonly ORIGIN: string
  readonly KEYS: string
  readonly ISSUER: string
  readonly AUDIENCE: string
}

const app = new Hono<{ Bindings: Bindings }>()

app.use((c, next) => {
  const { KEYS, ISSUER: iss, AUDIENCE: aud } = c.env
  return jwk({ keys: JSON.parse(KEYS), cookie: 'session', alg: ['ES256'], verification: { iss, aud } })(
    c,
    next,
  )
})

app.all('*', (c) => {
  const { pathname, search } = new URL(c.req.url)
  const headers = { ...c.req.header(), 'x-forwarded-host': c.req.header('host') ?? '' }
  return proxy(`${c.env.ORIGIN}${pathname}${search}`, { ...c.req, headers })
})

export default app
