// Leads to the page where a person gets a missing proof, and back.

import type { MissingProof } from '../../flows/session/missing-proof.ts'
import { type PortalContext, portalUrl, seeOther } from './context.ts'

const WAYS = {
  'sign-in': ['/sign-in', {}],
  'first-factor': ['/sign-in', { why: 'fresh' }],
  'second-factor': ['/sign-in/verify', {}],
  enrolment: ['/account/security/authenticator', {}],
} as const satisfies Record<MissingProof, readonly [path: string, query: Record<string, string>]>

export function seeProof(c: PortalContext, missing: MissingProof, returnTo: string): Response {
  const [path, query] = WAYS[missing]
  return seeOther(c, portalUrl(c, path, { ...query, return_to: returnTo }))
}
