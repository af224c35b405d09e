// The secrets file when a signal really arrives. The process waits in place of wrangler.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sallyport-secrets-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Prints the file, then waits until it is told to end. */
const UPLOAD = `
  import { readFileSync } from 'node:fs'
  import { withSecretsFile } from './scripts/secrets-file.ts'
  await withSecretsFile({ MASTER_KEY: 'k' }, async ([, file]) => {
    process.stdout.write(readFileSync(file, 'utf8'))
    await new Promise((resolve) => process.stdin.once('data', resolve))
  })
  process.stdout.write(' and went on')`

async function startUpload() {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', UPLOAD], {
    env: { ...process.env, TMPDIR: folder },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.on('data', (data) => {
    said += data
  })
  const ended = once(child, 'close')
  await once(child.stdout, 'data')
  return { child, ended, said: () => said }
}

const left = () => readdirSync(folder).filter((name) => name.startsWith('sallyport-'))

it.each([
  ['SIGINT', 'SIGINT'],
  ['SIGTERM', 'SIGTERM'],
  ['SIGHUP', 'SIGHUP'],
  ['SIGINT', 'SIGTERM'],
] as const)(
  'a deployment that gets %s deletes its secrets at once and ends, also after %s',
  async (first, second) => {
    const { child, ended, said } = await startUpload()
    try {
      expect(left()).toHaveLength(1)
      for (const signal of [first, second]) {
        child.kill(signal)
        await expect.poll(left, { timeout: 10_000 }).toEqual([])
        expect(child.signalCode, 'what it waits for may still clear up').toBeNull()
      }
    } finally {
      child.stdin.end('done')
      await ended
    }
    expect([first, second]).toContain(child.signalCode)
    expect(said()).toBe('{"MASTER_KEY":"k"}')
  },
)

it('secrets are deleted after a successful upload, and the deployment continues', async () => {
  const { child, ended, said } = await startUpload()
  child.stdin.end('done')
  await ended
  expect([child.exitCode, said(), left()]).toEqual([0, '{"MASTER_KEY":"k"} and went on', []])
})
