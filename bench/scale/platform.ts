// Runs the built Worker on this machine with a filled database. As in production, another process serves the
// database.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fetchLoopback } from '../../demo/loopback.ts'
import { runWrangler } from '../../demo/wrangler.ts'
import { FOLDER, openDatabase, type SizeName, start } from './database.ts'
import { type Count, PORTAL, type World } from './world.ts'

const OPERATOR_TOKEN = 'operator-token-of-the-benchmark-0123456789'

export interface Platform extends World {
  readonly takeCount: () => Promise<Count & { readonly longestMilliseconds: number }>
  /** Gives these filler accounts a password and a known authenticator. */
  readonly makePeople: (accountIds: readonly string[]) => Promise<void>
  readonly stop: () => Promise<void>
}

/** `hasQuickPasswords` skips the password hash. It takes the Worker 185 ms, and takes D1 nothing. */
export async function startPlatform(name: SizeName, { hasQuickPasswords = false } = {}): Promise<Platform> {
  const database = openDatabase(name, await build('database', []))
  const port = Number((await database.ready).port)
  const edge = start({
    script: await build('index', hasQuickPasswords ? PASSWORDS : []),
    kvNamespaces: ['KV'],
    bindings: {
      PORTAL_ORIGIN: PORTAL,
      MASTER_KEY: Buffer.from('a master key of the benchmark 01').toString('base64'),
      OPERATOR_TOKEN,
      D1_URL: `http://127.0.0.1:${port}`,
    },
  })
  const edgePort = Number((await edge.ready).port)
  const ask: World['ask'] = (url, init) => fetchLoopback(url, { ...init, port: edgePort })
  const control = async (path: string, body?: string) => {
    const init = { headers: new Headers(), ...(body === undefined ? {} : { method: 'POST', body }) }
    const answer = await ask(`http://count.localhost${path}`, init)
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as Count & { now: number; longestMilliseconds: number }
  }
  let { now } = await control('/')
  return {
    ask,
    makePeople: async (accountIds) => void (await control('/people', JSON.stringify(accountIds))),
    cron: async (cron) => void (await control(`/cron?cron=${encodeURIComponent(cron)}`)),
    takeCount: () => control('/'),
    now: () => now,
    moveClock: async (seconds) => {
      now = (await control(`/clock?seconds=${seconds}`)).now
    },
    operatorToken: OPERATOR_TOKEN,
    stop: async () => {
      await edge.dispose()
      await database.dispose()
    },
  }
}

// The path as the files of src and of bench/scale/worker import it.
const PASSWORDS = ['../crypto/password.ts', '../../../src/crypto/password.ts']

async function build(entry: 'index' | 'database', replaced: readonly string[]): Promise<string> {
  const outdir = join(FOLDER, 'bundle')
  const alias = replaced.flatMap((path) => ['--alias', `${path}:./bench/scale/worker/quick-password.ts`])
  await runWrangler(['deploy', `bench/scale/worker/${entry}.ts`, '--dry-run', '--outdir', outdir, ...alias])
  return readFileSync(join(outdir, `${entry}.js`), 'utf8')
}
