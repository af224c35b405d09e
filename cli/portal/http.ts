// Sends one request. Follows no redirect, because a redirect could lead the token elsewhere.
//
// Node's `fetch` asks the system's resolver for `*.localhost`, which may not know these names, and can't set
// Host. So this file dials them on this machine itself, over node:http.

import { lookup } from 'node:dns'
import { request as requestInClear } from 'node:http'
import { request as requestOverTls } from 'node:https'
import { isIPv6, type LookupFunction } from 'node:net'
import { text } from 'node:stream/consumers'
import { isLoopbackName } from '../../src/core/workspace.ts'
import { Failure } from '../failure.ts'

export interface Request {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

const TIMEOUT_SECONDS = 30

const LOOPBACK = ['127.0.0.1', '::1'].map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }))

/** Resolves `*.localhost` to this machine (RFC 6761, section 6.3), and asks the system for other names. */
const resolve: LookupFunction = (hostname, options, done) => {
  if (!isLoopbackName(hostname)) return lookup(hostname, options, done)
  const found = LOOPBACK.filter(({ family }) => !options.family || options.family === family)
  if (options.all) done(null, found)
  else done(null, found[0]?.address ?? '127.0.0.1', found[0]?.family)
}

/** Sends a request, and reads the whole answer. Throws a Failure if none comes. */
export function send(url: URL, { method = 'GET', headers = {}, body }: Request = {}): Promise<Answer> {
  const request = url.protocol === 'https:' ? requestOverTls : requestInClear
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  const signal = AbortSignal.timeout(TIMEOUT_SECONDS * 1000)
  const options = { method, headers: { ...headers, ...length }, lookup: resolve, agent: false, signal }
  return new Promise<Answer>((done, fail) => {
    const outgoing = request(url, options, (incoming) => {
      const { statusCode: status = 0, headers } = incoming
      text(incoming).then((text) => done({ status, headers, text }), fail)
    })
    outgoing.on('error', fail)
    outgoing.end(body)
  }).catch((error: NodeJS.ErrnoException) => {
    throw signal.aborted ? timedOut(url) : unreachable(url, error)
  })
}

const timedOut = ({ origin }: URL) =>
  new Failure(`${origin} did not answer within ${TIMEOUT_SECONDS} seconds.`, { code: 'timeout' })

/** The error's own message can hold what was sent, so only its code is shown. */
const unreachable = ({ origin }: URL, { code }: NodeJS.ErrnoException) =>
  new Failure(`Could not reach ${origin}${code ? ` (${code})` : ''}.`, { code: 'unreachable' })
