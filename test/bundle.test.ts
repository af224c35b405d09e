// What is deployed, as wrangler builds it.

import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { buildWorker } from '../scripts/build-worker.ts'

const MOST_BYTES = 256 * 1024
const MOST_BYTES_OF_THE_GATE = 45 * 1024

const gzippedBytes = (bundle: string) => gzipSync(bundle, { level: 9 }).length

it('the deployed bundle has no clock that anybody can move, and stays under 256 KiB gzipped', () => {
  const bundle = buildWorker('src/index.ts')
  expect(bundle).toContain('/.sallyport/enter')
  expect(bundle).not.toContain('clock.localhost')
  expect(gzippedBytes(bundle)).toBeLessThan(MOST_BYTES)
  expect(buildWorker('test/support/edge-with-clock.ts'), 'that this can be seen at all').toContain(
    'clock.localhost',
  )
}, 60_000)

it('the gate’s own bundle has no page, schema or password in it, and stays under 45 KiB gzipped', () => {
  const gate = buildWorker('src/index-gate.ts')
  expect(gate).toContain('/.sallyport/enter')
  for (const other of ['/sign-in/verify', '/openapi.json', 'scrypt'])
    expect([other, gate.includes(other)]).toEqual([other, false])
  expect(gzippedBytes(gate)).toBeLessThan(MOST_BYTES_OF_THE_GATE)
}, 60_000)
