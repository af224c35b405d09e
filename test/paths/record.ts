// Records which path Go's net/http and PHP's built-in server serve for each spelling, into
// test/vectors/path-verdicts.jsonl. Needs `go` and `php`: node test/paths/record.ts

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { askForText } from './ask-for-text.ts'
import { SERVED, spellings } from './spellings.ts'

const HERE = import.meta.dirname
/** Other paths are guarded by no rule of the tests. */
const IS_SERVED = /^\/(hooks|admin|api|pkg)(\/|$)/i
const folder = mkdtempSync(join(tmpdir(), 'sallyport-paths-'))
const started: ChildProcess[] = []

async function startGo(): Promise<readonly string[]> {
  const program = join(folder, 'origin')
  execFileSync('go', ['build', '-o', program, join(HERE, 'origin.go')], { stdio: 'inherit' })
  const child = spawn(program, { stdio: ['ignore', 'pipe', 'inherit'] })
  started.push(child)
  const addresses: string[] = []
  for await (const line of createInterface(child.stdout)) if (addresses.push(line) === 2) break
  return addresses
}

async function startPhp(...args: string[]): Promise<string> {
  const address = `127.0.0.1:${await freePort()}`
  const child = spawn('php', ['-S', address, ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
  started.push(child)
  await once(child.stderr, 'data')
  child.stderr.resume()
  return address
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}

/** Makes a script for each path, so that the server's own reading of a path decides. */
function makeDocumentRoot(): string {
  const root = join(folder, 'root')
  for (const path of SERVED) {
    mkdirSync(join(root, path), { recursive: true })
    copyFileSync(join(HERE, 'script.php'), join(root, path, 'index.php'))
  }
  return root
}

/** Returns the path that the server serves, or null if it answers with a redirect or an error. */
async function verdictOf(address: string, pathname: string): Promise<string | null> {
  const { status, text } = await askForText(agent, address, pathname)
  return status === 200 ? text : null
}

const agent = new Agent({ keepAlive: true })
try {
  const [goMux = '', goFiles = ''] = await startGo()
  const phpFiles = await startPhp('-t', makeDocumentRoot())
  const phpRouter = await startPhp(join(HERE, 'router.php'))
  const origins = Object.entries({ goMux, goFiles, phpFiles, phpRouter })
  const lines: string[] = []
  for (const pathname of spellings()) {
    const servedAs: Record<string, string> = {}
    for (const [name, address] of origins) {
      const verdict = await verdictOf(address, pathname)
      if (verdict === null || !IS_SERVED.test(verdict)) continue
      servedAs[verdict] = [...(servedAs[verdict]?.split(' ') ?? []), name].join(' ')
    }
    const isKnown = Object.keys(servedAs).length > 0
    if (isKnown) lines.push(JSON.stringify([pathname, servedAs]))
  }
  const target = join(HERE, '../vectors/path-verdicts.jsonl')
  writeFileSync(target, `${lines.join('\n')}\n`)
  process.stdout.write(`Wrote ${lines.length} spellings to ${target}.\n`)
} finally {
  agent.destroy()
  for (const child of started) child.kill()
  rmSync(folder, { recursive: true })
}
