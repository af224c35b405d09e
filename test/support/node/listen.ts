import { once } from 'node:events'
import type { Server as HttpServer } from 'node:http'
import { type AddressInfo, createServer, type Server } from 'node:net'

/** The answer closes the server, and whatever is still connected to it. */
export async function listenOn(server: HttpServer, port: number): Promise<() => Promise<void>> {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

// Who runs beside another run takes even ports, or odd ones: what one has found, the other can't take before it is used.
const lane = process.env.TEST_LANE === undefined ? null : Number(process.env.TEST_LANE)

/** All of them are held until the last one is found, so that no two are the same. */
export async function findFreePorts(count: number): Promise<number[]> {
  const servers: Server[] = []
  const ports: number[] = []
  while (ports.length < count) {
    const server = createServer().listen(0, '127.0.0.1')
    servers.push(server)
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    if (lane === null || port % 2 === lane) ports.push(port)
  }
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}
