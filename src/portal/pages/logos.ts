// /logos/{digest}: serves a workspace's logo by its digest, also to people who are not signed in. An admin
// uploaded the file, so its media type is fixed and the policy sandboxes it. Otherwise a file could act as a
// page of the portal.

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
