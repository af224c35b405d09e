// Leads to the page where a person gets a missing proof, and back.

import type { MissingProof } from '../../flows/session/missing-proof.ts'
import { type PortalContext, portalUrl, seeOther } from './context.ts'

const WAYS = {
  'sign-in': ['/sign-in', {}],
  'first-factor': ['/sign-in', { why: 'fresh' }],
  'second-factor': ['/sign-in/verify', {}],
  enrolment: ['/account/security/authenticator', {}],
} as const satisfies Record<MissingProof, readonly [path: string, query: Record<string, string>]>

export const seeProof = (c: PortalContext, missing: MissingProof, returnTo: string): Response =>
  seeOther(c, wayToProof(c, missing, returnTo))

/** Returns the address of the page that asks for the proof. */
export function wayToProof(c: PortalContext, missing: MissingProof, returnTo: string): string {
  const [path, query] = WAYS[missing]
  return portalUrl(c, path, { ...query, return_to: returnTo })
}

/** Leads to the page that asks for a passkey and takes no other factor. */
export const seePasskeyProof = (c: PortalContext, returnTo: string): Response =>
  seeOther(c, portalUrl(c, '/sign-in/verify', { methods: 'passkey', return_to: returnTo }))
