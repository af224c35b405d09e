// A request to a workspace, and what the gate decides about it.

import type { PassDecision } from '../core/access.ts'
import type { Edge } from '../flows/edge/edge.ts'
import type { IssuedPass } from '../flows/entry/issue-pass.ts'
import type { RenewalRefusal } from '../flows/entry/renew.ts'
import type { Withheld } from '../http/forwarded-request.ts'
import type { Site } from '../store/sites.ts'

/** Everything the gate knows before it reads the pass. */
export interface Visit {
  readonly request: Request
  readonly url: URL
  readonly edge: Edge
  readonly site: Site
}

/** Lets the request go to the origin, as a person, a service, or anybody. */
export type Admission = {
  readonly withheld: Withheld
} & (AdmittedPerson | AdmittedService | { readonly as: 'anybody' })

export interface AdmittedPerson {
  readonly as: 'person'
  readonly pass: IssuedPass
  /** The renewed pass as a Set-Cookie value, or null if the pass was still valid. */
  readonly newCookie: string | null
}

export interface AdmittedService {
  readonly as: 'service'
  readonly assertion: string
}

/** Pages that the gate serves itself. */
type OwnPage = 'enter' | 'start' | 'sign-out'
/** Why the pass in the request does not open the workspace. */
export type PassRefusal = 'no-pass' | RenewalRefusal | Exclude<PassDecision, 'admit'> | 'other-workspace'
export type Decision =
  | Admission
  | OwnPage
  | PassRefusal
  | 'method-not-forwarded'
  | 'reserved-path'
  | 'foreign-upgrade'
