// Sends many requests at once to each subject in turn, for several rounds. Other work on the machine disturbs
// all subjects of a round, so the result is each round's ratio to the first subject.

import type { Cannon } from './load.ts'
import { cpuSeconds, residentMebibytes } from './process-cost.ts'
import { type Spread, spreadOf } from './spread.ts'
import type { Subject } from './subjects.ts'

export interface Pace {
  readonly rounds: number
  readonly seconds: number
  readonly connections: number
}

export interface Throughput {
  readonly name: string
  readonly perSecond: Spread
  /** In milliseconds. */
  readonly p50: Spread
  readonly p99: Spread
  /** CPU time of the process for a thousand requests. */
  readonly cpuSeconds: Spread
  readonly mebibytes: number
  /** Relative to the first subject in the same round. */
  readonly ratio: { readonly perSecond: Spread; readonly p99: Spread; readonly cpuSeconds: Spread }
}

interface Sample {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  readonly cpuSeconds: number
}

export async function measureThroughput(
  cannon: Cannon,
  subjects: readonly Subject[],
  { rounds, seconds, connections }: Pace,
): Promise<Throughput[]> {
  for (const subject of subjects) await sample(cannon, subject, 2, connections) // warm-up
  const samples = subjects.map(() => [] as Sample[])
  for (let round = 0; round < rounds; round++) {
    for (const [index, subject] of subjects.entries()) {
      samples[index]?.push(await sample(cannon, subject, seconds, connections))
    }
  }
  const first = samples[0] ?? []
  return subjects.map(({ name, worker }, index) => {
    const own = samples[index] ?? []
    const spread = (of: keyof Sample) => spreadOf(own.map((each) => each[of]))
    const ratio = (of: keyof Sample) =>
      spreadOf(own.map((each, round) => each[of] / (first[round]?.[of] ?? Number.NaN)))
    return {
      name,
      perSecond: spread('perSecond'),
      p50: spread('p50'),
      p99: spread('p99'),
      cpuSeconds: spread('cpuSeconds'),
      mebibytes: Math.round(residentMebibytes(worker.pid)),
      ratio: { perSecond: ratio('perSecond'), p99: ratio('p99'), cpuSeconds: ratio('cpuSeconds') },
    }
  })
}

async function sample(
  cannon: Cannon,
  { name, worker, requests }: Subject,
  seconds: number,
  connections: number,
): Promise<Sample> {
  const before = cpuSeconds(worker.pid)
  const shot = await cannon.fire({ port: worker.port, requests, connections, seconds })
  if (shot.failed > 0) throw new Error(`${name}: ${shot.failed} of ${shot.requests} requests failed`)
  const taken = cpuSeconds(worker.pid) - before
  return {
    perSecond: shot.requests / shot.seconds,
    p50: shot.p50,
    p99: shot.p99,
    cpuSeconds: (taken / shot.requests) * 1000,
  }
}
