// A workspace's own web service, written as its developers would write it. It requires an assertion that the
// portal signed for its host, for requests and for WebSockets, except on the paths that are open to everybody.

import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { OUR_NAME } from '../src/core/brand.ts'
import { requireAssertion } from '../src/origin/express.ts'
import { createVerifier, type VerifyAssertion } from '../src/origin/index.ts'
import { fetchLoopback } from './loopback.ts'
import { type Admitted, findRoute, type Route } from './origin-routes.ts'
import type { OriginRequest, Site } from './origin-site.ts'

export interface OriginOptions {
  readonly name: string
  /** The name of the platform that people sign in to. */
  readonly brand?: string
  /** The portal's web origin. */
  readonly issuer: string
  /** The web origin of the workspace's host. */
  readonly audience: string
  /** Any free port if it is 0 or absent. */
  readonly port?: number
}

export interface RunningOrigin {
  readonly url: string
  close(): Promise<void>
}

export async function startOrigin({
  name,
  brand = OUR_NAME,
  issuer,
  audience,
  port = 0,
}: OriginOptions): Promise<RunningOrigin> {
  const isLocal = issuer.startsWith('http:')
  const verifyAssertion = createVerifier({ issuer, audience, ...(isLocal && { fetch: fetchLoopback }) })
  const guards = guardsFor(verifyAssertion)
  const site: Site = { name, brand, issuer, audience, notes: [], deliveries: [] }

  const server = createServer((req, res) => {
    const route = findRoute(site, req)
    guards[route.admits](req, res, (error) => {
      if (error) return fail(res, error)
      serve(site, route, req, res)
    })
  })
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 })
  server.on('upgrade', (req, socket, head) => {
    socket.on('error', () => socket.destroy())
    const header = String(req.headers['sallyport-assertion'] ?? '')
    verifyAssertion(header, { services: true }).then((verification) => {
      if (!verification.ok) return refuseUpgrade(socket, '401 Unauthorized', verification.code)
      if (req.url !== '/echo') return refuseUpgrade(socket, '404 Not Found', 'not_found')
      echo(sockets, req, socket, head, verification.assertion.expiresAt)
    })
  })

  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const { port: actualPort } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${actualPort}`,
    async close() {
      for (const client of sockets.clients) client.terminate()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const SECURE_WITHIN_SECONDS = 300

type Guard = ReturnType<typeof requireAssertion>

/** Returns the middleware for each route. It answers by itself if the assertion is missing or not enough. */
const guardsFor = (verifyAssertion: VerifyAssertion): Readonly<Record<Admitted, Guard>> => ({
  everybody: (_req, _res, next) => next(),
  services: requireAssertion(verifyAssertion, { services: true }),
  people: requireAssertion(verifyAssertion),
  recent: requireAssertion(verifyAssertion, { maxAge: SECURE_WITHIN_SECONDS }),
  passkey: requireAssertion(verifyAssertion, { methods: ['passkey'] }),
})

function serve(site: Site, route: Route, req: OriginRequest, res: ServerResponse): void {
  route.answer(site, req, res).catch((reason) => fail(res, reason))
}

function echo(
  sockets: WebSocketServer,
  req: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  expiresAt: number,
): void {
  sockets.handleUpgrade(req, socket, head, (client) => {
    client.on('message', (data, isBinary) => client.send(data, { binary: isBinary }))
    client.on('error', () => client.terminate())
    // Must close the socket when its assertion expires. The edge checks a socket only when it opens, and a
    // new one must pass the gate again. Otherwise a removed member could keep a socket open.
    const end = setTimeout(
      () => client.close(4001, 'The assertion has expired'),
      millisecondsUntil(expiresAt),
    )
    client.on('close', () => clearTimeout(end))
  })
}

const millisecondsUntil = (at: number) => Math.max(0, at * 1000 - Date.now())

function refuseUpgrade(socket: Duplex, status: string, code: string): void {
  const body = JSON.stringify({ code })
  const headers = `content-type: application/problem+json\r\ncontent-length: ${body.length}\r\nconnection: close`
  socket.end(`HTTP/1.1 ${status}\r\n${headers}\r\n\r\n${body}`)
}

function fail(res: ServerResponse, error: unknown): void {
  console.error('The demo origin failed:', error)
  if (!res.headersSent) res.writeHead(500, { 'content-type': 'text/plain' })
  res.end('Something went wrong here.\n')
}
