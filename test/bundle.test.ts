// What is deployed, as wrangler builds it.

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'

const MOST_BYTES = 240 * 1024

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sallyport-bundle-'))
}, 10_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function build(entry: string): string {
  const outdir = join(folder, entry.replaceAll(/\W/g, '-'))
  const wrangler = 'node_modules/wrangler/bin/wrangler.js'
  execFileSync(process.execPath, [wrangler, 'deploy', entry, '--dry-run', '--outdir', outdir], {
    env: { ...process.env, CI: '1', WRANGLER_SEND_METRICS: 'false' },
    stdio: 'pipe',
  })
  return readFileSync(join(outdir, entry.replace(/.*\//, '').replace('.ts', '.js')), 'utf8')
}

it('the deployed bundle has no clock that anybody can move, and stays under 240 KiB gzipped', () => {
  const bundle = build('src/index.ts')
  expect(bundle).toContain('/.sallyport/enter')
  expect(bundle).not.toContain('clock.localhost')
  expect(gzipSync(bundle, { level: 9 }).length).toBeLessThan(MOST_BYTES)
  expect(build('test/support/edge-with-clock.ts'), 'that this can be seen at all').toContain(
    'clock.localhost',
  )
}, 60_000)
