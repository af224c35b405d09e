import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findLoss } from '../../scripts/check-passkeys.ts'
import { findRequiredSecrets, requireProviders } from '../../scripts/check-providers.ts'
import { splitWorkers } from '../../scripts/workers.ts'

const run = (args: readonly string[], settings: Record<string, string> = {}) => {
  const { PORTAL_ORIGIN: _, WORKSPACE_ROUTES: __, ZONE_NAME: ___, ...env } = process.env
  const options = { env: { ...env, ...settings }, encoding: 'utf8' } as const
  return execFileSync(process.execPath, ['scripts/deploy.ts', ...args], options)
}

const OWN = {
  PORTAL_ORIGIN: 'https://auth.acme.test',
  WORKSPACE_ROUTES: '*.apps.acme.test/*',
  ZONE_NAME: 'acme.test',
}

it('a dry run prints the whole plan, in an order that keeps the edge up, and calls nobody', () => {
  const said = run(['--dry-run'], OWN)
  const steps = [
    '1. Check the providers',
    '2. Build',
    '3. Check that wrangler',
    'd1 list, d1 create',
    'Check that the portal stays on the host',
    'd1 migrations apply',
    'wrangler deploy --secrets-file',
    'jwks.json',
  ]
  const places = steps.map((step) => said.indexOf(step))
  expect(places.every((place) => place >= 0)).toBe(true)
  expect(places).toEqual([...places].sort((a, b) => a - b))
  expect(said).toContain('   sallyport-gate: *.apps.acme.test/*; no cron triggers\n')
  expect(said).toContain('   sallyport: auth.acme.test; cron * * * * *, */15 * * * *\n')
  expect(said).toContain('nothing was sent')
}, 60_000)

it('a dry run builds with the configuration to be written, and shows no value of the template', () => {
  const said = run(['--dry-run'], OWN)
  expect(said.match(/env\.PORTAL_ORIGIN \("[^"]*"\)/g)).toEqual(
    Array(2).fill('env.PORTAL_ORIGIN ("https://auth.acme.test")'),
  )
  expect(said).not.toContain('localhost')
  expect(said).not.toContain('example.com')
}, 60_000)

it('a dry run says which values are examples, and for which variables', () => {
  const { ZONE_NAME: _, ...set } = OWN
  const said = run(['--dry-run'], set)
  expect(said).toMatch(
    /example values:\n\n {2}ZONE_NAME="example\.com"\n\nSallyport to https:\/\/auth\.acme\.test,/,
  )
}, 60_000)

it('a first deployment reads the brand from the environment and checks it', () => {
  const said = run(['--dry-run'], { ...OWN, BRAND_NAME: 'Northwind "Cloud"', BRAND_ACCENT: '#b4005a' })
  expect(said).toContain('   BRAND_NAME = "Northwind \\"Cloud\\""\n   BRAND_ACCENT = "#b4005a"\n')
  expect(said).toContain('The platform’s name: Northwind "Cloud"')
  const refuse = () => run(['--dry-run'], { ...OWN, BRAND_NAME: 'Northwind: Cloud', BRAND_ACCENT: 'pink' })
  expect(refuse).toThrow(/BRAND_NAME must not contain ":"[\s\S]*BRAND_ACCENT must be a colour/)
}, 60_000)

it('--help says how to call it and what it needs, and does nothing else', () => {
  const said = run(['--help'])
  for (const named of ['--dry-run', '--lose-passkeys', 'PORTAL_ORIGIN', 'WORKSPACE_ROUTES', 'ZONE_NAME'])
    expect(said).toContain(named)
  expect(said).not.toContain('Sallyport to')
})

describe('a portal that moves while people have passkeys', () => {
  const OLD = { host: 'auth.example.com', passkeys: 12, people: 9, withoutApp: 1 }

  it('loses nothing on the host where a passkey was used last, whatever older hosts have', () => {
    expect(findLoss([], 'auth.example.com')).toBeNull()
    expect(findLoss([OLD, { ...OLD, host: 'old.example.com' }], 'auth.example.com')).toBeNull()
  })

  it('is told what is lost, and what these people must use instead', () => {
    const lost = findLoss([OLD, { ...OLD, host: 'id.example.com' }], 'id.example.com')
    expect(lost).toContain('from auth.example.com to id.example.com')
    expect(lost).toContain(
      '12 passkeys of 9 people. They must use their authenticator app or a recovery code.',
    )
    expect(lost).toContain('Without an authenticator app: 1 person.')
  })
})

const routesOf = (routes: string) => {
  const { portal, gate } = splitWorkers(`name = "edge"\nroutes = [${routes}]`, 'https://auth.example.com')
  return { [portal.name]: portal.routes, [gate.name]: gate.routes }
}

it('one Worker gets the portal’s host and the other all other hosts, in any spelling', () => {
  const domain = { pattern: 'auth.example.com', custom_domain: true }
  const ownDomain = '{ pattern = "auth.example.com", custom_domain = true }'
  expect(
    routesOf(`${ownDomain}, "acme.example.com/*", { pattern = "b.example.org", custom_domain = true }`),
  ).toEqual({
    edge: [domain],
    'edge-gate': [{ pattern: 'acme.example.com/*' }, { pattern: 'b.example.org', custom_domain: true }],
  })
  expect(routesOf('"https://auth.example.com/*", "*.example.com/*"')).toEqual({
    edge: [{ pattern: 'https://auth.example.com/*' }],
    'edge-gate': [{ pattern: '*.example.com/*' }],
  })
  for (const wider of ['*.example.com/*', '*example.com/*', '*/*']) {
    expect(routesOf(`${ownDomain}, { pattern = "${wider}", zone_name = "example.com" }`)).toEqual({
      edge: [domain, { pattern: 'auth.example.com/*', zone_name: 'example.com' }],
      'edge-gate': [{ pattern: wider, zone_name: 'example.com' }],
    })
  }
})

it('providers are checked as the Worker does, before any change', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-deploy-'))
  const path = join(folder, 'wrangler.toml')
  const withEntry = (entry: string) => {
    writeFileSync(path, `${readFileSync('wrangler.toml', 'utf8')}\n[[vars.PROVIDERS]]\n${entry}\n`)
    return () => requireProviders(path, 'https://auth.example.com')
  }
  try {
    const right = 'id = "okta"\nkind = "oidc"\nissuer = "https://acme.okta.com"\nclient_id = "x"'
    expect(withEntry(right)()).toEqual(['CLIENT_SECRET_OKTA'])
    const webhook = 'NOTICE_WEBHOOK_URL = "https://hooks.example.com"'
    writeFileSync(path, readFileSync('wrangler.toml', 'utf8').replace('[vars]', `[vars]\n${webhook}`))
    expect(findRequiredSecrets(path, 'https://auth.example.com')).toEqual(['NOTICE_WEBHOOK_SECRET'])
    expect(withEntry(`${right}\nclient_auth = "none"`)()).toEqual([])
    expect(withEntry(`${right}\ntrust_mail = true`)).toThrow(/PROVIDERS: okta.*trust_mail/)
    expect(withEntry(right.replace('https', 'http'))).toThrow(/okta.issuer must be https/)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
