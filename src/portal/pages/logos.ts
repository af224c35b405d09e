// /logos/{digest}: a workspace's logo, by what it is made of, for whoever stands at its door. It was uploaded by somebody: it is
// an image to browsers and nothing else, whatever else could be read in its bytes.

import { Hono } from 'hono'
import { findLogoNamed } from '../../flows/edge/find-logo.ts'
import type { PortalEnv } from '../frame/context.ts'

export const logos = new Hono<PortalEnv>()

logos.get('/logos/:digest', async (c) => {
  const logo = await findLogoNamed(c.var.edge, c.req.param('digest'))
  if (!logo) return c.body(null, 404)
  return c.body(logo.bytes, 200, {
    'content-type': logo.mediaType,
    'cache-control': 'public, max-age=31536000, immutable',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
  })
})
