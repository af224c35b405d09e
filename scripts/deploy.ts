// `npm run deploy`: the first deployment and every later one, in the order that keeps the edge up: what could fail
// without touching anything first, the database before the code that needs it, the secrets together with the code.
// `--dry-run` prints the plan and builds; it asks nobody on the network.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Failure } from '../demo/failure.ts'
import { askPortal } from './ask-portal.ts'
import { requireProviders } from './check-providers.ts'
import { findOrCreateDatabase, findOrCreateNamespace, isLoggedIn, run } from './cloudflare.ts'
import { decideSecrets } from './deploy-secrets.ts'
import { describeDrift, ProductionConfig } from './production-config.ts'
import { readSettings } from './settings.ts'

interface Step {
  readonly says: string
  /** By which commands, for the plan. */
  readonly by: string
  readonly isLocal?: boolean
  run(config: ProductionConfig): Promise<void>
}

const STEPS: readonly Step[] = [
  {
    says: 'Check the providers of the first factor',
    by: 'the Worker’s own reading',
    isLocal: true,
    run: check,
  },
  { says: 'Build the Worker', by: 'wrangler deploy --dry-run', isLocal: true, run: build },
  { says: 'Check that wrangler may act for you', by: 'wrangler whoami', run: requireLogin },
  {
    says: 'Find or create the D1 database and the KV namespace',
    by: 'wrangler d1 list, d1 create, kv namespace list, kv namespace create: only where an id is missing',
    run: provide,
  },
  {
    says: 'Apply the migrations, before the code that needs them',
    by: 'wrangler d1 migrations apply sallyport --remote',
    run: migrate,
  },
  {
    says: 'Upload the Worker, with the secrets that it lacks',
    by: 'wrangler secret list, then wrangler deploy --secrets-file',
    run: upload,
  },
  {
    says: 'Ask the portal for its keys',
    by: 'GET /.well-known/jwks.json, for at most five minutes',
    run: (config) => askPortal(config.portalOrigin),
  },
]

async function deploy(args: readonly string[]): Promise<void> {
  const unknown = args.find((arg) => arg !== '--dry-run')
  if (unknown) throw new Failure(`Unknown argument ${unknown}. There is only --dry-run.`)
  const isDryRun = args.includes('--dry-run')
  const config = ProductionConfig.find() ?? ProductionConfig.make(await readSettings({ isDryRun }))
  console.log(`Sallyport to ${config.portalOrigin}, by ${config.name}${config.isSaved ? '' : ' (new)'}`)
  for (const line of describeDrift(config)) console.warn(line)
  if (!isDryRun) config.save()
  else if (!config.isSaved) console.log(`\nIt would be written first:\n\n${indent(config.text)}`)
  for (const [index, step] of STEPS.entries()) {
    console.log(`\n${index + 1}. ${step.says}${isDryRun ? `\n   (${step.by})` : ''}`)
    if (!isDryRun || step.isLocal) await step.run(config)
  }
  console.log(isDryRun ? '\nA dry run: nothing was sent, nothing was written but the build.' : DONE)
}

const DONE = `
Deployed. Next: make the first account and workspace with the operator's token, through the API (/docs on the portal).
On the free plan, set the Worker's routes to "fail closed" in Cloudflare's dashboard: open, they would lead past the gate.`

const indent = (text: string) => text.trimEnd().replace(/^(?=.)/gm, '   ')

async function check(config: ProductionConfig): Promise<void> {
  const secrets = requireProviders(config.pathForBuild, config.portalOrigin)
  for (const name of secrets) console.log(`   Needs the secret ${name}.`)
}

function build(config: ProductionConfig): Promise<void> {
  return run(['deploy', '--dry-run', '--outdir', 'dist/worker', '--config', config.pathForBuild])
}

async function requireLogin(): Promise<void> {
  if (await isLoggedIn()) return
  throw new Failure('Wrangler is not logged in. Run `npx wrangler login`, or set CLOUDFLARE_API_TOKEN.')
}

/** Each id is saved as soon as it is known: after a failure the next run goes on from there. */
async function provide(config: ProductionConfig): Promise<void> {
  if (config.lacksDatabase) config.saveDatabase(await findOrCreateDatabase('sallyport'))
  if (config.lacksNamespace) config.saveNamespace(await findOrCreateNamespace('sallyport'))
}

function migrate(config: ProductionConfig): Promise<void> {
  return run(['d1', 'migrations', 'apply', 'sallyport', '--remote', '--config', config.path], {
    asksNothing: true,
  })
}

async function upload(config: ProductionConfig): Promise<void> {
  const secrets = await decideSecrets(config.path, requireProviders(config.path, config.portalOrigin))
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-'))
  // Ctrl-C ends wrangler, and through it us: not before the file is gone.
  const wait = () => {}
  process.once('SIGINT', wait)
  try {
    const file = join(folder, 'secrets.json')
    if (secrets) writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 })
    await run(['deploy', '--config', config.path, ...(secrets ? ['--secrets-file', file] : [])])
  } finally {
    rmSync(folder, { recursive: true })
    process.removeListener('SIGINT', wait)
  }
}

try {
  await deploy(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof Failure)) throw error
  console.error(`\n${error.message}\n`)
  process.exitCode = 1
}
