// Lists the processes of this machine and finds the one that listens on a port. Reads /proc on Linux, and
// asks ps and lsof elsewhere.

import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'

export interface Process {
  readonly pid: number
  /** The id of its process group. */
  readonly group: number
  readonly command: string
}

export function listProcesses(): Process[] {
  return existsSync('/proc/self/stat') ? readdirSync('/proc').flatMap(fromProc) : fromPs()
}

function fromProc(name: string): Process[] {
  if (!/^\d+$/.test(name)) return []
  try {
    // The name is in brackets and may contain anything. After it come the state, the parent and the group.
    const [, , group] = (readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1) ?? '').split(' ')
    const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
    return [{ pid: Number(name), group: Number(group), command }]
  } catch {
    return [] // The process has ended, or belongs to another user.
  }
}

function fromPs(): Process[] {
  return run('ps', ['-A', '-o', 'pid=,pgid=,command=']).flatMap((line) => {
    const [, pid, group, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
    return pid ? [{ pid: Number(pid), group: Number(group), command }] : []
  })
}

/**
 * Returns the process that listens on `port`; null if it is unknown, for example because it belongs to
 * another user.
 */
export function findListener(port: number): Process | null {
  const pid = existsSync('/proc/net/tcp') ? listenerFromProc(port) : listenerFromLsof(port)
  return listProcesses().find((process) => process.pid === pid) ?? null
}

const LISTENING = '0A'

function listenerFromProc(port: number): number | null {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const sockets = ['/proc/net/tcp', '/proc/net/tcp6'].filter(existsSync).flatMap((table) =>
    readFileSync(table, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, local, , state]) => local?.endsWith(suffix) && state === LISTENING)
      .map((fields) => `socket:[${fields[9]}]`),
  )
  const owner = listProcesses().find(({ pid }) => openFilesOf(pid).some((file) => sockets.includes(file)))
  return owner?.pid ?? null
}

function openFilesOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((name) => targetOf(`/proc/${pid}/fd/${name}`))
  } catch {
    return [] // The process belongs to another user.
  }
}

function targetOf(link: string): string {
  try {
    return readlinkSync(link)
  } catch {
    return '' // The file was closed meanwhile.
  }
}

function listenerFromLsof(port: number): number | null {
  const line = run('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fp']).find((each) =>
    /^p\d+$/.test(each),
  )
  return line ? Number(line.slice(1)) : null
}

function run(program: string, args: readonly string[]): string[] {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).split('\n')
  } catch {
    return []
  }
}
