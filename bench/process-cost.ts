// Reads what processes cost from Linux's /proc (proc(5)).

import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/**
 * Returns the time that the threads of a process ran, in seconds. The scheduler counts it in nanoseconds.
 *
 * The time of threads that have ended is missing. workerd keeps its threads.
 */
export function cpuSeconds(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`)
  return (
    threads.reduce((sum, thread) => sum + nanosecondsOf(`/proc/${pid}/task/${thread}/schedstat`), 0) / 1e9
  )
}

const nanosecondsOf = (path: string): number => Number(readFileSync(path, 'utf8').split(' ', 1)[0])

/** Returns the resident memory in MiB. */
export function residentMebibytes(pid: number): number {
  const [, kibibytes = '0'] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kibibytes) / 1024
}

const TICKS_A_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

/** Returns how long all processors have worked, in seconds, in steps of a hundredth. */
export function busySeconds(): number {
  const [, user, nice, system, , , irq, softirq, steal] = readFileSync('/proc/stat', 'utf8')
    .split('\n', 1)
    .join()
    .split(/\s+/)
    .map(Number)
  return (
    [user, nice, system, irq, softirq, steal].reduce((sum: number, each) => sum + (each ?? 0), 0) /
    TICKS_A_SECOND
  )
}

/** Returns how long this process's children ran that have ended, in seconds, in steps of a hundredth. */
export function endedChildrenSeconds(): number {
  const stat = readFileSync('/proc/self/stat', 'utf8')
  // The name is in parentheses and may contain anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[13]) + Number(fields[14])) / TICKS_A_SECOND
}
