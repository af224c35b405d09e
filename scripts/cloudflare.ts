// What the deployment asks of Cloudflare, by way of wrangler: it knows the person's login, and we never see it.

import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { Failure } from '../demo/failure.ts'

const PROJECT = fileURLToPath(new URL('..', import.meta.url))
const WRANGLER = fileURLToPath(new URL('../node_modules/wrangler/bin/wrangler.js', import.meta.url))

/** In front of the person, who may be asked something, unless `asksNothing`. */
export async function run(args: readonly string[], { asksNothing = false } = {}): Promise<void> {
  const { code } = await wrangler(args, asksNothing ? ['ignore', 'inherit', 'inherit'] : 'inherit')
  if (code !== 0) throw new Failure(`wrangler ${args.slice(0, 3).join(' ')} failed: what it says is above.`)
}

export async function isLoggedIn(): Promise<boolean> {
  const { output } = await ask(['whoami', '--json'])
  return parseJson<{ loggedIn?: boolean }>(output)?.loggedIn === true
}

/** The id of the database of that name. */
export async function findOrCreateDatabase(name: string): Promise<string> {
  const find = async () => (await listDatabases()).find((database) => database.name === name)?.uuid
  return (await find()) ?? (await create(['d1', 'create', name], find))
}

/** The id of the namespace of that name. */
export async function findOrCreateNamespace(name: string): Promise<string> {
  const find = async () => (await listNamespaces()).find(({ title }) => title === name)?.id
  return (await find()) ?? (await create(['kv', 'namespace', 'create', name], find))
}

async function create(args: readonly string[], find: () => Promise<string | undefined>): Promise<string> {
  await run(args, { asksNothing: true })
  const id = await find()
  if (id) return id
  throw new Failure(
    `wrangler ${args.join(' ')} went well, but the list does not have it yet. Run this again.`,
  )
}

const listDatabases = () => askForJson<{ name: string; uuid: string }[]>(['d1', 'list', '--json'])
const listNamespaces = () => askForJson<{ title: string; id: string }[]>(['kv', 'namespace', 'list'])

/** The secrets of the Worker, by name; null where there is no such Worker yet. */
export async function findSecretNames(config: string): Promise<readonly string[] | null> {
  const { code, output } = await ask(['secret', 'list', '--format', 'json', '--config', config])
  const secrets = code === 0 ? parseJson<{ name: string }[]>(output) : null
  if (secrets) return secrets.map(({ name }) => name)
  // Only on wrangler's own words for Cloudflare's 10007, no such Worker: an outage read as "none" would replace the
  // master key. Should they change with a later wrangler, this stops, and makes no new key.
  if (/\bWorker "[^"]+" not found\./.test(stripVTControlCharacters(output))) return null
  throw new Failure(`The Worker's secrets could not be listed. Wrangler said:\n\n${output}`)
}

export async function countRingKeys(config: string): Promise<number> {
  const command = ['--command', 'SELECT count(*) AS keys FROM ring_keys']
  const args = ['d1', 'execute', 'sallyport', '--remote', '--json', '--config', config, ...command]
  const [answer] = await askForJson<{ results: { keys: number }[] }[]>(args)
  const count = answer?.results[0]?.keys
  if (count !== undefined) return count
  throw new Failure('The database could not be asked whether it has keys already.')
}

async function askForJson<T>(args: readonly string[]): Promise<T> {
  const { code, output } = await ask(args)
  const value = code === 0 ? parseJson<T>(output) : null
  if (value !== null) return value
  throw new Failure(`wrangler ${args.slice(0, 3).join(' ')} failed:\n\n${output}`)
}

const ask = (args: readonly string[]) => wrangler(args, ['ignore', 'pipe', 'pipe'])

type Stdio = 'inherit' | ['ignore', 'inherit' | 'pipe', 'inherit' | 'pipe']

function wrangler(args: readonly string[], stdio: Stdio): Promise<{ code: number | null; output: string }> {
  const env = { ...process.env, WRANGLER_HIDE_BANNER: 'true', WRANGLER_SEND_METRICS: 'false' }
  const child = spawn(process.execPath, [WRANGLER, ...args], { cwd: PROJECT, stdio, env })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, output: output.trim() }))
  })
}

/** Wrangler may put a remark before the JSON. */
function parseJson<T>(output: string): T | null {
  const start = output.search(/^[[{]/m)
  try {
    return start < 0 ? null : (JSON.parse(output.slice(start)) as T)
  } catch {
    return null
  }
}
