import { Hono } from 'hono'
import { expect, it } from 'vitest'
import type { MissingProof } from '../../../src/flows/session/missing-proof.ts'
import type { PortalEnv } from '../../../src/portal/frame/context.ts'
import { seeProof } from '../../../src/portal/frame/missing-proof.ts'

const PORTAL = 'https://auth.example.com'

it.each<readonly [MissingProof, string]>([
  ['sign-in', '/sign-in?'],
  ['first-factor', '/sign-in?why=fresh&'],
  ['second-factor', '/sign-in/verify?'],
  ['enrolment', '/account/security/authenticator?'],
])('a person without %s is led to %s and back', async (missing, path) => {
  const portal = new Hono<PortalEnv>()
  portal.get('/here', (c) => {
    c.set('edge', { config: { portalOrigin: PORTAL } } as PortalEnv['Variables']['edge'])
    return seeProof(c, missing, '/here?x=1&y=2')
  })
  const { status, headers } = await portal.request('/here')
  expect([status, headers.get('location')]).toEqual([
    303,
    `${PORTAL}${path}return_to=%2Fhere%3Fx%3D1%26y%3D2`,
  ])
})
