// The state of one demo origin, and the requests that it gets.

import type { IncomingMessage } from 'node:http'
import type { Assertion, ServiceAssertion } from '../src/origin/index.ts'

export interface Note {
  readonly from: string
  readonly text: string
}

/** A request to `/hooks`, as it arrived. */
export interface Delivery {
  readonly at: number
  readonly path: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
  /** The hash of the body's bytes, in hexadecimal digits. */
  readonly sha256: string
}

export interface Site {
  readonly name: string
  /** The name of the platform that people sign in to. */
  readonly brand: string
  readonly issuer: string
  readonly audience: string
  /** The newest first, as are the deliveries. */
  readonly notes: Note[]
  readonly deliveries: Delivery[]
}

/** A request on a public path has neither assertion. Every other request has exactly one. */
export interface OriginRequest extends IncomingMessage {
  readonly assertion?: Assertion
  readonly service?: ServiceAssertion
}
