// Keeps the subject that is measured and everything else on different processors.
//
// Otherwise the load generator takes time from the subject, and the ratio of two subjects tends to 1.

import { execFileSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { isInstalled } from './installed.ts'

const last = availableParallelism() - 1

/** True if the system can pin processes: Linux with util-linux, and at least two processors. */
export const canPin: boolean = last > 0 && isInstalled('taskset')

/** Pins a subject to the last processor. */
export const pinSubject = (pid: number): void => pin(pid, `${last}`)

/** Pins a process that serves every subject to the other processors: the origin, the store, the generator. */
export const pinAside = (pid: number): void => pin(pid, last === 1 ? '0' : `0-${last - 1}`)

function pin(pid: number, processors: string): void {
  if (canPin) execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', processors, String(pid)])
}
