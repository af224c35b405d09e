// The secrets of the two Workers, the same in both. What Cloudflare has of them can't be read back: whatever one of the two
// lacks is uploaded to both, so that they can't differ by it. MASTER_KEY opens all that the database has sealed, so that a
// new one in the place of a lost one would lock everybody out for good: it is made where nothing is sealed yet, else never.

import { Failure } from '../demo/failure.ts'
import { newSecrets } from '../demo/secrets.ts'
import { isOperatorToken, parseMasterKey } from '../src/core/secret-config.ts'
import { importMasterKey } from '../src/crypto/master-key.ts'
import { findMasterKeyIds, findSecretNames } from './cloudflare.ts'
import type { Workers } from './workers.ts'

const MADE_HERE: readonly string[] = ['MASTER_KEY', 'OPERATOR_TOKEN']

type Values = Readonly<Record<string, string>>

/**
 * What to upload to both with the code, null where neither lacks anything. `required` are those that the configuration
 * needs beside the two that can be made here.
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
  // Before the upload: it may half succeed, and then nobody could ever read them again.
  if (toMake.length > 0) show(made)
  return { ...given, ...made }
}

function askFor(names: readonly string[], findHolder: (name: string) => string | null): string {
  const lines = names.map((name) => {
    const holder = findHolder(name)
    return `   ${name}${holder ? `, which ${holder}` : ''}`
  })
  return `Both Workers need the same secrets, and Cloudflare doesn't give back what it has of them. Set these in the
environment, for this once, with the values that are in use. (Is one in use no longer? npx wrangler secret delete … --name …)

${lines.join('\n')}`
}

/** Before they take the place of any: unusable ones would stop everybody, and another master key whoever meets it. */
async function requireUsable(given: Values, masterKeys: readonly string[]): Promise<void> {
  const { MASTER_KEY: masterKey, MASTER_KEY_PREVIOUS: previous, OPERATOR_TOKEN: operatorToken } = given
  if (operatorToken !== undefined && !isOperatorToken(operatorToken)) {
    throw new Failure('OPERATOR_TOKEN in the environment must be at least 32 random characters.')
  }
  const ids = await Promise.all([masterKey, previous].filter((text) => text !== undefined).map(masterKeyId))
  if (masterKey === undefined || masterKeys.every((id) => ids.includes(id))) return
  throw new Failure(
    'The database is sealed with another MASTER_KEY than the one in the environment. Set the one that is in use.',
  )
}

async function masterKeyId(text: string): Promise<string> {
  const bytes = parseMasterKey(text)
  if (bytes) return (await importMasterKey(bytes)).id
  throw new Failure('A MASTER_KEY in the environment must be 32 random bytes in base64.')
}

/** Logs of a build machine are kept and read by many. */
function requireTerminal(toMake: readonly string[]): void {
  if (process.stdout.isTTY) return
  throw new Failure(
    `No terminal to show new secrets on. Set ${toMake.join(' and ')} in the environment, for this once.
MASTER_KEY:      openssl rand -base64 32
OPERATOR_TOKEN:  echo "spo_$(openssl rand -base64 32 | tr '+/' '-_' | tr -d '=')"`,
  )
}

function show(made: Values): void {
  console.log('\n   New secrets, shown this once. Put them where you keep passwords, before going on:\n')
  for (const [name, value] of Object.entries(made)) console.log(`   ${name}=${value}`)
  console.log(
    '\n   Whoever holds OPERATOR_TOKEN may do everything. Without MASTER_KEY nobody can be signed in.\n',
  )
}

const pick = (values: Readonly<Record<string, string | undefined>>, names: readonly string[]): Values =>
  Object.fromEntries(names.flatMap((name) => (values[name] ? [[name, values[name]]] : [])))
