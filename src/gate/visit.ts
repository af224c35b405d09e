// A request to a workspace, and what the gate decides about it.

import type { PassDecision } from '../core/access.ts'
import type { Edge } from '../flows/edge/edge.ts'
import type { IssuedPass } from '../flows/entry/issue-pass.ts'
import type { RenewalRefusal } from '../flows/entry/renew.ts'
import type { Site } from '../store/sites.ts'

/** All that is known before the pass is looked at. */
export interface Visit {
  readonly request: Request
  readonly url: URL
  readonly edge: Edge
  readonly site: Site
}

/** The request may go on to the origin. */
export interface Admission {
  readonly pass: IssuedPass
  /** The renewed pass, for the browser. */
  readonly newCookie: string | null
}

/** The pages of the gate's own. */
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
