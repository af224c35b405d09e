import { type Command, Option } from 'commander'
import type { Act, Context, Outcome } from '../command.ts'
import { Failure } from '../failure.ts'
import { readFileOrInput } from '../files/yaml-file.ts'
import { NO_USERNAMES, readUsernames } from '../import/addresses.ts'
import { readAuth0 } from '../import/auth0.ts'
import { readAuthelia } from '../import/authelia.ts'
import { type Candidate, candidatesFrom } from '../import/candidates.ts'
import type { Entry } from '../import/entry.ts'
import { readKeycloak } from '../import/keycloak.ts'
import { readOtpauth } from '../import/otpauth.ts'
import { type Performed, perform, type State } from '../import/perform.ts'
import { readPrivacyIdea } from '../import/privacyidea.ts'
import { requireRightCodes } from '../import/sample-codes.ts'
import { counted, table } from '../text.ts'

const FORMATS = {
  otpauth: readOtpauth,
  authelia: readAuthelia,
  keycloak: readKeycloak,
  privacyidea: readPrivacyIdea,
  auth0: readAuth0,
} as const satisfies Record<string, (text: string, file: string) => readonly Entry[]>

interface Options {
  readonly format: keyof typeof FORMATS
  readonly map?: string
  readonly check?: string
  readonly dryRun?: true
}

const HELP = `
Needs the operator's token. It makes no accounts: make them first. The people whose app was imported need a
code of it from then on. Secrets are read on this machine, sent to the portal, and written nowhere. Delete the
file afterwards.

Exit codes: 0 if every app of the file was taken or its account has a second factor already, 3 if some were
not, 1 if none was.

Examples:
  $ sallyport import authelia.export.totp.yml --format authelia --map usernames.csv --dry-run
  $ sallyport import authelia.export.totp.yml --format authelia --map usernames.csv --check sample.csv
`

export function addImport(program: Command, act: Act): void {
  program
    .command('import')
    .description('import the authenticator apps that people used with another product')
    .argument('<file>', 'the export of that product, or - for the standard input')
    .addOption(
      new Option('--format <format>', 'what the file is').choices(Object.keys(FORMATS)).makeOptionMandatory(),
    )
    .option('--map <file>', 'a CSV with the columns username,email')
    .option(
      '--check <file>',
      'a CSV email,code of codes that apps show now; one wrong code, and nothing is imported',
    )
    .option('--dry-run', 'say what would be done, and change nothing')
    .addHelpText('after', HELP)
    .action(act(importApps))
}

async function importApps(
  context: Context,
  file: string,
  { format, map, check, dryRun }: Options,
): Promise<Outcome> {
  const { terminal } = context
  const portal = context.portal()
  const entries = FORMATS[format](await readFileOrInput(file, terminal), file)
  const usernames =
    map === undefined ? NO_USERNAMES : readUsernames(map, await readFileOrInput(map, terminal))
  const candidates = candidatesFrom(entries, usernames)
  // Compare the samples first. Otherwise a wrong format would enrol people with secrets that no app of theirs has.
  if (check !== undefined) await checkSamples(context, check, candidates)
  return outcomeOf(context, await perform(portal, candidates, { isDryRun: dryRun === true }))
}

async function checkSamples(
  { terminal, say }: Context,
  file: string,
  candidates: readonly Candidate[],
): Promise<void> {
  const text = await readFileOrInput(file, terminal)
  const right = await requireRightCodes(file, text, candidates, Math.floor(Date.now() / 1000))
  say(`${counted(right, 'sample code')} of ${file} ${right === 1 ? 'is' : 'are'} right.\n`)
}

const SHOWN: Readonly<Record<State, string>> = {
  imported: 'imported',
  would_import: 'would be imported',
  already_enrolled: 'already there',
  not_taken: 'NOT TAKEN',
  not_tried: 'NOT TRIED',
}

const isFine = ({ state }: Performed): boolean =>
  state === 'imported' || state === 'would_import' || state === 'already_enrolled'

function outcomeOf({ terminal, isJson }: Context, performed: readonly Performed[]): Outcome {
  const value = { entries: performed.map(present) }
  const text = `${draw(performed)}${summary(performed)}\n`
  const taken = performed.filter(isFine).length
  if (taken === performed.length && taken > 0) return { value, text }
  if (!isJson) terminal.print(draw(performed))
  throw new Failure(performed.length === 0 ? 'The file has no authenticator app.' : summary(performed), {
    code: taken > 0 ? 'partly_done' : 'nothing_taken',
    exitCode: taken > 0 ? 3 : 1,
    beside: value,
  })
}

const present = ({ candidate: { line, user, email, isUnverified }, state, reason }: Performed) => ({
  ...{ line, user, email: email?.address ?? null, state, reason },
  ...(isUnverified ? { unverified_address: true } : {}),
})

function draw(performed: readonly Performed[]): string {
  if (performed.length === 0) return ''
  const rows = performed.map(({ candidate: { line, user, email, isUnverified }, state, reason }) => [
    ...[SHOWN[state], line, email?.address ?? user],
    reason ?? (isUnverified ? 'nobody verified this address there' : null),
  ])
  return table(['STATE', 'LINE', 'ACCOUNT', 'WHY'], rows)
}

/** Counts the entries by what became of them, such as `3 imported, 1 not taken`. */
function summary(performed: readonly Performed[]): string {
  const parts = (Object.keys(SHOWN) as State[]).flatMap((state) => {
    const count = performed.filter((each) => each.state === state).length
    return count === 0 ? [] : [`${count} ${SHOWN[state].toLowerCase()}`]
  })
  return `${parts.join(', ')}.`
}
