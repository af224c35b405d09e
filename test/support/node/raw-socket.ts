// Requests that no HTTP client would write: two Hosts or none, absolute-form, an upgrade that is refused, paths and headers
// that a client tidies.

import { connect } from 'node:net'
import { port } from './test-bed.ts'

export interface SocketAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

const GIVES_UP_MS = 10_000
const SILENCE_MS = 5000

/** Lines with their values as they stand, to the edge; then its first answer. Status 0 is a connection that was closed. */
export async function sendLines(lines: readonly string[], body = ''): Promise<SocketAnswer> {
  const { received } = await converse(`${lines.join('\r\n')}\r\n\r\n${body}`, {
    givesUp: AbortSignal.timeout(GIVES_UP_MS),
    isOver: isWhole,
  })
  return answerFrom(received)
}

export interface RawReply {
  /** Of each answer that came. */
  readonly statuses: readonly number[]
  /** Nothing more came for five seconds, and the connection was still open. */
  readonly hangs: boolean
}

/** A GET with `Connection: close`. The lines are sent byte by byte as they are, one byte for each character. */
export async function sendBytes(host: string, target: string, lines: readonly string[]): Promise<RawReply> {
  const head = [`GET ${target} HTTP/1.1`, `Host: ${host}`, ...lines, 'Connection: close', '', '']
  const { received, hangs } = await converse(head.join('\r\n'), { silenceMs: SILENCE_MS })
  return {
    statuses: [...received.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status)),
    hangs,
  }
}

interface Patience {
  readonly givesUp?: AbortSignal
  readonly silenceMs?: number
  /** Whether enough has come; else until the other side closes. */
  readonly isOver?: (received: string) => boolean
}

/** `hangs`: the patience was over first. Whoever closes on us in the middle of a line has answered, too. */
function converse(
  text: string,
  { givesUp, silenceMs = 0, isOver = () => false }: Patience,
): Promise<{ received: string; hangs: boolean }> {
  return new Promise((resolve) => {
    let received = ''
    const socket = connect(port, '127.0.0.1').setNoDelay(true)
    const finish = (hangs: boolean) => {
      socket.destroy()
      resolve({ received, hangs })
    }
    givesUp?.addEventListener('abort', () => finish(true), { once: true })
    socket.setTimeout(silenceMs, () => finish(true))
    socket.on('data', (part) => {
      received += part.toString('latin1')
      if (isOver(received)) finish(false)
    })
    socket.on('close', () => finish(false))
    socket.on('error', () => undefined)
    socket.write(Buffer.from(text, 'latin1'))
  })
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
