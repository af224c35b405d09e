// Builds a Worker as wrangler deploys it.

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, extname, join } from 'node:path'

const PROJECT = join(import.meta.dirname, '..')
const WRANGLER = join(PROJECT, 'node_modules/wrangler/bin/wrangler.js')

/** Returns the source of the built Worker, which is one ES module. */
export function buildWorker(entry = 'src/index.ts'): string {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-build-'))
  try {
    execFileSync(process.execPath, [WRANGLER, 'deploy', entry, '--dry-run', '--outdir', folder], {
      cwd: PROJECT,
      env: { ...process.env, CI: '1', WRANGLER_SEND_METRICS: 'false' },
      stdio: 'pipe',
    })
    return readFileSync(join(folder, `${basename(entry, extname(entry))}.js`), 'utf8')
  } finally {
    rmSync(folder, { recursive: true })
  }
}
