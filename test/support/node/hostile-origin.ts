// An origin that answers with any bytes, and follows no protocol by itself.

import { createServer, type Server, type Socket } from 'node:net'
import { findFreePorts } from './listen.ts'

/** Writes the answer to a request. The connection stays open unless the function closes it. */
export type Conduct = (socket: Socket, head: string) => void

export interface HostileOrigin {
  readonly url: string
  /** Sets how it behaves from now on. */
  behave(conduct: Conduct): void
  /** Returns how many requests reached it. */
  arrivals(): number
  close(): Promise<void>
}

export async function startHostileOrigin(): Promise<HostileOrigin> {
  let conduct: Conduct = (socket) => socket.end()
  let arrivals = 0
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    let received = ''
    socket.on('data', (part: Buffer) => {
      received += part.toString('latin1')
      if (!received.includes('\r\n\r\n')) return
      arrivals++
      const head = received
      received = ''
      conduct(socket, head)
    })
  })
  const [port = 0] = await findFreePorts(1)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${port}`,
    behave(next) {
      conduct = next
    },
    arrivals: () => arrivals,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Returns a regular answer with these lines in its head. */
export function answering(status: number, lines: readonly string[] = [], body = 'ok'): Conduct {
  const hasBody = status !== 204 && status !== 304
  const length = hasBody ? [`Content-Length: ${Buffer.byteLength(body)}`] : []
  const head = [`HTTP/1.1 ${status} Whatever`, ...length, ...lines].join('\r\n')
  return (socket) => socket.write(`${head}\r\n\r\n${hasBody ? body : ''}`, 'latin1')
}

export const writing =
  (bytes: string): Conduct =>
  (socket) =>
    socket.write(bytes, 'latin1')

export const writingAndClosing =
  (bytes: string): Conduct =>
  (socket) =>
    socket.end(bytes, 'latin1')
