// What is deployed, as wrangler builds it.

import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { buildWorker } from '../scripts/build-worker.ts'

const MOST_BYTES = 240 * 1024

it('the deployed bundle has no clock that anybody can move, and stays under 240 KiB gzipped', () => {
  const bundle = buildWorker('src/index.ts')
  expect(bundle).toContain('/.sallyport/enter')
  expect(bundle).not.toContain('clock.localhost')
  expect(gzipSync(bundle, { level: 9 }).length).toBeLessThan(MOST_BYTES)
  expect(buildWorker('test/support/edge-with-clock.ts'), 'that this can be seen at all').toContain(
    'clock.localhost',
  )
}, 60_000)
