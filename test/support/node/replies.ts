// Replies that a server can send instead of the right one.

import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** How the reply is sent if not whole and at once. */
  readonly pace?: 'cut-off' | 'silent' | 'dripping'
}

/** Changes the right reply into the one that is sent. */
export type Tamper = (right: Reply) => Reply

export const json = (value: unknown, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
})

/** Words that no page may ever show. Every fixture sends them. */
export const MARKUP = '<img src=x onerror=alert(1)>hostile-words'

const html = (status: number): Reply => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: `<!doctype html><script>alert(1)</script>${MARKUP}`,
})

export const down: Tamper = (right) => ({ ...right, pace: 'cut-off' })
export const failing: Tamper = () => html(500)
export const unavailable: Tamper = () => html(503)
export const missing: Tamper = () => html(404)
export const aPage: Tamper = () => html(200)
export const empty: Tamper = (right) => ({ ...right, body: '' })
export const garbage: Tamper = (right) => ({ ...right, body: '\u0000{"keys":[}' })
export const notAnObject: Tamper = (right) => ({ ...right, body: '[1,"two",null]' })
export const nothing: Tamper = (right) => ({ ...right, body: 'null' })
export const wrongType: Tamper = (right) => ({ ...right, headers: { 'content-type': 'text/html' } })
/** Correct, but four megabytes long. */
export const huge: Tamper = (right) => changed({ padding: 'x'.repeat(4 << 20) })(right)
/** Accepts the request and never answers. */
export const silent: Tamper = (right) => ({ ...right, pace: 'silent' })
/** Answers one byte now and then, and never ends. */
export const dripping: Tamper = (right) => ({ ...right, pace: 'dripping' })

export const redirecting =
  (location: string, status = 307): Tamper =>
  () => ({ status, headers: { location }, body: '' })

/** The right reply with other members in its JSON. Members that are `undefined` are omitted. */
export const changed =
  (members: Readonly<Record<string, unknown>>): Tamper =>
  (right) => ({ ...right, body: JSON.stringify({ ...JSON.parse(right.body), ...members }) })

/** RFC 6749, section 5.2, and RFC 6750, section 3: a refusal says how to authenticate. */
export const challenging: Tamper = ({ body }) => ({
  status: 401,
  headers: { 'content-type': 'application/json', 'www-authenticate': `Basic realm="${MARKUP}"` },
  body,
})

export const replaced =
  (value: unknown): Tamper =>
  (right) => ({ ...right, body: JSON.stringify(value) })

/** The answers that are no document, whatever was asked for, each with what the other side then is. */
export const UNUSABLE: readonly (readonly [string, Tamper])[] = [
  ['down', down],
  ['failing', failing],
  ['busy', unavailable],
  ['missing', missing],
  ['a page', aPage],
  ['empty', empty],
  ['garbage', garbage],
  ['a list', notAnObject],
  ['null', nothing],
  ['four megabytes long', huge],
]

export async function send(response: ServerResponse, { status, headers, body, pace }: Reply): Promise<void> {
  if (pace === 'cut-off') return void response.socket?.destroy()
  if (pace === 'silent') return
  response.writeHead(status, headers)
  if (pace !== 'dripping') return void response.end(body)
  while (!response.destroyed) {
    response.write(' ')
    await sleep(200)
  }
}
