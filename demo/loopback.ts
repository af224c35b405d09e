// Requests a `*.localhost` address on this machine. Node's `fetch` can't: it asks the system's resolver,
// which may not know these names, and it can't set Host. So this file sends the request to 127.0.0.1 over
// node:http, with the Host header that a browser would send.

import { request } from 'node:http'
import { text } from 'node:stream/consumers'

export interface LoopbackInit {
  readonly method?: string
  readonly headers?: HeadersInit
  readonly body?: string | Uint8Array
  readonly signal?: AbortSignal
  /** The port to connect to, if it is not the port in the URL. */
  readonly port?: number
}

/** Works like `fetch` with `redirect: 'manual'`, for `http://…localhost:port` only. */
export function fetchLoopback(url: string, init: LoopbackInit = {}): Promise<Response> {
  const { protocol, hostname, port, host, pathname, search } = new URL(url)
  if (protocol !== 'http:' || !/^(.+\.)?localhost$|^127\.0\.0\.1$/.test(hostname)) {
    return Promise.reject(new TypeError(`Not on this machine: ${url}`))
  }
  // Node sends no length with the body of a DELETE. The server would then read no body.
  const length = init.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(init.body)) }
  const headers = { ...Object.fromEntries(new Headers(init.headers)), ...length, host }
  const { method = 'GET', signal } = init
  const options = {
    host: '127.0.0.1',
    port: init.port ?? port,
    path: pathname + search,
    method,
    headers,
    agent: false,
  }
  return new Promise((resolve, reject) => {
    const outgoing = request({ ...options, ...(signal && { signal }) }, (incoming) => {
      const status = incoming.statusCode ?? 500
      const received = new Headers()
      for (const [name, value] of Object.entries(incoming.headers)) {
        for (const each of [value ?? []].flat()) received.append(name, each)
      }
      const isBodiless = status === 204 || status === 304
      text(incoming).then(
        (body) => resolve(new Response(isBodiless ? null : body, { status, headers: received })),
        reject,
      )
    })
    outgoing.on('error', reject)
    outgoing.end(init.body)
  })
}
