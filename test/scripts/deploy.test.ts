import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'

const env = {
  ...process.env,
  PORTAL_ORIGIN: 'https://auth.example.com',
  WORKSPACE_ROUTES: '*.apps.example.com/*',
  ZONE_NAME: 'example.com',
}

it('a dry run tells the whole plan, in the order that keeps the edge up, and asks nobody', () => {
  const said = execFileSync(process.execPath, ['scripts/deploy.ts', '--dry-run'], { env, encoding: 'utf8' })
  const steps = [
    '1. Build',
    '2. Check',
    'd1 list, d1 create',
    'd1 migrations apply',
    'wrangler deploy --secrets-file',
    'jwks.json',
  ]
  const places = steps.map((step) => said.indexOf(step))
  expect(places.every((place) => place >= 0)).toBe(true)
  expect(places).toEqual([...places].sort((a, b) => a - b))
  expect(said).toContain('nothing was sent')
}, 60_000)
