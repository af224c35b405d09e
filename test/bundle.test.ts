// The deployed bundle as wrangler builds it, and how much of it a first page needs.

import { gzipSync } from 'node:zlib'
import { build, type Metafile } from 'esbuild'
import { expect, it } from 'vitest'
import { buildWorker } from '../scripts/build-worker.ts'

// Of all pages, the API, the cron, six languages, and 92 KiB of the library that verifies passkeys. A request
// evaluates only its own part: see the next two.
const MOST_BYTES = 640 * 1024
const MOST_BYTES_OF_A_FIRST_PAGE = 200 * 1024
const MOST_BYTES_OF_THE_GATE = 45 * 1024

/**
 * A page, the API's description, passwords, a refusal of the API, one of the portal, the settings of notices, and
 * the support's address.
 */
const NOT_OF_THE_GATE = [
  ...['/account/security/recovery-codes', '/openapi.json', 'scrypt'],
  ...['would_lock_out', 'stale-form', 'whsec_', 'mailto:'],
]

const gzippedBytes = (bundle: string | Uint8Array) => gzipSync(bundle, { level: 9 }).length

it('the deployed bundle has no movable clock, and is under 640 KiB gzipped', () => {
  const bundle = buildWorker('src/index.ts')
  expect(bundle).toContain('/.sallyport/enter')
  expect(bundle).not.toContain('clock.localhost')
  for (const other of NOT_OF_THE_GATE) expect(bundle, 'that the gate’s test can fail').toContain(other)
  expect(gzippedBytes(bundle)).toBeLessThan(MOST_BYTES)
  expect(buildWorker('test/support/edge-with-clock.ts'), 'that this can be seen at all').toContain(
    'clock.localhost',
  )
}, 60_000)

it('a first page loads at most 200 KiB gzipped: no API, cron or other language', async () => {
  const { outputFiles, metafile } = await build({
    entryPoints: ['src/index.ts', 'src/portal/app.tsx'],
    absWorkingDir: `${import.meta.dirname}/..`,
    outdir: '/split',
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'es2024',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['node:*', 'cloudflare:*'],
    metafile: true,
    write: false,
  })
  const needed = staticImportsOf(metafile, ['src/index.ts', 'src/portal/app.tsx'])
  const chunks = outputFiles.filter(({ path }) => needed.has(nameOf(path)))
  expect(chunks.length, 'that something was split off at all').toBeLessThan(outputFiles.length)
  const bytes = chunks.reduce((sum, { contents }) => sum + gzippedBytes(contents), 0)
  expect(bytes).toBeLessThan(MOST_BYTES_OF_A_FIRST_PAGE)
}, 60_000)

it('the gate’s own bundle has nothing of the portal or the API, and is under 45 KiB gzipped', () => {
  const gate = buildWorker('src/index-gate.ts')
  expect(gate).toContain('/.sallyport/enter')
  for (const other of NOT_OF_THE_GATE) expect([other, gate.includes(other)]).toEqual([other, false])
  expect(gzippedBytes(gate)).toBeLessThan(MOST_BYTES_OF_THE_GATE)
}, 60_000)

/** Returns the names of the chunks that these entries load before they run. */
function staticImportsOf({ outputs }: Metafile, entries: readonly string[]): ReadonlySet<string> {
  const byName = new Map(Object.entries(outputs).map(([path, output]) => [nameOf(path), output]))
  const needed = new Set<string>()
  const take = (name: string) => {
    if (needed.has(name)) return
    needed.add(name)
    for (const { path, kind, external } of byName.get(name)?.imports ?? [])
      if (kind === 'import-statement' && !external) take(nameOf(path))
  }
  for (const [name, { entryPoint }] of byName) if (entries.includes(entryPoint ?? '')) take(name)
  return needed
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
