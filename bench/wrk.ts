// Generates load with wrk, which takes less of the machine than autocannon. Used where it is installed.

import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { isInstalled } from './installed.ts'
import type { LoadRequest, Shot, ShotResult } from './load.ts'

const SCRIPT = `${import.meta.dirname}/wrk.lua`

export class Wrk {
  readonly #folder = mkdtempSync(join(tmpdir(), 'sallyport-wrk-'))
  readonly #files = new Map<readonly LoadRequest[], string>()

  async fire({
    port,
    requests,
    connections,
    seconds = 1,
  }: Omit<Shot, 'amount' | 'rate'>): Promise<ShotResult> {
    const options = ['--threads', '1', '--connections', String(connections), '--duration', `${seconds}s`]
    const target = [`http://127.0.0.1:${port}`, '--', this.#fileOf(requests)]
    const { stdout } = await promisify(execFile)('wrk', [...options, '--script', SCRIPT, ...target])
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
  }

  #fileOf(requests: readonly LoadRequest[]): string {
    const known = this.#files.get(requests)
    if (known) return known
    const path = join(this.#folder, String(this.#files.size))
    writeFileSync(path, requests.map(writeRequest).join('\0'), 'latin1')
    this.#files.set(requests, path)
    return path
  }

  stop(): void {
    rmSync(this.#folder, { recursive: true })
  }
}

const writeRequest = ({ method = 'GET', path = '/', headers }: LoadRequest): string =>
  `${method} ${path} HTTP/1.1\r\n${Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n`

export const hasWrk = (): boolean => isInstalled('wrk')
