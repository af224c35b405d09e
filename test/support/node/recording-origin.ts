// An origin that answers everything and records it. A refusal is proved by an empty record.

import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { WebSocketServer } from 'ws'

export interface RecordedRequest {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly rawHeaders: readonly string[]
  readonly body: string
  readonly rawTrailers: readonly string[]
}

export interface RecordingOrigin {
  readonly url: string
  readonly requests: RecordedRequest[]
  /** Returns how many requests reached it, counted from their first byte, so unfinished ones are included. */
  arrivals(): number
  /** Returns the claims of the last request's assertion, unverified. */
  lastClaims(): Record<string, unknown>
  /** Writes the second and last part of the answer at `/stream`. */
  endStream(): void
  close(): Promise<void>
}

export interface ServedFile {
  readonly type: string
  readonly text: string
}

/** Serves these `files` at their paths, and a line of text everywhere else. */
export async function startRecordingOrigin(
  files: Readonly<Record<string, ServedFile>> = {},
): Promise<RecordingOrigin> {
  const requests: RecordedRequest[] = []
  let arrivals = 0
  let endStream: () => unknown = () => {}
  const server = createServer(async (req, res) => {
    arrivals++
    const { method = '', url: path = '', headers, rawHeaders } = req
    if (path === '/echo') {
      res.writeHead(200, { 'content-type': 'application/octet-stream' }).flushHeaders()
      return req.pipe(res)
    }
    const body = await text(req).catch(() => null)
    if (body === null) return // the client disconnected
    requests.push({ method, path, headers, rawHeaders, body, rawTrailers: req.rawTrailers })
    if (path === '/silent') return
    if (path === '/demanding') {
      const challenge = 'Bearer error="insufficient_user_authentication", max_age="60"'
      return res.writeHead(401, { 'www-authenticate': challenge }).end()
    }
    if (path === '/stream') {
      res.writeHead(200, { 'content-type': 'text/plain' })
      endStream = () => res.end('second\n')
      return res.write('first\n')
    }
    const { type, text: answer } = files[path] ?? { type: 'text/plain', text: `origin: ${method} ${path}` }
    res.writeHead(200, { 'content-type': type }).end(answer)
  })
  const sockets = new WebSocketServer({ noServer: true })
  server.on('upgrade', (req, socket, head) => {
    arrivals++
    const { method = '', url: path = '', headers, rawHeaders } = req
    requests.push({ method, path, headers, rawHeaders, body: '', rawTrailers: [] })
    sockets.handleUpgrade(req, socket, head, (client) =>
      client.on('message', (data) => client.send(`echo ${data}`)),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    arrivals: () => arrivals,
    lastClaims: () => claimsOf(requests.at(-1)),
    endStream: () => endStream(),
    async close() {
      for (const client of sockets.clients) client.terminate()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export function claimsOf(request: Pick<RecordedRequest, 'headers'> | undefined): Record<string, unknown> {
  const assertion = String(request?.headers['sallyport-assertion'] ?? '')
  return JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString() || '{}')
}
