import { createServer } from 'node:net'
import { Failure } from './failure.ts'
import { findListener } from './processes.ts'

export function parsePort(text: string | undefined): number {
  if (!text) return 8787
  const port = Number(text)
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port
  throw new Failure(`PORT is "${text}"; it must be a number from 1 to 65535.`)
}

export async function requireFreePort(port: number): Promise<void> {
  if (await isFree(port)) return
  const owner = findListener(port)
  const by = owner ? `by process ${owner.pid} (${owner.command.slice(0, 200)})` : 'by another program'
  throw new Failure(`Port ${port} is taken ${by}. Stop that, or take another: PORT=9000 npm start`)
}

/** The first of these that is free, or else any. */
export async function pickPort(...preferred: number[]): Promise<number> {
  for (const port of preferred) if (port <= 65_535 && (await isFree(port))) return port
  return 0
}

// Both addresses of localhost: a browser that tries ::1 first would land at whoever listens there.
const isFree = async (port: number): Promise<boolean> =>
  (await canListen(port, '127.0.0.1')) && (await canListen(port, '::1'))

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(!isTaken(error)))
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)))
  })
}

// A machine without IPv6 says EADDRNOTAVAIL: nobody can be in the way there.
const isTaken = ({ code }: NodeJS.ErrnoException) => code === 'EADDRINUSE' || code === 'EACCES'
