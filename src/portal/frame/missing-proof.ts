// To where somebody proves (again) what a change takes, or enrols for it first; and back.

import type { MissingProof } from '../../flows/own-account/missing-proof.ts'
import { type PortalContext, portalUrl, seeOther } from './context.ts'

export type Missing = MissingProof | 'enrolment'

const WAYS: Record<Missing, readonly [path: string, query: Record<string, string>]> = {
  'first-factor': ['/sign-in', { why: 'fresh' }],
  'second-factor': ['/sign-in/verify', {}],
  enrolment: ['/account/security/authenticator', {}],
}

export function seeProof(c: PortalContext, missing: Missing, returnTo: string): Response {
  const [path, query] = WAYS[missing]
  return seeOther(c, portalUrl(c, path, { ...query, return_to: returnTo }))
}
