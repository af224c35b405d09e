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

/** The passkeys that were added on one host of the portal. */
export interface PasskeyHost {
  readonly host: string
  readonly passkeys: number
  /** How many accounts have one of them. */
  readonly people: number
  /** How many of these accounts have no authenticator app. */
  readonly withoutApp: number
}

/** Returns the hosts that people have passkeys for. Begins with the host where one was used or added last. */
export async function findPasskeyHosts(config: string): Promise<readonly PasskeyHost[]> {
  // A migration adds the table, and the database may still lack it.
  const tables = await select(
    config,
    "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'passkeys'",
  )
  if (tables.length === 0) return []
  const rows = await select(
    config,
    `SELECT rp_id, count(*) AS passkeys, count(DISTINCT account_id) AS people,
       count(DISTINCT iif(account_id IN (SELECT account_id FROM authenticators), NULL, account_id)) AS without_app
     FROM passkeys GROUP BY rp_id ORDER BY max(coalesce(last_used_at, created_at)) DESC`,
  )
  return rows.map(({ rp_id, passkeys, people, without_app }) => ({
    host: String(rp_id),
    passkeys: Number(passkeys),
    people: Number(people),
    withoutApp: Number(without_app),
  }))
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
