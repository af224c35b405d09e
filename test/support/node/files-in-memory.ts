// Keeps the temporary files of a test run in memory where that is possible: D1 waits for the disk at every write.

import { readFileSync, statfsSync } from 'node:fs'

const SHARED_MEMORY = '/dev/shm'
const LEAST_BYTES = 2 * 1024 ** 3

/** Must run before anything asks for the temporary folder. Does nothing where memory is short, as in a container. */
export function keepFilesInMemory(): void {
  const { env } = process
  if (env.TMPDIR === undefined && freeBytes() >= LEAST_BYTES && canRunPrograms()) env.TMPDIR = SHARED_MEMORY
}

/** The browser is unpacked into the temporary folder and started there. */
function canRunPrograms(): boolean {
  const mounts = readFileSync('/proc/mounts', 'utf8').split('\n')
  const options = mounts.map((line) => line.split(' ')).find(([, folder]) => folder === SHARED_MEMORY)?.[3]
  return options !== undefined && !options.split(',').includes('noexec')
}

function freeBytes(): number {
  try {
    const { bavail, bsize } = statfsSync(SHARED_MEMORY)
    return bavail * bsize
  } catch {
    return 0
  }
}
