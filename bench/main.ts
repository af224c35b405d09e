// `npm run bench`: measures everything that docs/speed.md reports, in one run. `--rounds`, `--seconds` and
// `--connections` set its length. Writes the tables to standard output, all figures to dist/bench.json and
// the picture to docs/speed.svg.

import { mkdirSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { buildWorker } from '../scripts/build-worker.ts'
import { measureColdStart } from './cold-start.ts'
import { passCookie, startEdge, startGate } from './edge.ts'
import { measureBesideHashes } from './hash-beside.ts'
import { Cannon } from './load.ts'
import { startOrigin } from './origin-process.ts'
import { drawPicture } from './picture.ts'
import { describeCommit, describeMachine, type Report, writeReport } from './report.ts'
import { startStore } from './store.ts'
import {
  passRequests,
  requestWith,
  type Subject,
  serviceRequest,
  startBetterAuth,
  startHonoGate,
  startPassThrough,
} from './subjects.ts'
import { measureThroughput, type Pace } from './throughput.ts'
import { addWorkspaceWithRules } from './with-rules.ts'
import { measureWithStorage } from './with-storage.ts'
import { freePort } from './workerd.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '9' },
    seconds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '32' },
    output: { type: 'string', default: 'dist/bench.json' },
    picture: { type: 'string', default: 'docs/speed.svg' },
  },
})
const pace: Pace = {
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
  connections: Number(values.connections),
}

const stops: (() => unknown)[] = []
const started = <T extends { stop(): unknown }>(running: T): T => {
  stops.push(() => running.stop())
  return running
}

async function bench(): Promise<Report> {
  const source = buildWorker()
  const origin = started(await startOrigin())
  const store = started(await startStore())
  const gateSource = buildWorker('src/index-gate.ts')
  const [port, gatePort] = [await freePort(), await freePort()]
  const edge = started(await startEdge({ source, store, port, originPort: origin.port, gatePort }))
  const gate = started(await startGate(edge, gateSource, gatePort))
  const passThrough = started(await startPassThrough(origin.port))
  const hono = started(await startHonoGate(gate, origin.port))
  const betterAuth = started(await startBetterAuth(origin.port))
  const cannon = started(new Cannon())

  const withRules = await addWorkspaceWithRules(gate, store, origin.port)
  const [one] = await passRequests(gate, 1)
  if (!one) throw new Error('no request')
  const session = (one.headers.cookie ?? '').replace(/^[^=]+=([^~]+)~.*/, 'session=$1')
  const subjects: Subject[] = [
    { name: 'Pass-through Worker', worker: passThrough, requests: [one] },
    { name: 'Sallyport, one pass', worker: gate, requests: [one] },
    { name: 'Sallyport, 100 passes', worker: gate, requests: await passRequests(gate, 100) },
    { name: 'Sallyport, 10,000 passes', worker: gate, requests: await passRequests(gate, 10_000) },
    { name: 'Sallyport, one pass, 50 rules', worker: gate, requests: await passRequests(withRules, 1) },
    {
      name: 'Sallyport, service token, 50 rules',
      worker: gate,
      requests: [serviceRequest(withRules.host, withRules.serviceToken)],
    },
    { name: 'Hono, hono/jwk, hono/proxy', worker: hono, requests: [requestWith(gate.host, session)] },
    {
      name: 'better-auth in Node',
      worker: betterAuth,
      requests: [requestWith(gate.host, betterAuth.cookie)],
    },
  ]
  say(`Throughput: ${subjects.length} subjects, ${pace.rounds} rounds`)
  const throughput = await measureThroughput(cannon, subjects, pace)
  say('Cold starts')
  const cold = requestWith(gate.host, await passCookie(gate))
  const coldStart = [
    await measureColdStart('Pass-through Worker', passThrough.script, cold, pace.rounds),
    await measureColdStart('Sallyport’s gate', gate.script, cold, pace.rounds),
    await measureColdStart('Sallyport, gate and portal in one', edge.script, cold, pace.rounds),
  ]
  say('With D1')
  const withStorage = await measureWithStorage(cannon, edge, store, pace.seconds)
  say('During password hashes')
  const besideHashes = await measureBesideHashes(cannon, edge, gate, [one], 10)
  return {
    at: new Date().toISOString(),
    commit: describeCommit(),
    machine: describeMachine(),
    pace,
    bundleKibibytes: { gate: gzippedKibibytes(gateSource), whole: gzippedKibibytes(source) },
    throughput,
    withStorage,
    coldStart,
    besideHashes,
  }
}

const gzippedKibibytes = (source: string) => gzipSync(source, { level: 9 }).length / 1024

const say = (text: string) => console.error(`… ${text}`)

try {
  const report = await bench()
  console.log(writeReport(report))
  mkdirSync('dist', { recursive: true })
  writeFileSync(values.output, `${JSON.stringify(report, null, 2)}\n`)
  writeFileSync(values.picture, drawPicture(report))
} finally {
  for (const stop of stops.reverse()) await stop()
}
