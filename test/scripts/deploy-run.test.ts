// Whole deployments by the real wrangler, against a stand-in for Cloudflare's API.

import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { requirePasskeysKept } from '../../scripts/check-passkeys.ts'
import { decideSecrets } from '../../scripts/deploy-secrets.ts'
import { splitWorkers } from '../../scripts/workers.ts'
import { parseMasterKey } from '../../src/core/secret-config.ts'
import { importMasterKey } from '../../src/crypto/master-key.ts'
import { ACCOUNT, CloudflareStandIn, DATABASE_ID, NAMESPACE_ID } from '../support/node/cloudflare-stand-in.ts'

const SETTINGS = {
  PORTAL_ORIGIN: 'https://auth.example.com',
  WORKSPACE_ROUTES: '*.apps.example.com/*, *.example.com/*',
  ZONE_NAME: 'example.com',
}
const WORKSPACE_HOSTS = ['acme.apps.example.com', 'globex.example.com']
const [SECRETS, OTHERS] = [makeSecrets(), makeSecrets()]
const CONFIG = 'wrangler.production.toml'
const LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'

let folder: string
let cloudflare: CloudflareStandIn

beforeEach(async () => {
  cloudflare = await new CloudflareStandIn().listen()
  folder = mkdtempSync(join(tmpdir(), 'sallyport-deploy-'))
  for (const name of [
    'scripts',
    'demo',
    'src',
    'migrations',
    'wrangler.toml',
    'package.json',
    'tsconfig.json',
  ]) {
    cpSync(name, join(folder, name), { recursive: true })
  }
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'))
})

afterEach(async () => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true })
  await cloudflare.close()
})

function makeSecrets() {
  return { MASTER_KEY: randomBytes(32).toString('base64'), OPERATOR_TOKEN: randomBytes(32).toString('hex') }
}

/** Deploys. Returns the output, the changes it made, and `isDone` if it succeeded. */
async function deploy(env: Record<string, string> = {}) {
  const before = cloudflare.changes.length
  const all = {
    PATH: process.env.PATH,
    HOME: folder,
    NODE_COMPILE_CACHE: join(folder, 'compiled'),
    CLOUDFLARE_API_BASE_URL: `${cloudflare.url}/client/v4`,
    CLOUDFLARE_API_TOKEN: 'token',
    CLOUDFLARE_ACCOUNT_ID: ACCOUNT,
    STAND_IN: cloudflare.url,
    ...env,
  }
  const hosts = join(process.cwd(), 'test/support/node/hosts-at-stand-in.ts')
  return new Promise<{ isDone: boolean; said: string; changes: string[] }>((resolve) => {
    execFile(
      process.execPath,
      ['--import', hosts, 'scripts/deploy.ts'],
      { cwd: folder, env: all },
      (error, out, err) => {
        resolve({ isDone: error === null, said: out + err, changes: cloudflare.changes.slice(before) })
      },
    )
  })
}

const scriptOf = (name: string) => {
  const script = cloudflare.scripts.get(name)
  if (!script) throw new Error(`no Worker ${name}`)
  return script
}

/** Returns the Workers as Cloudflare has them. */
const workers = () =>
  [...cloudflare.scripts].map(([name, { crons }]) => ({
    name,
    crons,
    routes: cloudflare.routes.filter(({ script }) => script === name).map(({ pattern }) => pattern),
    domains: [...cloudflare.domains].filter(([, script]) => script === name).map(([host]) => host),
  }))

const TWO_WORKERS = [
  {
    name: 'sallyport-gate',
    crons: [],
    routes: ['*.apps.example.com/*', '*.example.com/*'],
    domains: [],
  },
  {
    name: 'sallyport',
    crons: ['* * * * *', '*/15 * * * *'],
    routes: ['auth.example.com/*'], // otherwise the wider route of the workspaces would lead to the gate
    domains: ['auth.example.com'],
  },
]

// These runs take minutes and rarely change, so only `npm run test:deploy` runs them.
const itRuns = it.runIf(process.env.DEPLOY_RUNS)

