// `npm run scale:morning`: ten thousand people of one workspace, or a number given as argument, sign in with
// password and code. Then all of them renew their passes. Counts what D1 is asked. Leaves out the password
// hash, which D1 never sees.

import { fillerId } from './fill.ts'
import { describe } from './latencies.ts'
import { renew, signIn } from './person.ts'
import { startPlatform } from './platform.ts'
import type { Browser, Count } from './world.ts'

const PEOPLE = Number(process.argv[2] ?? 10_000)
const AT_ONCE = 32
const PASS_SECONDS = 120

// Members of the largest workspace who have enrolled.
const numbers = Array.from({ length: PEOPLE * 2 }, (_, i) => i).filter((i) => i > 1 && i % 5 !== 0)
const people = numbers.slice(0, PEOPLE)

const platform = await startPlatform('million', { hasQuickPasswords: true })
try {
  for (let i = 0; i < people.length; i += 500) {
    await platform.makePeople(people.slice(i, i + 500).map(fillerId))
  }
  const browsers: Browser[] = []
  await report('sign-ins, from the door to the pass', people, async (number) => {
    browsers.push(await signIn(platform, number))
  })
  await platform.moveClock(PASS_SECONDS + 1)
  await report('renewals', browsers, renew)
} finally {
  await platform.stop()
}

async function report<T>(what: string, all: readonly T[], act: (one: T) => Promise<unknown>): Promise<void> {
  await platform.takeCount()
  const began = performance.now()
  const taken = await each(all, act)
  const seconds = (performance.now() - began) / 1000
  const count = await platform.takeCount()
  console.log(`${all.length} ${what}, ${AT_ONCE} at once: ${seconds.toFixed(1)} s; ${describe(taken)}`)
  console.log(`  for each: ${perOne(count, all.length)}`)
}

async function each<T>(all: readonly T[], act: (one: T) => Promise<unknown>): Promise<number[]> {
  const left = [...all]
  const taken: number[] = []
  const work = async () => {
    for (let one = left.pop(); one !== undefined; one = left.pop()) {
      const began = performance.now()
      await act(one)
      taken.push(performance.now() - began)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return taken
}

function perOne(count: Count, times: number): string {
  const { roundTrips, statements, rowsRead, rowsWritten, milliseconds } = count
  return Object.entries({ roundTrips, statements, rowsRead, rowsWritten, milliseconds })
    .map(([name, value]) => `${name} ${(value / times).toFixed(2)}`)
    .join(', ')
}
