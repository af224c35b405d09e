// The edge on this machine: the Worker under `wrangler dev`, with D1 and KV in local files. Some journeys use it too.

import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from './failure.ts'
import { fetchLoopback } from './loopback.ts'
import { runWrangler, spawnWrangler, type Wrangler } from './wrangler.ts'

export interface EdgeOptions {
  readonly port: number
  /** A wrangler configuration; the project's own by default. `.dev.vars` is looked for beside it. */
  readonly config?: string
  /** Where D1 and KV are kept; `.wrangler/state` by default. */
  readonly persistTo?: string
  /** They win over `.dev.vars` and the configuration. Others on the machine can see them: no real secrets. */
  readonly vars?: Readonly<Record<string, string>>
  /** Read in place of `.dev.vars`: absolute. */
  readonly envFile?: string
  /** Expressions in the place of names in the source: wrangler's `define`. */
  readonly define?: Readonly<Record<string, string>>
  readonly onOutput?: (text: string) => void
  /** Before it is ready, with the id of its process group. */
  readonly onSpawn?: (pid: number) => void
}

export interface RunningEdge {
  readonly portalOrigin: string
  workspaceOrigin(slug: string): string
  /** Settles when wrangler ends, asked to or not, with what it said last. */
  readonly ended: Promise<string>
  stop(): Promise<void>
}

const READY_WITHIN_MS = 60_000

export const portalOriginAt = (port: number): string => `http://auth.localhost:${port}`
export const workspaceOriginAt = (port: number, slug: string): string => `http://${slug}.localhost:${port}`

/** Must run before the edge starts: the Worker expects its tables. */
export async function migrate(options: Pick<EdgeOptions, 'config' | 'persistTo'>): Promise<void> {
  try {
    await runWrangler(['d1', 'migrations', 'apply', 'sallyport', '--local', ...commonArguments(options)])
  } catch (error) {
    // The schema was made before it became one migration: its tables are there under other migrations' names.
    if (!(error instanceof Failure) || !/table \w+ already exists/.test(error.message)) throw error
    throw new Failure(
      'The local database is from an earlier version of Sallyport, and can’t be updated. `npm run reset` deletes it. Then run `npm start` again.',
    )
  }
}

/** Resolves when the portal answers. */
export async function startEdge(options: EdgeOptions): Promise<RunningEdge> {
  const { port } = options
  const portalOrigin = portalOriginAt(port)
  const wrangler = spawnWrangler(devArguments(options, portalOrigin), options.onOutput)
  if (wrangler.pid !== undefined) options.onSpawn?.(wrangler.pid)
  try {
    await waitForPortal(portalOrigin, wrangler)
  } catch (error) {
    await wrangler.stop()
    throw error
  }
  return {
    portalOrigin,
    workspaceOrigin: (slug) => workspaceOriginAt(port, slug),
    ended: wrangler.exited.then(({ said }) => said),
    stop: wrangler.stop,
  }
}

function devArguments(options: EdgeOptions, portalOrigin: string): string[] {
  const vars = { PORTAL_ORIGIN: portalOrigin, ...options.vars }
  return [
    'dev',
    // Host and URL reach the Worker as the browser sent them: it tells portal and workspaces apart by them.
    ...['--infer-origin-from-routes', 'false', '--local'],
    ...['--ip', '127.0.0.1', '--port', String(options.port), '--inspector-port', '0'],
    ...['--show-interactive-dev-session', 'false', '--log-level', 'log'],
    ...commonArguments(options),
    ...(options.envFile ? ['--env-file', options.envFile] : []),
    ...Object.entries(options.define ?? {}).flatMap(([name, value]) => ['--define', `${name}:${value}`]),
    ...Object.entries(vars).flatMap(([name, value]) => ['--var', `${name}:${value}`]),
  ]
}

const commonArguments = ({ config, persistTo }: Pick<EdgeOptions, 'config' | 'persistTo'>): string[] => [
  ...(config ? ['--config', config] : []),
  ...(persistTo ? ['--persist-to', persistTo] : []),
]

async function waitForPortal(portalOrigin: string, wrangler: Wrangler): Promise<void> {
  let hasExited = false
  wrangler.exited.then(() => {
    hasExited = true
  })
  const givesUpAt = Date.now() + READY_WITHIN_MS
  let lastAnswer = 'no answer'
  while (Date.now() < givesUpAt) {
    lastAnswer = await probe(`${portalOrigin}/.well-known/jwks.json`)
    if (lastAnswer === 'ready') return
    // After a failed build wrangler waits for somebody to edit the source.
    if (hasExited || /Build failed|"config\.unusable"/.test(wrangler.said())) break
    await sleep(150)
  }
  throw new Failure(`The edge did not start (${lastAnswer}). Wrangler said:\n\n${wrangler.said()}`)
}

async function probe(url: string): Promise<string> {
  try {
    const { status } = await fetchLoopback(url, { signal: AbortSignal.timeout(5000) })
    return status === 200 ? 'ready' : `${url} answers ${status}`
  } catch {
    return 'no answer'
  }
}
