// Runs wrangler as a child process in its own process group. Ctrl-C in the terminal then reaches only the
// parent, which ends the whole group at once, workerd included.

import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { Failure } from './failure.ts'

export const PROJECT = fileURLToPath(new URL('..', import.meta.url))
const WRANGLER = fileURLToPath(new URL('../node_modules/wrangler/bin/wrangler.js', import.meta.url))
const MOST_KEPT = 20_000

// No questions, no telemetry and no lookups, so that everything works without a network.
const QUIET = {
  CI: '1',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_SEND_ERROR_REPORTS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  X_LOCAL_EXPLORER: 'false',
}

export interface Wrangler {
  /** The id of the process and of its group; undefined if the process could not be started. */
  readonly pid: number | undefined
  /** Resolves with the exit code and the last output. Never rejects. */
  readonly exited: Promise<{ code: number | null; said: string }>
  /** Returns the last output so far. */
  said(): string
  stop(): Promise<void>
}

export function spawnWrangler(
  args: readonly string[],
  onOutput: (text: string) => void = () => {},
): Wrangler {
  const child = spawn(process.execPath, [WRANGLER, ...args], {
    cwd: PROJECT,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...QUIET },
  })
  let kept = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (coloured: string) => {
      const text = stripVTControlCharacters(coloured)
      kept = (kept + text).slice(-MOST_KEPT)
      onOutput(text)
    })
  }
  const end = () => signalGroup(child, 'SIGKILL')
  process.once('exit', end)
  // Wrangler may leave workerd running when it dies by itself.
  child.once('exit', end)
  const exited = new Promise<{ code: number | null; said: string }>((resolve) => {
    child.once('error', (error) => resolve({ code: null, said: String(error) }))
    child.once('close', (code) => resolve({ code, said: kept.trim() }))
  }).finally(() => process.removeListener('exit', end))
  return { pid: child.pid, exited, said: () => kept.trim(), stop: () => stop(child, exited) }
}

/** Runs wrangler until it ends and returns its output. Throws a `Failure` with the output if it fails. */
export async function runWrangler(args: readonly string[]): Promise<string> {
  const { code, said } = await spawnWrangler(args).exited
  if (code === 0) return said
  throw new Failure(`wrangler ${args.slice(0, 3).join(' ')} failed:\n\n${said}`)
}

async function stop(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) signalGroup(child, 'SIGTERM')
  const impatience = setTimeout(() => signalGroup(child, 'SIGKILL'), 5000)
  await exited
  clearTimeout(impatience)
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal)
  } catch {
    // The group has ended already.
  }
}
