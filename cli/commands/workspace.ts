import type { Command } from 'commander'
import { SLUG } from '../arguments.ts'
import type { Act, Context, Outcome } from '../command.ts'
import { Failure, misused } from '../failure.ts'
import { Workspace, WorkspacePage } from '../portal/answers.ts'
import { type Portal, path } from '../portal/portal.ts'
import { facts, table } from '../text.ts'

interface Given {
  readonly name?: string
  readonly host?: readonly string[]
  readonly origin?: string
}

const EXAMPLES = `
Examples:
  $ sallyport workspace put acme --name Acme --host acme.example.com --origin https://acme-origin.example.net
  $ sallyport workspace put acme --name 'Acme Inc.'
`

export function addWorkspace(program: Command, act: Act): void {
  const workspace = program
    .command('workspace')
    .description('list, show, create, change or delete workspaces')

  workspace.command('list').description('list the workspaces').action(act(list))

  workspace
    .command('get')
    .description('show a workspace')
    .argument(...SLUG)
    .action(act(get))

  workspace
    .command('put')
    .description('create a workspace, or change it: what is not given stays as it is')
    .argument(...SLUG)
    .option('--name <name>', 'its name')
    .option('--host <host...>', 'a host that it has; all of them together')
    .option('--origin <origin>', 'web origin of the service behind it')
    .addHelpText('after', EXAMPLES)
    .action(act(put))

  workspace
    .command('delete')
    .description('delete a workspace: its hosts answer 421 afterwards')
    .argument(...SLUG)
    .action(act(remove))
}

async function list({ portal }: Context): Promise<Outcome> {
  const value = await portal().list('/workspaces', 'workspaces', WorkspacePage)
  const rows = value.workspaces.map(({ slug, name, hosts, origin }) => [slug, name, hosts.join(', '), origin])
  return { value, text: table(['SLUG', 'NAME', 'HOSTS', 'ORIGIN'], rows) }
}

async function get({ portal }: Context, slug: string): Promise<Outcome> {
  const { value } = await portal().ask({ path: path`/workspaces/${slug}` }, Workspace)
  return { value, text: present(value) }
}

async function put({ portal }: Context, slug: string, given: Given): Promise<Outcome> {
  const { name, host, origin } = given
  if (!name && !host && !origin) throw misused('Give --name, --host or --origin.')
  const connected = portal()
  const body = await bodyFor(connected, slug, given)
  const call = { method: 'PUT', path: path`/workspaces/${slug}`, body } as const
  const { value } = await connected.ask(call, Workspace)
  return { value, text: present(value) }
}

async function remove({ portal }: Context, slug: string): Promise<Outcome> {
  await portal().tell({ method: 'DELETE', path: path`/workspaces/${slug}` })
  return { value: { deleted: slug }, text: `Deleted ${slug}.\n` }
}

/** Completes the given options with the workspace's current values. */
async function bodyFor(portal: Portal, slug: string, { name, host, origin }: Given): Promise<object> {
  if (name && host && origin) return { name, hosts: host, origin }
  try {
    const { value } = await portal.ask({ path: path`/workspaces/${slug}` }, Workspace)
    return { name: name ?? value.name, hosts: host ?? value.hosts, origin: origin ?? value.origin }
  } catch (error) {
    if (!(error instanceof Failure && error.code === 'not_found')) throw error
    throw misused(`There is no workspace ${slug} yet: a new one needs --name, --host and --origin.`)
  }
}

const present = ({ slug, name, hosts, origin, id, created_at }: Workspace) =>
  facts([
    ['slug', slug],
    ['name', name],
    ['hosts', hosts.join(', ')],
    ['origin', origin],
    ['id', id],
    ['created', created_at],
  ])
