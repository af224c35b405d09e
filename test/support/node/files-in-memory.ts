// Keeps the temporary files of a test run in memory where that is possible: D1 waits for the disk at every write.

import { statfsSync } from 'node:fs'

const SHARED_MEMORY = '/dev/shm'
const LEAST_BYTES = 2 * 1024 ** 3

/** Must run before anything asks for the temporary folder. Does nothing where memory is short, as in a container. */
export function keepFilesInMemory(env = process.env): void {
  if (env.TMPDIR === undefined && freeBytes() >= LEAST_BYTES) env.TMPDIR = SHARED_MEMORY
}

function freeBytes(): number {
  try {
    const { bavail, bsize } = statfsSync(SHARED_MEMORY)
    return bavail * bsize
  } catch {
    return 0
  }
}