const isGuarded = (host: string) => cloudflare.workerAt(host) !== undefined

itRuns(
  'a first deployment makes two Workers with the same bindings and secrets, goes on where it failed, is then only repeated, and tells if their master keys have parted',
  async () => {
    cloudflare.failsAt = 'upload sallyport'
    writeFileSync(join(folder, 'logo.svg'), LOGO)
    const failed = await deploy({ ...SETTINGS, ...SECRETS, BRAND_LOGO: 'logo.svg' })
    expect(failed.isDone, failed.said).toBe(false)
    expect(failed.changes).toEqual([
      'create the database',
      'create the namespace',
      'upload sallyport-gate',
      'routes of sallyport-gate',
    ])
    expect(WORKSPACE_HOSTS.filter(isGuarded)).toEqual(WORKSPACE_HOSTS)

    cloudflare.failsAt = null
    const first = await deploy(SECRETS)
    expect(first.said).toContain('https://auth.example.com/.well-known/jwks.json publishes its keys.')
    expect(first.said).toContain('https://nobody.apps.example.com/ is guarded.')
    expect(first.isDone, first.said).toBe(true)
    expect(first.changes).toEqual(['upload sallyport-gate', 'upload sallyport', 'routes of sallyport'])
    expect(workers()).toEqual(TWO_WORKERS)
    expect(scriptOf('sallyport').secrets).toEqual(SECRETS)
    expect(scriptOf('sallyport-gate').secrets).toEqual(SECRETS)
    const [portal, gate] = ['sallyport', 'sallyport-gate'].map((name) => JSON.parse(scriptOf(name).content))
    expect(gate.bindings).toEqual(portal.bindings)
    const logo = Buffer.from(LOGO).toString('base64')
    expect([portal.code.includes(logo), gate.code.includes(logo)]).toEqual([true, false])
    expect(portal.code.includes('/sign-in/verify')).toBe(true)
    expect(gate.code.includes('/sign-in/verify'), 'that the gate has pages').toBe(false)
    const config = readFileSync(join(folder, CONFIG), 'utf8')

    scriptOf('sallyport-gate').secrets.MASTER_KEY = OTHERS.MASTER_KEY
    const second = await deploy()
    expect(second.said).toContain('https://nobody.apps.example.com/ answers 503, unknown_master_key')
    expect(second.isDone, second.said).toBe(false)
    expect(second.changes).toEqual(['upload sallyport-gate', 'upload sallyport'])
    expect(workers()).toEqual(TWO_WORKERS)
    expect(readFileSync(join(folder, CONFIG), 'utf8')).toBe(config)
    expect(readdirSync(folder).filter((name) => name.startsWith('wrangler.'))).toEqual([
      CONFIG,
      'wrangler.toml',
    ])
  },
  600_000,
)

/**
 * Leaves what a deployment leaves that stopped before the gate: the database, and the portal's Worker with
 * its secrets.
 */
async function deployPortalAlone(secrets: Record<string, string>): Promise<void> {
  const { database, scripts } = cloudflare
  for (const name of readdirSync('migrations').sort()) {
    database.exec(readFileSync(join('migrations', name), 'utf8'))
  }
  cloudflare.seal(await masterKeyId(secrets.MASTER_KEY ?? ''))
  const vars = { PORTAL_ORIGIN: SETTINGS.PORTAL_ORIGIN }
  scripts.set('sallyport', { secrets: { ...secrets }, vars, content: 'one', crons: [], uploads: 1 })
  const toml = readFileSync('wrangler.toml', 'utf8')
    .replace('http://auth.localhost:8787', SETTINGS.PORTAL_ORIGIN)
    .replace(/database_id = ".*"/, `database_id = "${DATABASE_ID}"`)
    .replace(/^id = ".*"/m, `id = "${NAMESPACE_ID}"`)
  writeFileSync(join(folder, CONFIG), toml)
}

const masterKeyId = async (text: string) =>
  (await importMasterKey(parseMasterKey(text) ?? new Uint8Array())).id

