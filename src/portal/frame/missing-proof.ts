// To where somebody proves (again) what a change takes, and back.

import type { MissingProof } from '../../flows/own-account/missing-proof.ts'
import { type PortalContext, portalUrl, seeOther } from './context.ts'

export function seeProof(c: PortalContext, missing: MissingProof, returnTo: string): Response {
  if (missing === 'second-factor')
    return seeOther(c, portalUrl(c, '/sign-in/verify', { return_to: returnTo }))
  return seeOther(c, portalUrl(c, '/sign-in', { why: 'fresh', return_to: returnTo }))
}
