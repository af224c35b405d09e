// The two secrets of the Worker. They are made when they are missing and never changed here: MASTER_KEY opens all that
// the database has sealed, so that a new one in the place of a lost one would lock everybody out for good.

import { Failure } from '../demo/failure.ts'
import { newSecrets, type Secrets } from '../demo/secrets.ts'
import { countRingKeys, findSecretNames } from './cloudflare.ts'

type SecretName = keyof Secrets

/**
 * What to upload with the code, null where nothing is missing. `clientSecrets` are those that providers need: only whoever
 * has them can upload them, and without one the Worker would serve nobody.
 */
export async function decideSecrets(
  config: string,
  clientSecrets: readonly string[],
): Promise<Partial<Secrets> | null> {
  const present = (await findSecretNames(config)) ?? []
  const lacking = clientSecrets.filter((name) => !present.includes(name))
  if (lacking.length > 0) {
    const commands = lacking.map((name) => `npx wrangler secret put ${name} --config ${config}`)
    throw new Failure(
      `PROVIDERS needs secrets that the Worker lacks. Upload them first:\n\n${commands.join('\n')}`,
    )
  }
  const missing = (['MASTER_KEY', 'OPERATOR_TOKEN'] as const).filter((name) => !present.includes(name))
  if (missing.length === 0) return null
  const given = missing.filter((name) => process.env[name])
  const toMake = missing.filter((name) => !process.env[name])
  if (toMake.includes('MASTER_KEY')) await refuseIfSealed(config)
  if (toMake.length > 0) requireTerminal(toMake)
  const made = pick(newSecrets(), toMake)
  // Before the upload: it may half succeed, and then nobody could ever read them again.
  if (toMake.length > 0) show(made)
  return { ...pick(process.env, given), ...made }
}

async function refuseIfSealed(config: string): Promise<void> {
  if ((await countRingKeys(config)) === 0) return
  throw new Failure(
    'The Worker has no MASTER_KEY, but its database is sealed with one. Set that one as MASTER_KEY in the environment and run this again.',
  )
}

/** Logs of a build machine are kept and read by many. */
function requireTerminal(toMake: readonly SecretName[]): void {
  if (process.stdout.isTTY) return
  throw new Failure(
    `No terminal to show new secrets on. Set ${toMake.join(' and ')} in the environment, for this once.
MASTER_KEY:      openssl rand -base64 32
OPERATOR_TOKEN:  echo "spo_$(openssl rand -base64 32 | tr '+/' '-_' | tr -d '=')"`,
  )
}

function show(made: Partial<Secrets>): void {
  console.log('\n   New secrets, shown this once. Put them where you keep passwords, before going on:\n')
  for (const [name, value] of Object.entries(made)) console.log(`   ${name}=${value}`)
  console.log(
    '\n   Whoever holds OPERATOR_TOKEN may do everything. Without MASTER_KEY nobody can be signed in.\n',
  )
}

function pick(
  values: Readonly<Record<string, string | undefined>> | Secrets,
  names: readonly SecretName[],
): Partial<Secrets> {
  return Object.fromEntries(names.map((name) => [name, values[name]]))
}
