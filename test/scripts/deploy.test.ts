import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { requireProviders } from '../../scripts/check-providers.ts'

const env = {
  ...process.env,
  PORTAL_ORIGIN: 'https://auth.example.com',
  WORKSPACE_ROUTES: '*.apps.example.com/*',
  ZONE_NAME: 'example.com',
}

it('a dry run tells the whole plan, in the order that keeps the edge up, and asks nobody', () => {
  const said = execFileSync(process.execPath, ['scripts/deploy.ts', '--dry-run'], { env, encoding: 'utf8' })
  const steps = [
    '1. Check the providers',
    '2. Build',
    '3. Check that wrangler',
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

it('looks at the providers as the Worker does, before anything is touched', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-deploy-'))
  const path = join(folder, 'wrangler.toml')
  const withEntry = (entry: string) => {
    writeFileSync(path, `${readFileSync('wrangler.toml', 'utf8')}\n[[vars.PROVIDERS]]\n${entry}\n`)
    return () => requireProviders(path, 'https://auth.example.com')
  }
  try {
    const right = 'id = "okta"\nkind = "oidc"\nissuer = "https://acme.okta.com"\nclient_id = "x"'
    expect(withEntry(right)()).toEqual(['CLIENT_SECRET_OKTA'])
    expect(withEntry(`${right}\nclient_auth = "none"`)()).toEqual([])
    expect(withEntry(`${right}\ntrust_mail = true`)).toThrow(/PROVIDERS: okta.*trust_mail/)
    expect(withEntry(right.replace('https', 'http'))).toThrow(/okta.issuer must be https/)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
