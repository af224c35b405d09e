// Sends many requests at once to each subject, in short slices. A block has one slice of each subject, in random
// order.
//
// Each figure is divided by the baseline's of the same block, because the speed of a machine drifts. A slice
// during which the machine did something else is thrown away and repeated.

import { type Interval, medianOf } from './interval.ts'
import type { ShotResult } from './load.ts'
import { busySeconds, cpuSeconds, endedChildrenSeconds, residentMebibytes } from './process-cost.ts'
import { quantile } from './spread.ts'
import type { Subject } from './subjects.ts'

export interface Pace {
  readonly blocks: number
  /** The length of a slice. */
  readonly seconds: number
  readonly connections: number
  readonly warmUpSeconds: number
  /** The share of one processor that other work may take during a slice. */
  readonly mostOtherWork: number
}

export interface Throughput {
  readonly name: string
  /** The subject that this one is compared with. */
  readonly baseline: string
  readonly perSecond: number
  /** In milliseconds. */
  readonly p50: number
  readonly p99: number
  /** CPU time of the process for one request, in milliseconds. */
  readonly cpu: number
  readonly mebibytes: number
  /** Relative to the baseline in the same block. */
  readonly ratio: { readonly perSecond: Interval; readonly p99: Interval; readonly cpu: Interval }
}

export interface Measured {
  readonly throughput: readonly Throughput[]
  /** How many slices were thrown away. */
  readonly disturbed: number
}

/** The function that sends the requests, and the processes besides the subject that work for it. */
export interface Range {
  readonly fire: (shot: {
    port: number
    requests: Subject['requests']
    connections: number
    seconds: number
  }) => Promise<ShotResult>
  readonly helpers: readonly number[]
}

interface Slice {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  readonly cpu: number
}

const MOST_REPEATS = 100

export async function measureThroughput(
  range: Range,
  subjects: readonly Subject[],
  { blocks, seconds, connections, warmUpSeconds, mostOtherWork }: Pace,
): Promise<Measured> {
  const slices = new Map(subjects.map(({ name }) => [name, [] as Slice[]]))
  let disturbed = 0
  for (const subject of subjects) await slice(range, subject, warmUpSeconds, connections)
  for (let block = 0; block < blocks; block++) {
    for (const subject of shuffled(subjects)) {
      let taken = await slice(range, subject, seconds, connections)
      for (let repeats = 0; taken.otherWork > mostOtherWork; repeats++) {
        disturbed++
        if (repeats === MOST_REPEATS) throw new Error('the machine is busy with something else')
        taken = await slice(range, subject, seconds, connections)
      }
      slices.get(subject.name)?.push(taken)
    }
  }
  return { throughput: subjects.map((subject) => summarize(subject, slices)), disturbed }
}

function summarize(
  { name, baseline = name, worker }: Subject,
  slices: ReadonlyMap<string, readonly Slice[]>,
): Throughput {
  const own = slices.get(name) ?? []
  const theirs = slices.get(baseline) ?? []
  const median = (of: keyof Slice) =>
    quantile(
      own.map((each) => each[of]),
      0.5,
    )
  const ratio = (of: keyof Slice) =>
    medianOf(own.map((each, block) => each[of] / (theirs[block]?.[of] ?? Number.NaN)))
  return {
    name,
    baseline,
    perSecond: median('perSecond'),
    p50: median('p50'),
    p99: median('p99'),
    cpu: median('cpu'),
    mebibytes: Math.round(residentMebibytes(worker.pid)),
    ratio: { perSecond: ratio('perSecond'), p99: ratio('p99'), cpu: ratio('cpu') },
  }
}

async function slice(
  { fire, helpers }: Range,
  { name, worker, requests }: Subject,
  seconds: number,
  connections: number,
): Promise<Slice & { readonly otherWork: number }> {
  const ours = () =>
    [worker.pid, process.pid, ...helpers].reduce((sum, pid) => sum + cpuSeconds(pid), endedChildrenSeconds())
  const before = { subject: cpuSeconds(worker.pid), ours: ours(), busy: busySeconds(), at: performance.now() }
  const shot = await fire({ port: worker.port, requests, connections, seconds })
  const cpu = cpuSeconds(worker.pid) - before.subject
  const elsewhere = busySeconds() - before.busy - (ours() - before.ours)
  if (shot.failed > 0) throw new Error(`${name}: ${shot.failed} of ${shot.requests} requests failed`)
  return {
    perSecond: shot.requests / shot.seconds,
    p50: shot.p50,
    p99: shot.p99,
    cpu: (cpu / shot.requests) * 1000,
    otherWork: elsewhere / ((performance.now() - before.at) / 1000),
  }
}

/** Returns the subjects in random order (Fisher and Yates). */
function shuffled<T>(things: readonly T[]): T[] {
  const order = [...things]
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1))
    const [a, b] = [order[last] as T, order[other] as T]
    order[last] = b
    order[other] = a
  }
  return order
}
