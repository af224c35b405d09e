import { type Command, Option } from 'commander'
import { APPLIES_TO, GRACE_DAYS } from '../../src/core/policy.ts'
import { SLUG } from '../arguments.ts'
import type { Act, Context, Outcome } from '../command.ts'
import { misused } from '../failure.ts'
import { type PolicyWish, policyBody } from '../policy-body.ts'
import { Policy, Preview } from '../portal/answers.ts'
import { type Answered, type Portal, path } from '../portal/portal.ts'
import { facts } from '../text.ts'

/** Which of the two policies. */
interface Kind {
  readonly phishingResistant?: boolean
}

interface Given extends Kind {
  readonly enforced?: boolean
  readonly graceDays?: string
  readonly appliesTo?: string
}

const EXAMPLES = `
Examples:
  $ sallyport policy preview acme --enforced --grace-days 14
  $ sallyport policy set acme --enforced --grace-days 14
  $ sallyport policy set acme --no-enforced
  $ sallyport policy set acme --phishing-resistant --enforced --grace-days 30 --applies-to admins
`

export function addPolicy(program: Command, act: Act): void {
  const policy = program.command('policy').description('show, preview or set the policies of a workspace')

  withKind(policy.command('get').description('show the policy')).action(act(get))

  withChoices(policy.command('preview').description('say what a policy would do; changes nothing')).action(
    act(preview),
  )

  withChoices(policy.command('set').description('set the policy: what is not given stays as it is')).action(
    act(set),
  )
}

async function get({ portal }: Context, slug: string, kind: Kind): Promise<Outcome> {
  const { value } = await read(portal(), pathOf(slug, kind))
  return { value, text: present(value) }
}

async function preview({ portal }: Context, slug: string, given: Given): Promise<Outcome> {
  const connected = portal()
  const at = pathOf(slug, given)
  const body = policyBody((await read(connected, at)).value, wishFrom(given))
  const call = { method: 'POST', path: `${at}/preview`, body } as const
  const { value } = await connected.ask(call, Preview)
  return { value, text: presentPreview(value) }
}

async function set({ portal }: Context, slug: string, given: Given): Promise<Outcome> {
  const wish = wishFrom(given)
  if (Object.keys(wish).length === 0) throw misused('Give --enforced, --grace-days or --applies-to.')
  const connected = portal()
  const at = pathOf(slug, given)
  const { value: current, etag } = await read(connected, at)
  const call = {
    method: 'PUT',
    path: at,
    body: policyBody(current, wish),
    ...(etag === null ? {} : { ifMatch: etag }),
  } as const
  const { value } = await connected.ask(call, Policy)
  return { value, text: present(value) }
}

const withKind = (command: Command): Command =>
  command
    .argument(...SLUG)
    .option('--phishing-resistant', 'the policy that requires passkeys, or as good a factor of a provider')

const withChoices = (command: Command): Command =>
  withKind(command)
    .option('--enforced', 'require two-factor authentication')
    .option('--no-enforced', 'stop requiring it')
    .addOption(
      new Option('--grace-days <days>', 'days until it takes effect').choices(GRACE_DAYS.map(String)),
    )
    .addOption(
      new Option('--applies-to <whom>', 'whom it applies to; admins are owners and admins').choices(
        APPLIES_TO,
      ),
    )
    .addHelpText('after', EXAMPLES)

const wishFrom = ({ enforced, graceDays, appliesTo }: Given): PolicyWish => ({
  ...(enforced === undefined ? {} : { enforced }),
  ...(graceDays === undefined ? {} : { grace_days: Number(graceDays) }),
  ...(appliesTo === undefined ? {} : { applies_to: appliesTo }),
})

const pathOf = (slug: string, { phishingResistant }: Kind): string =>
  `${path`/workspaces/${slug}/policy`}${phishingResistant ? '/phishing-resistant' : ''}`

const read = (portal: Portal, at: string): Promise<Answered<Policy>> => portal.ask({ path: at }, Policy)

const present = ({ enforced, grace_days, applies_to, state, effective_at, updated_at, updated_by }: Policy) =>
  facts([
    ['enforced', enforced],
    ['grace days', grace_days],
    ...(applies_to === undefined ? [] : [['applies to', applies_to] as const]),
    ['state', state.replaceAll('_', ' ')],
    ['in effect from', effective_at],
    ['changed', updated_at],
    ['changed by', updated_by],
  ])

const presentPreview = (preview: Preview) =>
  facts([
    ['in effect from', preview.effective_at],
    ['members blocked now', preview.blocked_now],
    ['members blocked then', preview.blocked_at_effective],
    ...(preview.public_paths === undefined
      ? []
      : [['paths open to everybody', preview.public_paths] as const]),
    ...(preview.service_tokens === undefined ? [] : [['service tokens', preview.service_tokens] as const]),
  ])
