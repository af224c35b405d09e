import { type Command, Option } from 'commander'
import * as z from 'zod'
import { ROLES, type Role } from '../../src/core/roles.ts'
import { EMAIL, SLUG } from '../arguments.ts'
import type { Act, Context, Outcome } from '../command.ts'
import { MemberPage } from '../portal/answers.ts'
import { path } from '../portal/portal.ts'
import { printable, table } from '../text.ts'

const RoleAnswer = z.looseObject({ role: z.enum(ROLES) })

export function addMember(program: Command, act: Act): void {
  const member = program.command('member').description('list, add, change or remove members')

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
}

async function list({ portal }: Context, slug: string): Promise<Outcome> {
  const value = await portal().list(path`/workspaces/${slug}/members`, 'members', MemberPage)
  const rows = value.members.map(({ email, name, role, standing }) => [email, role, standing, name])
  return { value, text: table(['EMAIL', 'ROLE', 'STANDING', 'NAME'], rows) }
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
