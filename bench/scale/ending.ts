// `npm run scale:ending`: the largest workspace ends, and what it leaves goes by as many runs of the cron trigger as it takes,
// while somebody reads. Afterwards the platform is to be seeded again.

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
  await platform.cron('* * * * *') // what the sign-in has left to do
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
  console.log(`reading, beside the sweep: ${describe(reading)}`)
} finally {
  await platform.stop()
}

async function sweepAll(): Promise<void> {
  for (let run = 1; (await sweepOnce(platform, run)) > NOTHING; run++);
}
