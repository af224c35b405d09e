// A filled platform on this machine: Miniflare's own D1, written to directly where it is filled, and the built Worker in
// front of it.

import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { runWrangler } from '../../demo/wrangler.ts'
import { fill, MISCOUNTED, type Size } from './fill.ts'
import { type Count, PORTAL, type World } from './world.ts'

export const SIZES = {
  thousand: {
    accounts: 1000,
    workspaces: 300,
    membersOfLargest: 600,
    membersEach: 20,
    audit: [4000, 1000, 20],
  },
  million: {
    accounts: 1_000_000,
    workspaces: 10_000,
    membersOfLargest: 100_000,
    membersEach: 100,
    audit: [5_000_000, 2_000_000, 300],
  },
} as const satisfies Record<string, Size>
export type SizeName = keyof typeof SIZES

const FOLDER = join(import.meta.dirname, '../../.wrangler/scale')
const OPERATOR_TOKEN = 'operator-token-of-the-benchmark-0123456789'

const folderOf = (name: string) => join(FOLDER, name)
const open = (
  name: string,
  worker: { readonly script: string; readonly bindings?: Record<string, string> },
) =>
  new Miniflare(
    convertV4MiniflareOptions({
      modules: true,
      compatibilityDate: '2026-11-01',
      compatibilityFlags: ['nodejs_compat'],
      d1Databases: { DB: 'sallyport-scale' },
      resourcePersistencePath: folderOf(name),
      kvNamespaces: ['KV'],
      ...worker,
    }),
  )

export async function seed(name: SizeName): Promise<void> {
  rmSync(folderOf(name), { recursive: true, force: true })
  mkdirSync(folderOf(name), { recursive: true })
  await makeEmptyDatabase(name)
  const db = openFile(name)
  // Nothing else has it open; should the machine go down, it is made again.
  db.exec(
    'PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -2000000; PRAGMA foreign_keys = ON',
  )
  migrate(db)
  for (const statement of fill(SIZES[name])) {
    const began = performance.now()
    db.exec(statement)
    const table = (/INTO (\w+)/.exec(statement) ?? /FROM (\w+)/.exec(statement))?.[1]
    console.log(`  ${table}: ${((performance.now() - began) / 1000).toFixed(1)} s`)
  }
  const miscounted = db.prepare(MISCOUNTED).all()
  if (miscounted.length > 0) throw new Error(`triggers miscounted: ${JSON.stringify(miscounted.slice(0, 3))}`)
  console.log('  what the triggers count is what a full count finds')
  db.exec('PRAGMA journal_mode = WAL; PRAGMA optimize')
  db.close()
}

export const forget = (name: SizeName): void => rmSync(folderOf(name), { recursive: true, force: true })

/** Miniflare knows where it keeps a database, and under what name. */
async function makeEmptyDatabase(name: string): Promise<void> {
  const miniflare = open(name, { script: 'export default {}' })
  try {
    const db = await miniflare.getD1Database('DB')
    await db.prepare('SELECT 1').run()
  } finally {
    await miniflare.dispose()
  }
}

function openFile(name: string): DatabaseSync {
  const files = readdirSync(folderOf(name), { recursive: true, encoding: 'utf8' })
  const [file, ...others] = files.filter((each) => /[0-9a-f]{64}\.sqlite$/.test(each))
  if (!file || others.length > 0)
    throw new Error(`not one database in ${folderOf(name)}: ${files.join(', ')}`)
  return new DatabaseSync(join(folderOf(name), file))
}

function migrate(db: DatabaseSync): void {
  const folder = join(import.meta.dirname, '../../migrations')
  for (const file of readdirSync(folder).sort()) db.exec(readFileSync(join(folder, file), 'utf8'))
}

export interface Platform extends World {
  readonly miniflare: Miniflare
  readonly stop: () => Promise<void>
}

/** `hasQuickPasswords`: without the 185 ms of each password, which are the Worker's and not D1's. */
export async function startPlatform(name: SizeName, { hasQuickPasswords = false } = {}): Promise<Platform> {
  const miniflare = open(name, {
    script: await build(hasQuickPasswords),
    bindings: {
      PORTAL_ORIGIN: PORTAL,
      MASTER_KEY: Buffer.from('a master key of the benchmark 01').toString('base64'),
      OPERATOR_TOKEN,
    },
  })
  const ask = (url: string, init: object = {}) =>
    miniflare.dispatchFetch(url, { redirect: 'manual', ...init }) as unknown as Promise<Response>
  const control = async (path: string) => {
    const answer = await ask(`http://count.localhost${path}`)
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as Count & { now: number }
  }
  let { now } = await control('/')
  return {
    miniflare,
    ask,
    cron: async (cron) => void (await control(`/cron?cron=${encodeURIComponent(cron)}`)),
    takeCount: () => control('/'),
    now: () => now,
    moveClock: async (seconds) => {
      now = (await control(`/clock?seconds=${seconds}`)).now
    },
    operatorToken: OPERATOR_TOKEN,
    stop: () => miniflare.dispose(),
  }
}

async function build(hasQuickPasswords: boolean): Promise<string> {
  const outdir = join(FOLDER, 'bundle')
  const alias = hasQuickPasswords
    ? ['--alias', '../crypto/password.ts:./bench/scale/worker/quick-password.ts']
    : []
  await runWrangler(['deploy', 'bench/scale/worker/index.ts', '--dry-run', '--outdir', outdir, ...alias])
  return readFileSync(join(outdir, 'index.js'), 'utf8')
}
