import { once } from 'node:events'
import type { Server as HttpServer } from 'node:http'
import { createServer, type Server } from 'node:net'
import { LANES, lane } from './lanes.ts'

/** The answer closes the server, and whatever is still connected to it. */
export async function listenOn(server: HttpServer, port: number): Promise<() => Promise<void>> {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

// Below those that systems give to clients' ends of connections: what was found free stays so until it is used. Of two
// lanes one takes even ports, the other odd ones.
const LOWEST = 20_000
const COUNT = 12_000

/** All of them are held until the last one is found, so that no two are the same. */
export async function findFreePorts(count: number): Promise<number[]> {
  const held: Server[] = []
  const ports: number[] = []
  for (let port = LOWEST + Math.floor(Math.random() * COUNT); ports.length < count; port++) {
    if (lane !== null && port % LANES !== lane) continue
    const server = createServer()
    if (!(await canListen(server, port))) continue
    held.push(server)
    ports.push(port)
  }
  await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}

function canListen(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => resolve(true))
  })
}
