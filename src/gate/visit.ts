// A request to a workspace, and what the gate decides about it.

import type { PassDecision } from '../core/access.ts'
import type { Unmet } from '../core/rule-access.ts'
import type { Match } from '../core/rules.ts'
import type { OutOfScope } from '../core/service-scope.ts'
import type { Edge } from '../flows/edge/edge.ts'
import type { IssuedPass } from '../flows/entry/issue-pass.ts'
import type { RenewalRefusal } from '../flows/entry/renew.ts'
import type { Withheld } from '../http/forwarded-request.ts'
import type { Site } from '../store/sites.ts'

/** Everything the gate knows before it reads the credentials. */
export interface Visit {
  readonly request: Request
  readonly url: URL
  readonly edge: Edge
  readonly site: Site
  /** What the workspace's rules say about the request. Rules do not apply to the gate's own pages. */
  readonly match: Match
}

/** Lets the request go to the origin, as a person, a service, or anybody. */
export type Admission = AdmittedPerson | AdmittedService | AdmittedAnybody

export interface AdmittedPerson {
  readonly as: 'person'
  readonly pass: IssuedPass
  /** The renewed pass as a Set-Cookie value, or null if the pass was still valid. */
  readonly newCookie: string | null
  readonly withheld: Withheld
}

export interface AdmittedService {
  readonly as: 'service'
  readonly assertion: string
  /** When the token must be looked up again, in Unix seconds. */
  readonly until: number
  readonly withheld: Withheld
}

/** A rule opens the path to everybody. The origin is not told who is there. */
export interface AdmittedAnybody {
  readonly as: 'anybody'
  readonly withheld: Withheld
}

/** Pages that the gate serves itself, and requests that it never forwards. */
export type OwnAnswer = 'enter' | 'start' | 'sign-out' | 'method-not-forwarded' | 'reserved-path'
/** Why the pass in the request does not open the workspace. */
export type PassRefusal = 'no-pass' | RenewalRefusal | Exclude<PassDecision, 'admit'> | 'other-workspace'

/** A valid pass that does not meet what a rule demands here. */
export type DemandRefusal = Unmet & { readonly pass: IssuedPass }

/** A valid service token that does not open this address. */
export interface ServiceRefusal {
  readonly refused: 'service-not-allowed'
  readonly because: OutOfScope | 'rule'
  readonly serviceId: string
}

export type Refused =
  | PassRefusal
  | 'foreign-upgrade'
  | 'foreign-basic'
  | 'invalid-service-token'
  | DemandRefusal
  | ServiceRefusal
export type Decision = Admission | Refused
