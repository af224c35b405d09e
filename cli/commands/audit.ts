import { type Command, InvalidArgumentError } from 'commander'
import { SLUG, wholeNumber } from '../arguments.ts'
import { exportAudit } from '../audit/export.ts'
import { linesOf } from '../audit/lines.ts'
import { type Head, verifyAudit } from '../audit/verification.ts'
import type { Act, Context, Outcome } from '../command.ts'
import { Failure } from '../failure.ts'

const EXAMPLES = `
Examples:
  $ sallyport audit export acme.jsonl --workspace acme
  $ sallyport audit verify acme.jsonl --head 1234:HASH
`

const NO_HEADS = `A log alone cannot show that entries were removed at its end, or that all hashes were recomputed. Save this head
where nobody who can write to the database can change it. Next time, give an earlier head: --head ID:HASH (docs/operate.md).
`

interface ExportOptions {
  readonly workspace?: string | null
  readonly after: number
}

export function addAudit(program: Command, act: Act): void {
  const audit = program.command('audit').description('export an audit log, or verify one offline')

  audit
    .command('export')
    .description('write an audit log into a new file, as JSON Lines')
    .argument('<file>', 'the new file')
    .option('--workspace <slug>', 'the log of this workspace; without it, of what belongs to none', SLUG[2])
    .option('--after <id>', 'begin after this entry', wholeNumber(0, Number.MAX_SAFE_INTEGER), 0)
    .addHelpText('after', EXAMPLES)
    .action(act(exportLog))

  audit
    .command('verify')
    .description('verify an exported log offline; several files are the parts of one log, in order')
    .argument('<file...>', 'the exported log')
    .option('--head <id:hash>', 'a head that an earlier verification printed; may be repeated', parseHead, [])
    .addHelpText('after', EXAMPLES)
    .action(act(verify))
}

async function exportLog(
  { portal }: Context,
  file: string,
  { workspace = null, after }: ExportOptions,
): Promise<Outcome> {
  const entries = await exportAudit(portal(), file, { workspace, after })
  const text = `${entries} entries in ${file}. Next: sallyport audit verify ${file}\n`
  return { value: { file, entries }, text }
}

async function verify(
  _: Context,
  files: string[],
  { head: heads }: { head: readonly Head[] },
): Promise<Outcome> {
  const verified = await verifyAudit(linesOf(files), heads)
  if (!verified.ok) throw new Failure(verified.error, { code: 'audit_changed' })
  const { scope, count, firstId, head } = verified.value
  const text = [
    `${count} entries of ${scope}, first ${firstId}, last ${head.id}: whole and unchanged.\n`,
    `Head: ${head.id}:${head.hash}\n`,
    heads.length === 0 ? NO_HEADS : '',
  ]
  return { value: verified.value, text: text.join('') }
}

function parseHead(text: string, before: readonly Head[]): readonly Head[] {
  const [, id, hash] = /^([1-9]\d{0,14}):([\w-]{43})$/.exec(text) ?? []
  if (!id || !hash) throw new InvalidArgumentError('It is not ID:HASH, as this command prints it.')
  return [...before, { id: Number(id), hash }]
}
