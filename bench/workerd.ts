// Starts plain workerd, without a development server. Each process runs one Worker, so the CPU time of the
// process is the Worker's.

import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Script {
  /** One ES module. */
  readonly source: string
  readonly vars: Readonly<Record<string, string>>
  /** `127.0.0.1:port` of a store (store.ts), which provides D1 as `DB` and KV as `KV`. */
  readonly store?: string
}

export interface Running {
  readonly port: number
  readonly pid: number
  stop(): Promise<void>
}

export interface RunningWorker extends Running {
  readonly script: Script
}

// The package's installation puts the binary itself at this path.
const WORKERD = `${import.meta.dirname}/../node_modules/workerd/bin/workerd`
const COMPATIBILITY_DATE = '2026-11-01'
const READY_WITHIN_MS = 20_000

export async function startWorkerd(script: Script, port: number): Promise<RunningWorker> {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-bench-'))
  writeFileSync(join(folder, 'index.js'), script.source)
  const config = join(folder, 'config.capnp')
  writeFileSync(config, configOf(script, port))
  const child = spawn(WORKERD, ['serve', '--experimental', config], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const end = () => child.kill('SIGKILL')
  process.once('exit', end)
  await waitUntilOpen(port)
  return {
    script,
    port,
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGKILL')
      await exited
      process.removeListener('exit', end)
      rmSync(folder, { recursive: true })
    },
  }
}

function configOf({ vars, store }: Script, port: number): string {
  const text = JSON.stringify
  const bindings = Object.entries(vars).map(
    ([name, value]) => `(name = ${text(name)}, text = ${text(value)})`,
  )
  const services = [
    '(name = "main", worker = .main)',
    '(name = "internet", network = (allow = ["public", "private"]))',
  ]
  if (store) {
    for (const name of ['d1', 'kv']) {
      const headers = `injectRequestHeaders = [(name = "x-store", value = ${text(name)})]`
      services.push(`(name = ${text(name)}, external = (address = ${text(store)}, http = (${headers})))`)
    }
    const inner = '(name = "fetcher", service = "d1")'
    bindings.push(
      `(name = "DB", wrapped = (moduleName = "cloudflare-internal:d1-api", innerBindings = [${inner}]))`,
      '(name = "KV", kvNamespace = "kv")',
    )
  }
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [${services.join(', ')}],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const main :Workerd.Worker = (
  modules = [(name = "index.js", esModule = embed "index.js")],
  compatibilityDate = ${text(COMPATIBILITY_DATE)},
  bindings = [${bindings.join(', ')}],
);
`
}

/** Returns a free port that the system chose. Another program is unlikely to take it before it is used. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function waitUntilOpen(port: number): Promise<void> {
  const givesUpAt = Date.now() + READY_WITHIN_MS
  while (Date.now() < givesUpAt) {
    if (await isOpen(port)) return
    await sleep(5)
  }
  throw new Error(`workerd did not listen on port ${port} within ${READY_WITHIN_MS} ms`)
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true))
    socket.once('error', () => resolve(false)).once('connect', () => socket.end())
  })
}
