// Remembers which `npm start` is running. Otherwise two starts would share one database, or a reset would
// delete the database of a running start.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { listProcesses } from './processes.ts'
import { PROJECT } from './wrangler.ts'

const DEMO_STATE = fileURLToPath(new URL('../.demo/', import.meta.url))
export const EDGE_LOG = `${DEMO_STATE}edge.log`
/** All settings of the edge. Written at each start. */
export const EDGE_VARS = `${DEMO_STATE}edge.vars`
/** Every mail that the edge has sent. */
export const MAILS = `${DEMO_STATE}mails.jsonl`
const PID_FILE = `${DEMO_STATE}start.pid`
const EDGE_PID_FILE = `${DEMO_STATE}edge.pid`

/** Returns the process id of a running start, or null. */
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

/** Explains how to stop it. After a killed `npm` or a closed terminal, Ctrl-C no longer reaches it. */
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

/** Records the edge's process group, because the edge survives a killed start. */
export function noteEdge(pid: number): void {
  writeFileSync(EDGE_PID_FILE, String(pid))
}

/**
 * Ends the edge that a killed start left behind. Returns false if nothing was left. Must check what runs in
 * the group. Otherwise it could kill another program that has the number by now.
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

/** Returns 0, which is no process's id, if the file or its number is missing. */
function readPid(file: string): number {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    return Number.isInteger(pid) && pid > 1 ? pid : 0
  } catch {
    return 0
  }
}
