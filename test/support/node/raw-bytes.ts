// HTTP as no client library would write it: whatever bytes, and what came back.

import { connect } from 'node:net'
import { port } from './test-bed.ts'

export interface RawReply {
  /** Of each answer that came. */
  readonly statuses: readonly number[]
  /** Nothing more came for five seconds, and the connection was still open. */
  readonly hangs: boolean
}

/** A GET with `Connection: close`. The lines are sent byte by byte as they are, one byte for each character. */
export function sendBytes(host: string, target: string, lines: readonly string[]): Promise<RawReply> {
  const head = [`GET ${target} HTTP/1.1`, `Host: ${host}`, ...lines, 'Connection: close', '', '']
  return new Promise((resolve) => {
    let received = ''
    const socket = connect({ host: '127.0.0.1', port })
    const finish = (hangs: boolean) => {
      socket.destroy()
      const statuses = [...received.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status))
      resolve({ statuses, hangs })
    }
    socket.setTimeout(5000, () => finish(true))
    socket.on('data', (data) => {
      received += data.toString('latin1')
    })
    socket.on('close', () => finish(false))
    // Whoever closes on us in the middle of a line has answered, too.
    socket.on('error', () => undefined)
    socket.write(Buffer.from(head.join('\r\n'), 'latin1'))
  })
}
