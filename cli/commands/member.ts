import { type Command, Option } from 'commander'
import * as z from 'zod'
import { ROLES, type Role } from '../../src/core/roles.ts'
import { EMAIL, parseEnd, SLUG } from '../arguments.ts'
import type { Act, Context, Outcome } from '../command.ts'
import { Extension, MemberPage } from '../portal/answers.ts'
import { path } from '../portal/portal.ts'
import { printable, table } from '../text.ts'

const RoleAnswer = z.looseObject({ role: z.enum(ROLES) })

export function addMember(program: Command, act: Act): void {
  const member = program
    .command('member')
    .description('list, add, change or remove members, and give them more time')

  member
    .command('list')
    .description('list the members with their roles; each reading is recorded in the audit log')
    .argument(...SLUG)
    .action(act(list))

  member
    .command('put')
    .description('add a member, or change their role')
    .argument(...SLUG)
    .argument(...EMAIL)
    .addOption(new Option('--role <role>', 'their role').choices(ROLES).makeOptionMandatory())
    .addHelpText('after', '\nExample:\n  $ sallyport member put acme ada@acme.example --role owner\n')
    .action(act(put))

  member
    .command('remove')
    .description('remove a member; their account stays')
    .argument(...SLUG)
    .argument(...EMAIL)
    .action(act(remove))

  member
    .command('extend')
    .description('give a member more time to meet the policies; once until a policy changes')
    .argument(...SLUG)
    .argument(...EMAIL)
    .requiredOption(
      '--until <date>',
      'the last day, in UTC, or a time such as 2026-12-14T17:00:00Z; at most 30 days from now',
      parseEnd,
    )
    .requiredOption('--reason <text>', 'why, for the audit log')
    .addHelpText('after', EXTEND_EXAMPLE)
    .action(act(extend))

  member
    .command('end-extension')
    .description('end the extension of a member now')
    .argument(...SLUG)
    .argument(...EMAIL)
    .action(act(endExtension))
}

const EXTEND_EXAMPLE = `
Example:
  $ sallyport member extend acme bo@acme.example --until 2026-12-14 --reason 'On leave'
`

async function list({ portal }: Context, slug: string): Promise<Outcome> {
  const value = await portal().list(path`/workspaces/${slug}/members`, 'members', MemberPage)
  const rows = value.members.map(({ email, name, role, standing, extended_until }) => [
    ...[email, role, standing, extended_until, name],
  ])
  return { value, text: table(['EMAIL', 'ROLE', 'STANDING', 'EXTENDED UNTIL', 'NAME'], rows) }
}

async function put(
  { portal }: Context,
  slug: string,
  email: string,
  { role }: { role: Role },
): Promise<Outcome> {
  const call = {
    method: 'PUT',
    path: path`/workspaces/${slug}/members/${email}`,
    body: { role },
  } as const
  const { value } = await portal().ask(call, RoleAnswer)
  return { value: { email, ...value }, text: `${printable(email)} is ${value.role} of ${slug}.\n` }
}

async function remove({ portal }: Context, slug: string, email: string): Promise<Outcome> {
  await portal().tell({ method: 'DELETE', path: path`/workspaces/${slug}/members/${email}` })
  return { value: { removed: email }, text: `${printable(email)} is no longer a member of ${slug}.\n` }
}

interface Extending {
  readonly until: string
  readonly reason: string
}

async function extend(
  { portal }: Context,
  slug: string,
  email: string,
  { until, reason }: Extending,
): Promise<Outcome> {
  const call = { method: 'PUT', path: extensionOf(slug, email), body: { until, reason } } as const
  const { value } = await portal().ask(call, Extension)
  return { value, text: `${printable(email)} has until ${value.until} to meet the policies of ${slug}.\n` }
}

async function endExtension({ portal }: Context, slug: string, email: string): Promise<Outcome> {
  await portal().tell({ method: 'DELETE', path: extensionOf(slug, email) })
  return { value: { ended: email }, text: `The extension of ${printable(email)} in ${slug} has ended.\n` }
}

const extensionOf = (slug: string, email: string) => path`/workspaces/${slug}/members/${email}/extension`
