// `npm run deploy`: runs the first deployment and every later one, in the order that keeps the edge up. Steps
// that can fail without changing anything come first. The database is migrated before the code that needs it
// is uploaded. The gate is uploaded before the portal, so that every host always has a Worker.
// `--dry-run` prints the plan and builds, and makes no network request. `--help` prints the usage.

import { Failure } from '../demo/failure.ts'
import { askGate, askPortal } from './ask-workers.ts'
import { requireBrand } from './check-brand.ts'
import { requirePasskeysKept } from './check-passkeys.ts'
import { findRequiredSecrets } from './check-providers.ts'
import {
  findOrCreateDatabase,
  findOrCreateNamespace,
  findWorkspaceHosts,
  isLoggedIn,
  run,
} from './cloudflare.ts'
import { decideSecrets } from './deploy-secrets.ts'
import { describeDrift, ProductionConfig } from './production-config.ts'
import { withSecretsFile } from './secrets-file.ts'
import { describeVariables, readSettings } from './settings.ts'
import { type Worker, withConfigOf } from './workers.ts'

interface Step {
  readonly says: string
  /** The commands that the plan shows for this step. */
  readonly by: string
  readonly isLocal?: boolean
  run(config: ProductionConfig, accepted: Accepted): Promise<void>
}

interface Accepted {
  /** True if the portal may move to a host where nobody's passkeys work. */
  readonly mayLose: boolean
}

const STEPS: readonly Step[] = [
  {
    says: 'Check the providers, and the platform’s name and appearance',
    by: 'the Worker’s own parser',
    isLocal: true,
    run: check,
  },
  { says: 'Build both Workers', by: 'wrangler deploy --dry-run', isLocal: true, run: build },
  { says: 'Check that wrangler is logged in', by: 'wrangler whoami', run: requireLogin },
  {
    says: 'Find or create the D1 database and the KV namespace',
    by: 'wrangler d1 list, d1 create, kv namespace list, kv namespace create: only where an id is missing',
    run: provide,
  },
  {
    says: 'Check that the portal stays on the host that people’s passkeys are for',
    by: 'wrangler d1 execute sallyport --remote: reads the table passkeys',
    run: requirePasskeysKept,
  },
  {
    says: 'Apply the migrations, before the code that needs them',
    by: 'wrangler d1 migrations apply sallyport --remote',
    run: migrate,
  },
  {
    says: 'Upload the gate, then the portal, with the secrets that either lacks',
    by: 'wrangler secret list, wrangler deploy --secrets-file',
    run: upload,
  },
  {
    says: 'Ask the portal for its keys, and the gate at a host of each route',
    by: 'GET /.well-known/jwks.json and GET /, for at most five minutes each',
    run: askBoth,
  },
]

async function deploy(args: readonly string[]): Promise<void> {
  if (args.includes('--help')) return console.log(USAGE)
  const unknown = args.find((arg) => arg !== '--dry-run' && arg !== '--lose-passkeys')
  if (unknown) throw new Failure(`Unknown argument ${unknown}.\n\n${USAGE}`)
  const isDryRun = args.includes('--dry-run')
  const accepted = { mayLose: args.includes('--lose-passkeys') }
  const config = ProductionConfig.find() ?? ProductionConfig.make(await readSettings({ isDryRun }))
  console.log(
    `Sallyport to ${config.portalOrigin}, configured by ${config.name}${config.isSaved ? '' : ' (new)'}`,
  )
  for (const line of describeDrift(config)) console.warn(line)
  if (!isDryRun) config.save()
  else if (!config.isSaved) console.log(`\nThis file would be written first:\n\n${indent(config.text)}`)
  for (const worker of [config.workers.gate, config.workers.portal]) console.log(describe(worker))
  for (const [index, step] of STEPS.entries()) {
    console.log(`\n${index + 1}. ${step.says}${isDryRun ? `\n   (${step.by})` : ''}`)
    if (!isDryRun || step.isLocal) await step.run(config, accepted)
  }
  console.log(isDryRun ? '\nDry run: nothing was sent, and only the build was written.' : DONE)
}

const USAGE = `  npm run deploy                  the first deployment and every later one; continues after a failed run
  npm run deploy -- --dry-run     prints the plan and builds; makes no network request
  npm run deploy -- --lose-passkeys
                                  moves the portal to another host, where people's passkeys don't work
  npm run deploy -- --help        prints this

The first deployment asks for these values, or takes them from the environment:

${describeVariables()}

It also takes BRAND_NAME and the other BRAND_ variables from the environment, and does not ask for them.

See docs/deploy.md for the rest.`

const DONE = `
Deployed. Next: create the first account and workspace with the operator's token, through the API (/docs on the portal).
On the free plan, set the routes to "fail closed" in Cloudflare's dashboard. Otherwise requests above the limit bypass the gate.`

function describe({ name, routes, crons }: Worker): string {
  const patterns = routes.map(({ pattern }) => pattern).join(', ')
  return `   ${name}: ${patterns || 'no routes'}; ${crons.length > 0 ? `cron ${crons.join(', ')}` : 'no cron triggers'}`
}

const indent = (text: string) => text.trimEnd().replace(/^(?=.)/gm, '   ')

function check({ text, portalOrigin, workers }: ProductionConfig): Promise<void> {
  return withConfigOf(workers.portal, text, async (path) => {
    for (const name of findRequiredSecrets(path, portalOrigin)) console.log(`   Needs the secret ${name}.`)
    requireBrand(path)
  })
}

/**
 * Builds with the configuration that is uploaded later: wrangler prints its variables, and a dry run saves no
 * file.
 */
async function build({ text, workers }: ProductionConfig): Promise<void> {
  for (const worker of [workers.gate, workers.portal])
    await withConfigOf(worker, text, (path) =>
      run(['deploy', '--dry-run', '--outdir', `dist/${worker.name}`, '--config', path]),
    )
}

async function requireLogin(): Promise<void> {
  if (await isLoggedIn()) return
  throw new Failure('Wrangler is not logged in. Run `npx wrangler login`, or set CLOUDFLARE_API_TOKEN.')
}

/** Saves each id as soon as it is known, so that the next run continues after a failure. */
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
  const { gate, portal } = config.workers
  const required = findRequiredSecrets(config.path, config.portalOrigin)
  const secrets = await decideSecrets(config.path, config.workers, required)
  await withSecretsFile(secrets, async (flags) => {
    const send = (worker: Worker) =>
      withConfigOf(worker, config.text, (path) => run(['deploy', '--config', path, ...flags]))
    await send(gate)
    await send(portal)
  })
}

async function askBoth({ path, portalOrigin, workers: { gate, portal } }: ProductionConfig): Promise<void> {
  await askPortal(portalOrigin, portal.name)
  await askGate(gate.routes, await findWorkspaceHosts(path), portalOrigin, gate.name)
}

try {
  await deploy(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof Failure)) throw error
  console.error(`\n${error.message}\n`)
  process.exitCode = 1
}