it('another host of the portal is refused while people have passkeys, unless they may be lost', async () => {
  await deployPortalAlone(SECRETS)
  useStandIn()
  cloudflare.database.exec(`
    INSERT INTO accounts (id, email, email_key, name, created_at) VALUES
      ('ada', 'ada@a.example', 'ada@a.example', 'Ada', 1), ('bo', 'bo@a.example', 'bo@a.example', 'Bo', 1);
    INSERT INTO authenticators (account_id, id, sealed_secret, confirmed_at, last_step) VALUES ('ada', 'app', 'sealed', 5, 0);
    INSERT INTO passkeys VALUES
      ('1', 'ada', 'one', 'key', 'old.example.com', 'Phone', 0, 1, 1, '[]', 10, 20),
      ('2', 'ada', 'two', 'key', 'auth.example.com', 'Phone', 0, 1, 1, '[]', 5, 30),
      ('3', 'ada', 'three', 'key', 'auth.example.com', 'Key', 0, 0, 0, '["usb"]', 6, NULL),
      ('4', 'bo', 'four', 'key', 'auth.example.com', 'Key', 0, 0, 0, '["usb"]', 7, NULL);`)
  const path = join(folder, CONFIG)
  const moved = { path, portalOrigin: 'https://old.example.com' }
  await expect(requirePasskeysKept(moved, { mayLose: false })).rejects.toThrow(
    /3 passkeys of 2 people.*\n.*app: 1 person[\s\S]*--lose-passkeys/,
  )
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => {})
  await requirePasskeysKept(moved, { mayLose: true })
  expect(warned).toHaveBeenCalledWith(expect.stringContaining('3 passkeys of 2 people'))
  cloudflare.database.exec('DROP TABLE passkeys')
  await requirePasskeysKept(moved, { mayLose: false })
}, 600_000)

/** Makes wrangler in this process call the stand-in. */
function useStandIn(): void {
  vi.stubEnv('CLOUDFLARE_API_BASE_URL', `${cloudflare.url}/client/v4`)
  vi.stubEnv('CLOUDFLARE_API_TOKEN', 'token')
  vi.stubEnv('CLOUDFLARE_ACCOUNT_ID', ACCOUNT)
  vi.stubEnv('HOME', folder)
}

it('secrets that one Worker lacks go to both, and a master key unlike the database’s to none', async () => {
  const before = { ...SECRETS, NOTICE_WEBHOOK_SECRET: 'whsec_x' }
  await deployPortalAlone(before)
  useStandIn()
  const config = join(folder, CONFIG)
  const two = splitWorkers(readFileSync(config, 'utf8'), SETTINGS.PORTAL_ORIGIN)
  const decide = (env: Record<string, string>) => {
    for (const name of [...Object.keys(before), 'CLIENT_SECRET_OKTA']) vi.stubEnv(name, env[name])
    return decideSecrets(config, two, ['CLIENT_SECRET_OKTA'])
  }
  const all = { ...before, CLIENT_SECRET_OKTA: 'secret' }
  await expect(decide(SECRETS)).rejects.toThrow(
    /CLIENT_SECRET_OKTA\n.*NOTICE_WEBHOOK_SECRET, which sallyport has/,
  )
  await expect(decide({ ...all, MASTER_KEY: OTHERS.MASTER_KEY })).rejects.toThrow(
    'does not open the database',
  )
  await expect(decide({ ...all, OPERATOR_TOKEN: 'short' })).rejects.toThrow('OPERATOR_TOKEN')
  expect(await decide(all)).toEqual(all)

  cloudflare.scripts.set('sallyport-gate', { ...scriptOf('sallyport'), secrets: before })
  expect(await decide({ ...OTHERS, CLIENT_SECRET_OKTA: 'secret' })).toEqual({ CLIENT_SECRET_OKTA: 'secret' })
  cloudflare.scripts.clear()
  await expect(decide({ ...all, MASTER_KEY: '' })).rejects.toThrow(
    /MASTER_KEY, which the database is sealed with/,
  )
}, 600_000)
