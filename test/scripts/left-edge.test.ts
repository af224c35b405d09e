// Checks how `npm start` treats an edge that a killed start left running.

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { requireFreePort } from '../../demo/ports.ts'
import { findListener } from '../../demo/processes.ts'
import { endLeftEdge } from '../../demo/running.ts'
import { PROJECT } from '../../demo/wrangler.ts'

let child: ChildProcess | undefined
afterEach(() => child?.kill('SIGKILL'))

/** Starts a process group leader with these arguments, and writes its id into a file. */
async function leave(...args: string[]): Promise<{ pidFile: string; ended: Promise<unknown> }> {
  const left = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', ...args], {
    detached: true,
    stdio: 'ignore',
  })
  child = left
  const ended = new Promise((resolve) => left.once('exit', (_, signal) => resolve(signal)))
  await new Promise((resolve) => left.once('spawn', resolve))
  await sleep(50)
  const pidFile = join(mkdtempSync(join(tmpdir(), 'sallyport-')), 'edge.pid')
  writeFileSync(pidFile, String(left.pid))
  return { pidFile, ended }
}

describe('an edge that was left running', () => {
  it('is ended once if it belongs to this checkout', async () => {
    const { pidFile, ended } = await leave(join(PROJECT, 'node_modules/wrangler/bin/wrangler.js'))
    expect(endLeftEdge(pidFile)).toBe(true)
    expect(await ended).toBe('SIGKILL')
    expect(endLeftEdge(pidFile)).toBe(false)
  })

  it('is left alone if its process id now belongs to another program', async () => {
    const { pidFile, ended } = await leave('/elsewhere/node_modules/wrangler/bin/wrangler.js')
    expect(endLeftEdge(pidFile)).toBe(false)
    expect(await Promise.race([ended, sleep(100, 'runs')])).toBe('runs')
  })

  it.each(['', '0', '1', '-1', 'x', '99999999'])('is not looked for with the id %j', (text) => {
    const pidFile = join(mkdtempSync(join(tmpdir(), 'sallyport-')), 'edge.pid')
    writeFileSync(pidFile, text)
    expect(endLeftEdge(pidFile)).toBe(false)
  })
})

it('a port in use is refused with the process that has it', async () => {
  const server = createServer()
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port))
  })
  expect(findListener(port)?.pid).toBe(process.pid)
  await expect(requireFreePort(port)).rejects.toThrow(`used by process ${process.pid} (`)
  await new Promise((resolve) => server.close(resolve))
  await expect(requireFreePort(port)).resolves.toBeUndefined()
  expect(findListener(port)).toBeNull()
})
