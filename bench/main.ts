// `npm run bench`: measures everything that docs/speed.md reports, in one run. Writes the tables to standard
// output, all figures to dist/bench.json and the picture to docs/speed.svg.
//
// `--only gate` measures throughput alone, and writes only the table. `--subjects` is a regular expression for the names
// of the rows besides the pass-through Worker's.

import { mkdirSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { buildWorker } from '../scripts/build-worker.ts'
import { measureColdStart } from './cold-start.ts'
import { type Edge, passCookie, startEdge, startGate } from './edge.ts'
import { BARE, startSubjects } from './gates.ts'
import { measureBesideHashes } from './hash-beside.ts'
import { Cannon, type LoadRequest } from './load.ts'
import { startOrigin } from './origin-process.ts'
import { drawPicture } from './picture.ts'
import { canPin, pinAside, pinSubject } from './pinning.ts'
import { describeCommit, describeMachine, type Report, writeReport, writeThroughput } from './report.ts'
import { startStore } from './store.ts'
import { passRequests, requestWith, startPassThrough } from './subjects.ts'
import { measureThroughput, type Pace } from './throughput.ts'
import { measureWithStorage } from './with-storage.ts'
import { freePort } from './workerd.ts'
import { hasWrk, Wrk } from './wrk.ts'

const { values } = parseArgs({
  options: {
    blocks: { type: 'string', default: '15' },
    seconds: { type: 'string', default: '2' },
    connections: { type: 'string', default: '32' },
    'warm-up': { type: 'string', default: '10' },
    'other-work': { type: 'string', default: '0.05' },
    rounds: { type: 'string', default: '9' },
    only: { type: 'string' },
    subjects: { type: 'string', default: '' },
    output: { type: 'string', default: 'dist/bench.json' },
    picture: { type: 'string', default: 'docs/speed.svg' },
  },
})
const pace: Pace = {
  blocks: Number(values.blocks),
  seconds: Number(values.seconds),
  connections: Number(values.connections),
  warmUpSeconds: Number(values['warm-up']),
  mostOtherWork: Number(values['other-work']),
}
const rounds = Number(values.rounds)

// Each process that is started registers one.
process.setMaxListeners(0)

const stops: (() => unknown)[] = []
const started = <T extends { stop(): unknown }>(running: T): T => {
  stops.push(() => running.stop())
  return running
}

const source = buildWorker()
const gateSource = buildWorker('src/index-gate.ts')

async function start() {
  const origin = started(await startOrigin())
  const store = started(await startStore())
  const [port, gatePort] = [await freePort(), await freePort()]
  const edge = started(await startEdge({ source, store, port, originPort: origin.port, gatePort }))
  const gate = started(await startGate(edge, gateSource, gatePort))
  return { origin, store, edge, gate, cannon: started(new Cannon()) }
}

type Started = Awaited<ReturnType<typeof start>>

async function throughputOf({ origin, store, gate, cannon }: Started) {
  const all = await startSubjects({ gate, gateSource, store, originPort: origin.port, started })
  const wanted = new RegExp(values.subjects)
  const subjects = all.filter(({ name }) => name.startsWith(BARE) || wanted.test(name))
  const wrk = hasWrk() ? started(new Wrk()) : null
  const helpers = [origin.pid, ...(wrk ? [] : [cannon.pid])]
  for (const { worker } of subjects) pinSubject(worker.pid)
  // What this process starts from now on stays beside it.
  for (const pid of [...helpers, process.pid]) pinAside(pid)
  say(`Throughput: ${subjects.length} subjects, ${pace.blocks} blocks, ${wrk ? 'wrk' : 'autocannon'}`)
  const fire = (shot: Parameters<Wrk['fire']>[0]) => (wrk ?? cannon).fire(shot)
  const measured = await measureThroughput({ fire, helpers }, subjects, pace)
  return { ...measured, generator: wrk ? ('wrk' as const) : ('autocannon' as const), isPinned: canPin }
}

async function bench(running: Started): Promise<Report> {
  const { origin, store, edge, gate, cannon } = running
  // Before anything is pinned.
  say('Cold starts')
  const cold = requestWith(gate.host, await passCookie(gate))
  const bare = started(await startPassThrough(origin.port))
  const coldStart = [
    await measureColdStart('Pass-through Worker', bare.script, cold, rounds),
    await measureColdStart('Sallyport’s gate', gate.script, cold, rounds),
    await measureColdStart('Sallyport, gate and portal in one', edge.script, cold, rounds),
    await measureColdStart('Sallyport’s sign-in page', edge.script, signInPage(edge), rounds, '<form'),
  ]
  say('With D1')
  const withStorage = await measureWithStorage(cannon, edge, store, 3)
  say('During password hashes')
  const besideHashes = await measureBesideHashes(cannon, edge, gate, await passRequests(gate, 1), 10)
  return {
    at: new Date().toISOString(),
    commit: describeCommit(),
    machine: describeMachine(),
    pace,
    rounds,
    bundleKibibytes: { gate: gzippedKibibytes(gateSource), whole: gzippedKibibytes(source) },
    throughput: await throughputOf(running),
    withStorage,
    coldStart,
    besideHashes,
  }
}

const signInPage = ({ portalOrigin }: Edge): LoadRequest => ({
  path: '/sign-in',
  headers: { host: new URL(portalOrigin).host, accept: 'text/html' },
})

const gzippedKibibytes = (source: string) => gzipSync(source, { level: 9 }).length / 1024

const say = (text: string) => console.error(`… ${text}`)

try {
  const running = await start()
  if (values.only === 'gate') {
    console.log(writeThroughput(await throughputOf(running)))
  } else {
    const report = await bench(running)
    console.log(writeReport(report))
    mkdirSync('dist', { recursive: true })
    writeFileSync(values.output, `${JSON.stringify(report, null, 2)}\n`)
    writeFileSync(values.picture, drawPicture(report))
  }
} finally {
  for (const stop of stops.reverse()) await stop()
}
