import { isIP } from 'node:net'
import { type Command, InvalidArgumentError } from 'commander'
import { SLUG } from '../arguments.ts'
import type { Act, Context, Outcome } from '../command.ts'
import { describeRule } from '../describe-rule.ts'
import { readRules } from '../files/rule-file.ts'
import { type Rule, RuleList, RuleTest } from '../portal/answers.ts'
import { path } from '../portal/portal.ts'
import { counted, facts, table } from '../text.ts'

const EXAMPLES = `
FILE is JSON or YAML: the whole list of rules, or what \`rules get --json\` printed. With the etag of that, a
change that somebody else made meanwhile is not overwritten.

Examples:
  $ sallyport rules get acme --json > rules.json
  $ sallyport rules put acme rules.json
  $ sallyport rules test acme --method POST --path /hooks/github
`

interface Test {
  readonly method: string
  readonly path: string
  readonly ip?: string
}

export function addRules(program: Command, act: Act): void {
  const rules = program.command('rules').description('show, replace or test the rules of a workspace')

  rules
    .command('get')
    .description('show the rules, in the order in which they are tried')
    .argument(...SLUG)
    .action(act(get))

  rules
    .command('put')
    .description('replace the whole list')
    .argument(...SLUG)
    .argument('<file>', 'JSON or YAML, or - for the standard input')
    .option('--confirm', 'save it even if it shuts you out')
    .addHelpText('after', EXAMPLES)
    .action(act(put))

  rules
    .command('test')
    .description('say which rule a request meets; changes nothing')
    .argument(...SLUG)
    .requiredOption('--path <path>', 'path of the request')
    .option('--method <method>', 'method of the request', 'GET')
    .option('--ip <address>', 'address of the client', parseAddress)
    .action(act(test))
}

async function get({ portal }: Context, slug: string): Promise<Outcome> {
  const { value, etag } = await portal().ask({ path: path`/workspaces/${slug}/rules` }, RuleList)
  return { value: { ...value, etag }, text: present(value.rules) }
}

async function put(
  { portal, terminal }: Context,
  slug: string,
  file: string,
  { confirm }: { confirm?: true },
): Promise<Outcome> {
  const wanted = await readRules(file, terminal)
  const connected = portal()
  const at = path`/workspaces/${slug}/rules`
  const ifMatch = wanted.etag ?? (await connected.ask({ path: at }, RuleList)).etag
  const body = { rules: wanted.rules, ...(confirm ? { confirm } : {}) }
  const call = { method: 'PUT', path: at, body, ...(ifMatch === null ? {} : { ifMatch }) } as const
  const { value, etag } = await connected.ask(call, RuleList)
  const said = `${slug} has ${counted(value.rules.length, 'rule')}. They take effect everywhere within 65 seconds.\n`
  return { value: { ...value, etag }, text: said }
}

async function test({ portal }: Context, slug: string, { method, path: asked, ip }: Test): Promise<Outcome> {
  const body = { method, path: asked, ...(ip === undefined ? {} : { ip }) }
  const call = { method: 'POST', path: path`/workspaces/${slug}/rules/test`, body } as const
  const { value } = await portal().ask(call, RuleTest)
  const { rule, access, require } = value
  const seconds = require && `a second factor at most ${require.max_age} s old`
  return {
    value,
    text: facts([
      ['rule', rule ?? 'none'],
      ['access', access],
      ['require', seconds],
    ]),
  }
}

function present(rules: readonly Rule[]): string {
  if (rules.length === 0) return 'No rules: members only.\n'
  const rows = rules.map((rule) => {
    const { where, methods, access, more } = describeRule(rule)
    return [rule.id, where, methods, access, more]
  })
  return table(['ID', 'PATH', 'METHODS', 'ACCESS', 'MORE'], rows)
}

function parseAddress(text: string): string {
  if (isIP(text)) return text
  throw new InvalidArgumentError('This is not an IP address.')
}
