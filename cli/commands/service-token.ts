import type { Command } from 'commander'
import { SLUG, wholeNumber } from '../arguments.ts'
import type { Act, Context, Outcome } from '../command.ts'
import { Anything, NewServiceToken, ServiceTokenPage } from '../portal/answers.ts'
import { type Call, path } from '../portal/portal.ts'
import { table } from '../text.ts'

interface Given {
  readonly name: string
  readonly expiresInDays: number
  readonly path: readonly string[]
  readonly method: readonly string[]
  readonly network?: readonly string[]
}

const ID = ['<id>', 'id of the token, as `service-token list` shows it'] as const
const EXAMPLES = `
The token alone goes to the standard output. It is shown only once.

Example:
  $ sallyport service-token create acme --name ci --expires-in-days 90 --path /api --method GET POST
`

export function addServiceToken(program: Command, act: Act): void {
  const token = program
    .command('service-token')
    .description('list, create, rotate, disable or delete the tokens of services')

  token
    .command('list')
    .description('list the tokens, without their values')
    .argument(...SLUG)
    .action(act(list))

  token
    .command('create')
    .description('create a token; a rule must also let services in at its paths')
    .argument(...SLUG)
    .requiredOption('--name <name>', 'what it is for')
    .requiredOption('--expires-in-days <days>', 'how long it works, 1 to 365', wholeNumber(1, 365))
    .requiredOption('--path <path...>', 'a path that it opens, with everything below')
    .requiredOption('--method <method...>', 'a method that it may use')
    .option('--network <network...>', 'an address or CIDR network that it may come from')
    .addHelpText('after', EXAMPLES)
    .action(act(create))

  token
    .command('rotate')
    .description('give a token a new value; the previous one works on for a while')
    .argument(...SLUG)
    .argument(...ID)
    .option(
      '--overlap-hours <hours>',
      'how long the previous value works on, 0 to 720',
      wholeNumber(0, 720),
      24,
    )
    .action(act(rotate))

  token
    .command('disable')
    .description('disable a token; it ends within two minutes')
    .argument(...SLUG)
    .argument(...ID)
    .action(act(disable))

  token
    .command('delete')
    .description('delete a token; it ends within two minutes')
    .argument(...SLUG)
    .argument(...ID)
    .action(act(remove))
}

async function create(context: Context, slug: string, given: Given): Promise<Outcome> {
  const body = {
    name: given.name,
    expires_in_days: given.expiresInDays,
    paths: given.path,
    methods: given.method,
    ...(given.network === undefined ? {} : { networks: given.network }),
  }
  return issue(context, { method: 'POST', path: path`/workspaces/${slug}/service-tokens`, body })
}

async function rotate(
  context: Context,
  slug: string,
  id: string,
  { overlapHours }: { overlapHours: number },
): Promise<Outcome> {
  return issue(context, {
    method: 'POST',
    path: path`/workspaces/${slug}/service-tokens/${id}/rotate`,
    body: { overlap_hours: overlapHours },
  })
}

async function disable({ portal }: Context, slug: string, id: string): Promise<Outcome> {
  const at = path`/workspaces/${slug}/service-tokens/${id}`
  const { value } = await portal().ask({ method: 'PATCH', path: at, body: { disabled: true } }, Anything)
  return { value, text: 'Disabled.\n' }
}

async function remove({ portal }: Context, slug: string, id: string): Promise<Outcome> {
  await portal().tell({ method: 'DELETE', path: path`/workspaces/${slug}/service-tokens/${id}` })
  return { value: { deleted: id }, text: 'Deleted.\n' }
}

async function list({ portal }: Context, slug: string): Promise<Outcome> {
  const at = path`/workspaces/${slug}/service-tokens`
  const value = await portal().list(at, 'service_tokens', ServiceTokenPage)
  const rows = value.service_tokens.map((each) => [
    each.id,
    each.name,
    each.paths.join(', '),
    each.methods.join(', '),
    each.networks?.join(', '),
    each.expires_at,
    each.last_used_on,
    each.disabled ? 'disabled' : '',
    each.previous_valid_until,
  ])
  const head = [
    'ID',
    'NAME',
    'PATHS',
    'METHODS',
    'NETWORKS',
    'EXPIRES',
    'LAST USED',
    'STATE',
    'PREVIOUS UNTIL',
  ]
  return { value, text: table(head, rows) }
}

async function issue({ portal, say }: Context, call: Call): Promise<Outcome> {
  const { value } = await portal().ask(call, NewServiceToken)
  say(`The value of the token ${value.id} is shown only now:\n`)
  return { value, text: `${value.token}\n` }
}
