// A small web server on this machine alone, for the two services that check a first factor elsewhere.

import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Page {
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

export type Answer = (req: IncomingMessage, res: ServerResponse) => Promise<void> | void

export interface WebServer {
  /** `http://127.0.0.1:<port>`: by number, because a Worker can't tell where `*.localhost` is. */
  readonly origin: string
  answerWith(answer: Answer): void
  close(): Promise<void>
}

const MOST_FORM_BYTES = 10_000

/** Any free port where it is 0. Nothing is answered before `answerWith`. */
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

/** Whatever is beyond the limit is cut off: no form here is near it. */
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
    // What the portal asks of a login page stands in its address.
    'referrer-policy': 'strict-origin',
    'x-content-type-options': 'nosniff',
    ...headers,
  })
  res.end(body)
}

/** Somebody else's page can post our forms, but not hide where it is: that could sign a visitor in as another person. */
export const isForeign = ({ headers }: IncomingMessage, origin: string): boolean =>
  headers.origin !== undefined && headers.origin !== origin

export function findCookie({ headers }: IncomingMessage, name: string): string | undefined {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([key]) => key === name)?.[1]
}

function fail(res: ServerResponse, error: unknown): void {
  console.error('A service of the demo failed:', error)
  if (!res.headersSent) res.writeHead(500, { 'content-type': 'text/plain' })
  res.end('Something went wrong here.\n')
}
