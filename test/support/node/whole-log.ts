// Reads an edge's log. It comes through pipes, so that it may lag behind the answers.

import { randomUUID } from 'node:crypto'
import { expect, vi } from 'vitest'
import { fetchLoopback } from '../../../demo/loopback.ts'

const STREAMS = 2

/** Returns the log with every line that the edge on this port has written before. */
export async function wholeLog(port: number, read: () => string | Promise<string>): Promise<string> {
  const mark = randomUUID()
  await fetchLoopback(`http://clock.localhost:${port}/mark?text=${mark}`)
  return vi.waitFor(
    async () => {
      const log = await read()
      expect(log.split(mark)).toHaveLength(STREAMS + 1)
      return log
    },
    { timeout: 10_000, interval: 10 },
  )
}
