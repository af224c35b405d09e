// Which `npm start` is running, so that two don't share one database and a reset doesn't pull it from under one.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { listProcesses } from './processes.ts'
import { PROJECT } from './wrangler.ts'

const DEMO_STATE = fileURLToPath(new URL('../.demo/', import.meta.url))
export const EDGE_LOG = `${DEMO_STATE}edge.log`
/** Everything that the edge is started with: made anew at each start. */
export const EDGE_VARS = `${DEMO_STATE}edge.vars`
const PID_FILE = `${DEMO_STATE}start.pid`
const EDGE_PID_FILE = `${DEMO_STATE}edge.pid`

/** The process id of a start that is alive, null where there is none. */
export function findRunning(): number | null {
  const pid = readPid(PID_FILE)
  if (pid === 0 || pid === process.pid) return null
  try {
    process.kill(pid, 0)
    return pid
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? pid : null
  }
}

/** Says how to stop it. A killed `npm` or a closed terminal can leave it without a place for Ctrl-C. */
export const describeRunning = (problem: string, pid: number): string =>
  `${problem} (process ${pid}). Stop it with Ctrl-C where it was started, or with: kill ${pid}
If process ${pid} is another program, remove ${PID_FILE}.`

export function noteRunning(): void {
  mkdirSync(DEMO_STATE, { recursive: true })
  writeFileSync(PID_FILE, String(process.pid))
  process.once('exit', () => {
    if (readPid(PID_FILE) !== process.pid) return
    rmSync(PID_FILE, { force: true })
    rmSync(EDGE_PID_FILE, { force: true })
  })
}

/** The edge leads its process group, and outlives a start that is killed. */
export function noteEdge(pid: number): void {
  writeFileSync(EDGE_PID_FILE, String(pid))
}

/**
 * Ends the edge that a killed start left behind. Returns false if nothing was left. Must check what runs in the group: the
 * number may be another program's by now.
 */
export function endLeftEdge(pidFile = EDGE_PID_FILE): boolean {
  const group = readPid(pidFile)
  const isOurs = listProcesses().some((process) => process.group === group && isEdge(process.command))
  if (isOurs) process.kill(-group, 'SIGKILL')
  rmSync(pidFile, { force: true })
  return isOurs
}

const OURS = ['wrangler', 'workerd', '@cloudflare'].map((name) => join(PROJECT, 'node_modules', name))

const isEdge = (command: string) => OURS.some((path) => command.includes(path))

/** 0 where there is no such file, or no number in it: no process has that id. */
function readPid(file: string): number {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    return Number.isInteger(pid) && pid > 1 ? pid : 0
  } catch {
    return 0
  }
}
