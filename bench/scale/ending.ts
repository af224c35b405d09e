// `npm run scale:ending`: deletes the largest workspace and runs the cron trigger until everything it left is
// gone, while a person keeps reading. Run `npm run scale:seed` afterwards to fill the platform again.

import { fillerId } from './fill.ts'
import { describe, timeWhile } from './latencies.ts'
import { countEnding } from './operations.ts'
import { seeWorkspaces, signIn } from './person.ts'
import { startPlatform } from './platform.ts'
import { sweepOnce } from './sweep-once.ts'

const PERSON = 7
const NOTHING = 10

const platform = await startPlatform('million', { hasQuickPasswords: true })
try {
  await platform.makePeople([fillerId(PERSON)])
  const reader = await signIn(platform, PERSON)
  await platform.cron('* * * * *') // does the work that the sign-in deferred
  console.log(await countEnding(platform))
  let isSwept = false
  const sweeping = sweepAll().finally(() => {
    isSwept = true
  })
  const reading = await timeWhile(
    () => isSwept,
    () => seeWorkspaces(reader),
  )
  await sweeping
  console.log(`reading, during the sweep: ${describe(reading)}`)
} finally {
  await platform.stop()
}

async function sweepAll(): Promise<void> {
  for (let run = 1; (await sweepOnce(platform, run)) > NOTHING; run++);
}
