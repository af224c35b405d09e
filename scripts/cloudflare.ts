// Calls Cloudflare through wrangler, which has the operator's login.

import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { Failure } from '../demo/failure.ts'

const PROJECT = fileURLToPath(new URL('..', import.meta.url))
const WRANGLER = fileURLToPath(new URL('../node_modules/wrangler/bin/wrangler.js', import.meta.url))

/** Runs wrangler and shows its output. Wrangler may ask the operator questions, unless `asksNothing`. */
export async function run(args: readonly string[], { asksNothing = false } = {}): Promise<void> {
  const { code } = await wrangler(args, asksNothing ? ['ignore', 'inherit', 'inherit'] : 'inherit')
  if (code !== 0) throw new Failure(`wrangler ${args.slice(0, 3).join(' ')} failed. Its output is above.`)
}

export async function isLoggedIn(): Promise<boolean> {
  const { output } = await ask(['whoami', '--json'])
  return parseJson<{ loggedIn?: boolean }>(output)?.loggedIn === true
}

/** Returns the id of the database of that name. */
export async function findOrCreateDatabase(name: string): Promise<string> {
  const find = async () => (await listDatabases()).find((database) => database.name === name)?.uuid
  return (await find()) ?? (await create(['d1', 'create', name], find))
}

/** Returns the id of the KV namespace of that name. */
export async function findOrCreateNamespace(name: string): Promise<string> {
  const find = async () => (await listNamespaces()).find(({ title }) => title === name)?.id
  return (await find()) ?? (await create(['kv', 'namespace', 'create', name], find))
}

async function create(args: readonly string[], find: () => Promise<string | undefined>): Promise<string> {
  await run(args, { asksNothing: true })
  const id = await find()
  if (id) return id
  throw new Failure(
    `wrangler ${args.join(' ')} succeeded, but the list does not show it yet. Run this command again.`,
  )
}

const listDatabases = () => askForJson<{ name: string; uuid: string }[]>(['d1', 'list', '--json'])
const listNamespaces = () => askForJson<{ title: string; id: string }[]>(['kv', 'namespace', 'list'])

/** Returns the names of the Worker's secrets; none if the Worker does not exist yet. */
export async function findSecretNames(config: string, worker: string): Promise<readonly string[]> {
  const args = ['secret', 'list', '--format', 'json', '--name', worker, '--config', config]
  const { code, output } = await ask(args)
  const secrets = code === 0 ? parseJson<{ name: string }[]>(output) : null
  if (secrets) return secrets.map(({ name }) => name)
  // Must match the exact message that wrangler prints for Cloudflare's error 10007, no such Worker. Otherwise
  // an outage would look like a Worker without secrets, and the deployment would replace its master key. If a
  // later wrangler changes the message, the deployment stops here and creates no key.
  if (/\bWorker "[^"]+" not found\./.test(stripVTControlCharacters(output))) return []
  throw new Failure(`The secrets of ${worker} could not be listed. Wrangler said:\n\n${output}`)
}

/** Returns the ids of the master keys that seal the key ring in the database. */
export async function findMasterKeyIds(config: string): Promise<readonly string[]> {
  const rows = await select(
    config,
    "SELECT DISTINCT substr(sealed, 1, instr(sealed, '.') - 1) AS id FROM ring_keys",
  )
  return rows.map(({ id }) => String(id))
}

export async function findWorkspaceHosts(config: string): Promise<readonly string[]> {
  const rows = await select(config, 'SELECT host FROM hosts ORDER BY host LIMIT 1000')
  return rows.map(({ host }) => String(host))
}

async function select(config: string, command: string): Promise<readonly Record<string, unknown>[]> {
  const args = ['d1', 'execute', 'sallyport', '--remote', '--json', '--config', config, '--command', command]
  const [answer] = await askForJson<{ results?: Record<string, unknown>[] }[]>(args)
  if (answer?.results) return answer.results
  throw new Failure(`The database returned no result for: ${command}`)
}

/**
 * Runs wrangler and parses the JSON that it prints. Throws a `Failure` with wrangler's output if there is no
 * JSON.
 */
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

/**
 * Parses the JSON in `output`. Wrangler may print other lines before it. Returns null if it is not valid
 * JSON.
 */
function parseJson<T>(output: string): T | null {
  const start = output.search(/^[[{]/m)
  try {
    return start < 0 ? null : (JSON.parse(output.slice(start)) as T)
  } catch {
    return null
  }
}
