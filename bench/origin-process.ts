// Starts the origin in its own process.

import { fork } from 'node:child_process'

export interface OriginProcess {
  readonly port: number
  readonly pid: number
  stop(): void
}

export async function startOrigin(): Promise<OriginProcess> {
  const child = fork(`${import.meta.dirname}/tcp-origin.ts`)
  const port = await new Promise<number>((resolve) => child.once('message', (port) => resolve(Number(port))))
  return { port, pid: child.pid ?? 0, stop: () => child.disconnect() }
}
