// Runs the cron triggers of the local edge, which wrangler does not: the frequent one every two seconds, so that
// mails go out when they are due.

import { setTimeout as sleep } from 'node:timers/promises'
import { fetchLoopback } from './loopback.ts'

// As in wrangler.toml.
const EACH_MINUTE = '* * * * *'
const EACH_QUARTER = '*/15 * * * *'
const PAUSE_MS = 2000
const QUARTER_MS = 15 * 60_000

/** Runs until the returned function is called. A run begins after the one before it has ended. */
export function startCron(port: number): () => Promise<void> {
  const stopping = new AbortController()
  const ended = run(port, stopping.signal)
  return async () => {
    stopping.abort()
    await ended
  }
}

async function run(port: number, signal: AbortSignal): Promise<void> {
  let quarterAt = 0
  while (!signal.aborted) {
    const isQuarter = Date.now() >= quarterAt
    if (isQuarter) quarterAt = Date.now() + QUARTER_MS
    await trigger(port, isQuarter ? EACH_QUARTER : EACH_MINUTE, signal)
    await sleep(PAUSE_MS, undefined, { signal }).catch(() => {})
  }
}

/** Ignores a failure: the edge logs it, and the next run tries again. */
async function trigger(port: number, cron: string, signal: AbortSignal): Promise<void> {
  // Wrangler answers this path itself, under an address of this machine only. No host of the edge has it.
  const url = `http://127.0.0.1:${port}/cdn-cgi/local/scheduled?${new URLSearchParams({ cron })}`
  await fetchLoopback(url, { signal }).catch(() => {})
}
