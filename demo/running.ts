// Which `npm start` is running, so that two don't share one database and a reset doesn't pull it from under one.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const DEMO_STATE = fileURLToPath(new URL('../.demo/', import.meta.url))
export const EDGE_LOG = `${DEMO_STATE}edge.log`
/** Everything that the edge is started with: made anew at each start. */
export const EDGE_VARS = `${DEMO_STATE}edge.vars`
export const PID_FILE = `${DEMO_STATE}start.pid`

/** The process id of a start that is alive, null where there is none. */
export function findRunning(): number | null {
  const pid = Number(readPidFile())
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return null
  try {
    process.kill(pid, 0)
    return pid
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? pid : null
  }
}

export function noteRunning(): void {
  mkdirSync(DEMO_STATE, { recursive: true })
  writeFileSync(PID_FILE, String(process.pid))
  process.once('exit', () => {
    if (Number(readPidFile()) === process.pid) rmSync(PID_FILE, { force: true })
  })
}

function readPidFile(): string {
  try {
    return readFileSync(PID_FILE, 'utf8')
  } catch {
    return ''
  }
}
