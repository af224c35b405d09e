import { once } from 'node:events'
import type { Server as HttpServer } from 'node:http'
import { createServer, type Server } from 'node:net'
import { inject } from 'vitest'
import { LANES, lane } from './lanes.ts'

/** Listens on the port. Returns a function that closes the server and all its connections. */
export async function listenOn(server: HttpServer, port: number): Promise<() => Promise<void>> {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

// Below the ports that systems give to outgoing connections, so a free port stays free until it is used. Each
// lane takes every second port, and none that a fixture of any lane will use later.
const LOWEST = 20_000
const COUNT = 12_000

/** Finds free ports. Holds each until the last is found, so that no two are the same. */
export async function findFreePorts(count: number): Promise<number[]> {
  const held: Server[] = []
  const ports: number[] = []
  const kept = lane === null ? [] : inject('beds').flatMap((bed) => Object.values(bed.fixturePorts))
  for (let port = LOWEST + Math.floor(Math.random() * COUNT); ports.length < count; port++) {
    if (lane !== null && (port % LANES !== lane || kept.includes(port))) continue
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
