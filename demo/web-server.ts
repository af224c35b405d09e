// A small web server, reachable only from this machine, for the two services that check a first factor.

import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Page {
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

export type Answer = (req: IncomingMessage, res: ServerResponse) => Promise<void> | void

export interface WebServer {
  /** `http://127.0.0.1:<port>`. It has the number because a Worker can't resolve `*.localhost`. */
  readonly origin: string
  answerWith(answer: Answer): void
  close(): Promise<void>
}

const MOST_FORM_BYTES = 10_000

/** Listens on `port`, or on any free port if it is 0. Answers no request before `answerWith` is called. */
export async function listen(port: number): Promise<WebServer> {
  const server = createServer()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answerWith(answer) {
      server.on('request', (req, res) => {
        Promise.resolve(answer(req, res)).catch((error) => fail(res, error))
      })
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Reads a form and ignores everything above the limit. The forms of this demo are far smaller. */
export async function readForm(req: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of req) {
    size += chunk.length
    if (size <= MOST_FORM_BYTES) chunks.push(chunk)
  }
  return new URLSearchParams(Buffer.concat(chunks).toString())
}

export function send(res: ServerResponse, status: number, { body, headers }: Page): void {
  res.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    // Must keep the address out of other sites' logs: the address of a login page holds the portal's request.
    'referrer-policy': 'strict-origin',
    'x-content-type-options': 'nosniff',
    ...headers,
  })
  res.end(body)
}

/**
 * Tells whether another site posted this form. Otherwise that site could sign a visitor in as another person.
 * A site's page can post any form, but it can't hide its origin.
 */
export const isForeign = ({ headers }: IncomingMessage, origin: string): boolean =>
  headers.origin !== undefined && headers.origin !== origin

export function findCookie({ headers }: IncomingMessage, name: string): string | undefined {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([key]) => key === name)?.[1]
}

function fail(res: ServerResponse, error: unknown): void {
  console.error('A service of the demo failed:', error)
  if (!res.headersSent) res.writeHead(500, { 'content-type': 'text/plain' })
  res.end('Something went wrong.\n')
}
