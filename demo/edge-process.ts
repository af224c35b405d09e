// Runs the edge on this machine: the Worker under `wrangler dev`, with D1 and KV in local files. Some journey
// tests use it too.

import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from './failure.ts'
import { fetchLoopback } from './loopback.ts'
import { runWrangler, spawnWrangler, type Wrangler } from './wrangler.ts'

export interface EdgeOptions {
  readonly port: number
  /** The Worker's entry, by default that of the configuration. */
  readonly entry?: string
  /**
   * Path of a wrangler configuration, by default the project's. Wrangler looks for `.dev.vars` in the same
   * folder.
   */
  readonly config?: string
  /** The folder of the local D1 and KV, by default `.wrangler/state`. */
  readonly persistTo?: string
  /**
   * Override `.dev.vars` and the configuration. Must not hold real secrets: every user of this machine can
   * read them.
   */
  readonly vars?: Readonly<Record<string, string>>
  /** An absolute path. Wrangler reads this file instead of `.dev.vars`. */
  readonly envFile?: string
  /** JavaScript expressions that replace names in the source: wrangler's `define`. */
  readonly define?: Readonly<Record<string, string>>
  readonly onOutput?: (text: string) => void
  /** Called before the edge is ready, with the id of its process group. */
  readonly onSpawn?: (pid: number) => void
}

export interface RunningEdge {
  readonly portalOrigin: string
  workspaceOrigin(slug: string): string
  /** Resolves with wrangler's last output when wrangler ends for any reason. */
  readonly ended: Promise<string>
  stop(): Promise<void>
}

const READY_WITHIN_MS = 60_000

export const portalOriginAt = (port: number): string => `http://auth.localhost:${port}`
export const workspaceOriginAt = (port: number, slug: string): string => `http://${slug}.localhost:${port}`

/** Applies the migrations. Must run before the edge starts, because the Worker expects its tables. */
export async function migrate(options: Pick<EdgeOptions, 'config' | 'persistTo'>): Promise<void> {
  try {
    await runWrangler(['d1', 'migrations', 'apply', 'sallyport', '--local', ...commonArguments(options)])
  } catch (error) {
    // This database is older than the single migration. Its tables exist, recorded under the names of other
    // migrations.
    if (!(error instanceof Failure) || !/table \w+ already exists/.test(error.message)) throw error
    throw new Failure(
      'The local database is from an earlier version of Sallyport and can’t be updated. Run `npm run reset` to delete it, then run `npm start` again.',
    )
  }
}

/**
 * Starts the edge. Resolves once the portal answers. Throws a `Failure` with wrangler's output if it does not
 * start.
 */
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
    ...(options.entry ? [options.entry] : []),
    // Keeps host and URL as the browser sent them, because the Worker tells portal and workspaces apart by
    // the host.
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
    // After a failed build, wrangler stays alive and waits for an edit of the source.
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
