// Finds free ports for the demo on this machine.
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
  throw new Failure(`Port ${port} is used ${by}. Stop that program, or use another port: PORT=9000 npm start`)
}

/** Returns the first free port of `preferred`; 0, for any free port, if none is free. */
export async function pickPort(...preferred: number[]): Promise<number> {
  for (const port of preferred) if (port <= 65_535 && (await isFree(port))) return port
  return 0
}

// Checks both addresses of localhost. A browser that tries ::1 first would reach another program there.
const isFree = async (port: number): Promise<boolean> =>
  (await canListen(port, '127.0.0.1')) && (await canListen(port, '::1'))

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(!isTaken(error)))
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)))
  })
}

// A machine without IPv6 answers EADDRNOTAVAIL. No program can listen there, so the port is free.
const isTaken = ({ code }: NodeJS.ErrnoException) => code === 'EADDRINUSE' || code === 'EACCES'
