// Decides which secrets to upload. Both Workers must have the same secrets, and Cloudflare never shows a
// stored secret again. A secret that one Worker lacks is therefore uploaded to both.

import { Failure } from '../demo/failure.ts'
import { newSecrets } from '../demo/secrets.ts'
import { isOperatorToken, parseMasterKey } from '../src/core/secret-config.ts'
import { importMasterKey } from '../src/crypto/master-key.ts'
import { findMasterKeyIds, findSecretNames } from './cloudflare.ts'
import type { Workers } from './workers.ts'

// MASTER_KEY opens everything that the database has sealed. A new key in place of a lost one would lock out
// every account for good. So this script creates a key only while nothing is sealed yet.
const MADE_HERE: readonly string[] = ['MASTER_KEY', 'OPERATOR_TOKEN']

type Values = Readonly<Record<string, string>>

/**
 * Returns the secrets to upload to both Workers together with the code; null if neither Worker lacks one.
 * Throws a `Failure` if a missing secret can be neither created nor found in the environment. `required` are
 * the secrets that the configuration needs in addition to MASTER_KEY and OPERATOR_TOKEN.
 */
export async function decideSecrets(
  config: string,
  { portal, gate }: Workers,
  required: readonly string[],
): Promise<Values | null> {
  const [atPortal, atGate] = await Promise.all([
    findSecretNames(config, portal.name),
    findSecretNames(config, gate.name),
  ])
  const wanted = new Set([...MADE_HERE, ...required, ...atPortal, ...atGate])
  const missing = [...wanted].filter((name) => !atPortal.includes(name) || !atGate.includes(name))
  if (missing.length === 0) return null
  const masterKeys = missing.includes('MASTER_KEY') ? await findMasterKeyIds(config) : []
  const given = pick(process.env, missing)
  const toMake = missing.filter((name) => !given[name])
  const findHolder = (name: string) => {
    if (atPortal.includes(name)) return `${portal.name} has`
    if (atGate.includes(name)) return `${gate.name} has`
    return name === 'MASTER_KEY' && masterKeys.length > 0 ? 'the database is sealed with' : null
  }
  const lost = toMake.filter((name) => !MADE_HERE.includes(name) || findHolder(name) !== null)
  if (lost.length > 0) throw new Failure(askFor(lost, findHolder))
  await requireUsable(given, masterKeys)
  if (toMake.length > 0) requireTerminal(toMake)
  const made = pick({ ...newSecrets() }, toMake)
  // Shows the new secrets before the upload. An upload can fail halfway, and then nobody could ever read them
  // again.
  if (toMake.length > 0) show(made)
  return { ...given, ...made }
}

function askFor(names: readonly string[], findHolder: (name: string) => string | null): string {
  const lines = names.map((name) => {
    const holder = findHolder(name)
    return `   ${name}${holder ? `, which ${holder}` : ''}`
  })
  return `Both Workers need the same secrets, and Cloudflare does not show stored secrets. Set these in the
environment for this one run, with the values that are in use. (To remove an unused one: npx wrangler secret delete … --name …)

${lines.join('\n')}`
}

/**
 * Checks the secrets from the environment before they replace others. Otherwise a malformed secret would stop
 * the whole edge, and a wrong master key would fail each request that opens a sealed value.
 */
async function requireUsable(given: Values, masterKeys: readonly string[]): Promise<void> {
  const { MASTER_KEY: masterKey, MASTER_KEY_PREVIOUS: previous, OPERATOR_TOKEN: operatorToken } = given
  if (operatorToken !== undefined && !isOperatorToken(operatorToken)) {
    throw new Failure('OPERATOR_TOKEN in the environment must be at least 32 random characters.')
  }
  const ids = await Promise.all([masterKey, previous].filter((text) => text !== undefined).map(masterKeyId))
  if (masterKey === undefined || masterKeys.every((id) => ids.includes(id))) return
  throw new Failure(
    'MASTER_KEY in the environment does not open the database: another one sealed it. Set the MASTER_KEY that is in use.',
  )
}

async function masterKeyId(text: string): Promise<string> {
  const bytes = parseMasterKey(text)
  if (bytes) return (await importMasterKey(bytes)).id
  throw new Failure('A MASTER_KEY in the environment must be 32 random bytes in base64.')
}

/**
 * Refuses to print secrets anywhere but to a terminal. Otherwise they would stay in a build machine's log,
 * which many people can read.
 */
function requireTerminal(toMake: readonly string[]): void {
  if (process.stdout.isTTY) return
  throw new Failure(
    `There is no terminal to show new secrets on. Set ${toMake.join(' and ')} in the environment for this one run.
MASTER_KEY:      openssl rand -base64 32
OPERATOR_TOKEN:  echo "spo_$(openssl rand -base64 32 | tr '+/' '-_' | tr -d '=')"`,
  )
}

function show(made: Values): void {
  console.log('\n   New secrets, shown only once. Save them in your password manager before you continue:\n')
  for (const [name, value] of Object.entries(made)) console.log(`   ${name}=${value}`)
  console.log('\n   OPERATOR_TOKEN allows everything. Without MASTER_KEY, no account can sign in.\n')
}

const pick = (values: Readonly<Record<string, string | undefined>>, names: readonly string[]): Values =>
  Object.fromEntries(names.flatMap((name) => (values[name] ? [[name, values[name]]] : [])))
