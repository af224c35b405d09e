// Requests that no HTTP client would write: two Hosts or none, absolute-form, an upgrade that is refused, paths and headers
// that a client tidies.

import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { port } from './test-bed.ts'

export interface SocketAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

const GIVES_UP_MS = 10_000

/** Lines with their values as they stand, to the edge; then its first answer. Status 0 is a connection that was closed. */
export async function sendLines(lines: readonly string[], body = ''): Promise<SocketAnswer> {
  const socket = connect(port, '127.0.0.1')
  socket.setNoDelay(true)
  let received = ''
  let isOver = false
  socket.on('data', (part: Buffer) => {
    received += part.toString('latin1')
  })
  const over = Promise.race([once(socket, 'close'), sleep(GIVES_UP_MS, null, { ref: false })])
  over.finally(() => {
    isOver = true
  })
  socket.on('error', () => {})
  socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`, 'latin1')
  while (!isOver && !isWhole(received)) await Promise.race([over, once(socket, 'data').catch(() => {})])
  socket.destroy()
  return answerFrom(received)
}

/** A GET by somebody who holds this cookie, with whatever else is written. */
export const getLines = (host: string, path: string, cookie: string, more: readonly string[] = []) => [
  `GET ${path} HTTP/1.1`,
  `Host: ${host}`,
  ...(cookie ? [`Cookie: ${cookie}`] : []),
  'Connection: close',
  ...more,
]

/** What a page of `from` asks for a WebSocket with. */
export const upgradeLines = (host: string, from: string, more: readonly string[]) => [
  'GET /socket HTTP/1.1',
  `Host: ${host}`,
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
  `Origin: ${from}`,
  ...more,
]

function isWhole(received: string): boolean {
  const end = received.indexOf('\r\n\r\n')
  if (end < 0) return false
  const { status, headers } = answerFrom(received)
  if (status === 101 || status === 204 || status === 304) return true
  const body = received.slice(end + 4)
  const length = headers.get('content-length')
  if (length !== null) return body.length >= Number(length)
  return headers.get('transfer-encoding') === 'chunked' && body.endsWith('0\r\n\r\n')
}

function answerFrom(received: string): SocketAnswer {
  const [head = '', ...rest] = received.split('\r\n\r\n')
  const [first = '', ...lines] = head.split('\r\n')
  const headers = new Headers()
  for (const line of lines) {
    const at = line.indexOf(':')
    if (at > 0) headers.append(line.slice(0, at), line.slice(at + 1).trim())
  }
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0), headers, text: rest.join('\r\n\r\n') }
}
