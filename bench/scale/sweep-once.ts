// Runs the cron trigger that sweeps once, and prints one line about it.

import type { Platform } from './platform.ts'

/** Returns the number of rows written during the run, including rows that other requests wrote. */
export async function sweepOnce(platform: Platform, run: number): Promise<number> {
  await platform.takeCount()
  const began = performance.now()
  await platform.cron('*/15 * * * *')
  const seconds = (performance.now() - began) / 1000
  const { statements, rowsRead, rowsWritten, longestMilliseconds } = await platform.takeCount()
  console.log(
    `run ${run}: ${seconds.toFixed(1)} s, ${statements} statements, ${rowsRead} rows read, ${rowsWritten} written, longest statement ${longestMilliseconds} ms`,
  )
  return rowsWritten
}
