// `npm run scale:sweep`: adds a million expired rows and runs the cron trigger until they are gone. Meanwhile
// one person keeps entering a workspace, and another keeps reading.

import { execute } from './database.ts'
import { fillExpired, fillerId } from './fill.ts'
import { describe, timeWhile } from './latencies.ts'
import { enter, seeWorkspaces, signIn } from './person.ts'
import { startPlatform } from './platform.ts'
import { sweepOnce } from './sweep-once.ts'

const PERSON = 7
const TIMES_ALONE = 300
const ROWS_OF_AN_ENTRY = 4
const NOTHING = 500

execute('million', fillExpired({ sessions: 600_000, others: 100_000 }))
const platform = await startPlatform('million', { hasQuickPasswords: true })
try {
  await platform.makePeople([fillerId(PERSON), fillerId(PERSON + 1)])
  const [browser, reader] = [await signIn(platform, PERSON), await signIn(platform, PERSON + 1)]
  const alone = (taken: number) => taken >= TIMES_ALONE
  let entered = 0
  const enterCounted = async () => {
    await enter(browser)
    entered++
  }
  console.log(`entering, alone: ${describe(await timeWhile(alone, () => enter(browser)))}`)
  console.log(`reading, alone: ${describe(await timeWhile(alone, () => seeWorkspaces(browser)))}`)

  let isSwept = false
  const sweeping = sweepAll(() => entered).finally(() => {
    isSwept = true
  })
  const [entering, reading] = await Promise.all([
    timeWhile(() => isSwept, enterCounted),
    timeWhile(
      () => isSwept,
      () => seeWorkspaces(reader),
    ),
  ])
  console.log(`entering, during the sweep: ${describe(entering)}`)
  console.log(`reading, during the sweep: ${describe(reading)}`)
  await sweeping
} finally {
  await platform.stop()
}

async function sweepAll(countEntries: () => number): Promise<void> {
  for (let run = 1; ; run++) {
    const entriesBefore = countEntries()
    const rowsWritten = await sweepOnce(platform, run)
    if (rowsWritten < ROWS_OF_AN_ENTRY * (countEntries() - entriesBefore) + NOTHING) return
  }
}
