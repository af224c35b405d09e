// Requests that no HTTP client would write: two Hosts or none, absolute-form, a refused upgrade, paths and
// headers that a client would normalise.

import { connect } from 'node:net'
import { port } from './test-bed.ts'

export interface SocketAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

const GIVES_UP_MS = 10_000
const SILENCE_MS = 5000

/**
 * Sends the lines to the edge byte for byte, and returns its first answer. Status 0 means that the connection
 * was closed.
 */
export async function sendLines(lines: readonly string[], body = ''): Promise<SocketAnswer> {
  const { received } = await converse(`${lines.join('\r\n')}\r\n\r\n${body}`, {
    givesUp: AbortSignal.timeout(GIVES_UP_MS),
    isOver: isWhole,
  })
  return answerFrom(received)
}

export interface RawReply {
  /** The status of each answer. */
  readonly statuses: readonly number[]
  /** Nothing more came for five seconds, and the connection stayed open. */
  readonly hangs: boolean
}

/** Sends a GET with `Connection: close`. Each character of the lines is one byte. */
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
  /** Returns whether enough has arrived. Without it, reads until the edge closes the connection. */
  readonly isOver?: (received: string) => boolean
}

/**
 * Sends the text and reads the answer. `hangs` means that the time ran out first. An edge that closes the
 * connection in the middle of a line has answered.
 */
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

/** Returns the lines of a GET with this cookie and more lines. */
export const getLines = (host: string, path: string, cookie: string, more: readonly string[] = []) => [
  `GET ${path} HTTP/1.1`,
  `Host: ${host}`,
  ...(cookie ? [`Cookie: ${cookie}`] : []),
  'Connection: close',
  ...more,
]

/** Returns the lines with which a page of `from` asks for a WebSocket. */
export const upgradeLines = (host: string, from: string, more: readonly string[], path = '/socket') => [
  `GET ${path} HTTP/1.1`,
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
