// Fills the local D1 by writing directly into its file. A million accounts then take minutes instead of
// hours.

import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { fill, MISCOUNTED, type Size } from './fill.ts'

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

/** The folder of the databases. A folder in memory keeps the machine's disk out of the measured times. */
export const FOLDER = process.env.SCALE_FOLDER ?? join(import.meta.dirname, '../../.wrangler/scale')

const folderOf = (name: string) => join(FOLDER, name)
interface Options {
  readonly script: string
  readonly bindings?: Record<string, string>
  readonly kvNamespaces?: string[]
  readonly d1Databases?: Record<string, string>
  readonly resourcePersistencePath?: string
}

export const start = (options: Options): Miniflare =>
  new Miniflare(
    convertV4MiniflareOptions({
      modules: true,
      compatibilityDate: '2026-11-01',
      compatibilityFlags: ['nodejs_compat'],
      ...options,
    }),
  )

export const openDatabase = (name: SizeName, script: string): Miniflare =>
  start({ script, d1Databases: { DB: 'sallyport-scale' }, resourcePersistencePath: folderOf(name) })

export async function seed(name: SizeName): Promise<void> {
  rmSync(folderOf(name), { recursive: true, force: true })
  mkdirSync(folderOf(name), { recursive: true })
  await makeEmptyDatabase(name)
  const db = openFile(name)
  // Durability is not needed: no other process has the file open, and after a crash it is filled again.
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
  console.log('  the triggers’ counts match a full count')
  db.exec('PRAGMA journal_mode = WAL; PRAGMA optimize')
  db.close()
}

/** Runs statements on the file. Must run while no other process has it open. */
export function execute(name: SizeName, statements: readonly string[]): void {
  const db = openFile(name)
  db.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000')
  for (const statement of statements) db.exec(statement)
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  db.close()
}

/** Lets Miniflare create the database, because only Miniflare knows the path and name of its file. */
async function makeEmptyDatabase(name: SizeName): Promise<void> {
  const miniflare = openDatabase(name, 'export default {}')
  try {
    const db = await miniflare.getD1Database('DB')
    await db.prepare('SELECT 1').run()
  } finally {
    await miniflare.dispose()
  }
}

function openFile(name: string): DatabaseSync {
  const folder = join(folderOf(name), 'd1/miniflare-D1DatabaseObject')
  const [file, ...others] = readdirSync(folder).filter((each) => /^[0-9a-f]{64}\.sqlite$/.test(each))
  if (!file || others.length > 0) throw new Error(`expected exactly one database in ${folder}`)
  return new DatabaseSync(join(folder, file))
}

function migrate(db: DatabaseSync): void {
  const folder = join(import.meta.dirname, '../../migrations')
  for (const file of readdirSync(folder).sort()) db.exec(readFileSync(join(folder, file), 'utf8'))
}
