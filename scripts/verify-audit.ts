// `npm run audit:verify -- FILE… [--head ID:HASH]…`: verifies an exported audit log offline. Several files
// are the parts of one log, in order. Prints the first problem and exits with status 1 if the log was
// changed.

import { createReadStream } from 'node:fs'
import { parseArgs } from 'node:util'
import { Failure } from '../demo/failure.ts'
import { type Head, verifyAudit } from './audit-verification.ts'

const USAGE = 'Usage: npm run audit:verify -- FILE… [--head ID:HASH]…'

async function verify(): Promise<void> {
  const { files, heads } = readArguments()
  const verified = await verifyAudit(linesOf(files), heads)
  if (!verified.ok) throw new Failure(verified.error)
  const { scope, count, firstId, head } = verified.value
  console.log(`${count} entries of ${scope}, first ${firstId}, last ${head.id}: whole and unchanged.`)
  console.log(`Head: ${head.id}:${head.hash}`)
  if (heads.length === 0) console.log(NO_HEADS)
}

const NO_HEADS = `A log alone cannot show that entries were removed at its end, or that all hashes were recomputed. Save this head
where nobody who can write to the database can change it. Next time, give an earlier head: --head ID:HASH (docs/operate.md).`

function readArguments(): { files: string[]; heads: Head[] } {
  try {
    const options = { head: { type: 'string', multiple: true, default: [] as string[] } } as const
    const { positionals, values } = parseArgs({ options, allowPositionals: true })
    if (positionals.length > 0) return { files: positionals, heads: values.head.map(parseHead) }
  } catch (error) {
    if (error instanceof Failure) throw error
  }
  throw new Failure(USAGE)
}

function parseHead(text: string): Head {
  const [, id, hash] = /^([1-9]\d{0,14}):([\w-]{43})$/.exec(text) ?? []
  if (!id || !hash) throw new Failure(`--head ${text} is not ID:HASH, as this command prints it.`)
  return { id: Number(id), hash }
}

/** Splits at line feeds only. A string in JSON may hold other line separators, such as U+2028. */
async function* linesOf(files: readonly string[]): AsyncGenerator<string> {
  for (const file of files) {
    let rest = ''
    for await (const text of textOf(file)) {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
    if (rest !== '') yield rest
  }
}

async function* textOf(file: string): AsyncGenerator<string> {
  try {
    yield* createReadStream(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw code ? new Failure(`Could not read ${file} (${code}).`) : error
  }
}

try {
  await verify()
} catch (error) {
  if (!(error instanceof Failure)) throw error
  console.error(error.message)
  process.exitCode = 1
}
