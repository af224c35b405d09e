import type { Command } from 'commander'
import { drawChange, drawSteps, type Step } from '../apply/change.ts'
import { complaintsOfPortal } from '../apply/check-portal.ts'
import { readCurrent } from '../apply/current.ts'
import { readDocuments } from '../apply/documents.ts'
import { type Performed, perform } from '../apply/perform.ts'
import { planFor } from '../apply/plan.ts'
import type { Act, Context, Outcome } from '../command.ts'
import { Failure } from '../failure.ts'
import { invalidFile, parseYaml, readFileOrInput } from '../files/yaml-file.ts'
import type { Portal } from '../portal/portal.ts'
import { counted, printable, table } from '../text.ts'

const EXAMPLES = `
FILE has one or several documents of YAML. What a document leaves out stays as it is:

  workspace: acme
  name: Acme
  hosts: [acme.example.com]
  origin: https://acme-origin.example.net
  members: { ada@acme.example: owner, bo@acme.example: member }
  policy: { enforced: true, grace_days: 14, applies_to: everybody }
  phishing_resistant_policy: { enforced: true, grace_days: 30, applies_to: admins }
  rules: [{ id: hooks, path: /hooks, match: prefix, methods: [POST], access: public }]

Examples:
  $ sallyport apply acme.yaml
  $ sallyport apply --yes --prune - < acme.yaml
`

interface Options {
  readonly yes?: boolean
  readonly prune?: boolean
}

export function addApply(program: Command, act: Act): void {
  program
    .command('apply')
    .description('make workspaces as a file describes them; shows the difference, and asks')
    .argument('<file>', 'YAML, or - for the standard input')
    .option('--yes', 'do not ask')
    .option('--prune', 'remove members that a document with `members` does not list; never the last owner')
    .addHelpText('after', EXAMPLES)
    .action(act(apply))
}

async function apply(
  context: Context,
  file: string,
  { yes = false, prune = false }: Options,
): Promise<Outcome> {
  const portal = context.portal()
  const { steps, notes } = await plan(context, portal, file, prune)
  for (const note of notes) context.say(`${printable(note)}\n`)
  if (steps.length === 0) return { value: { changes: [], notes }, text: 'No difference.\n' }
  if (!context.isJson) context.terminal.print(drawSteps(steps, context.terminal.hasColours))
  if (!yes) await requireConsent(context, steps, file)
  return outcomeOf(context, await perform(portal, steps), notes)
}

/** Checks everything before anything is written. */
async function plan(context: Context, portal: Portal, name: string, prune: boolean) {
  const file = parseYaml(name, await readFileOrInput(name, context.terminal))
  const planned = []
  for (const document of readDocuments(name, file, portal.origin)) {
    const current = await readCurrent(portal, document.wish)
    planned.push({ document, plan: planFor(document.wish, current, { prune }) })
  }
  const ofPlan = planned.flatMap(({ document, plan }) =>
    plan.complaints.map(({ path, message }) => document.at(path, message)),
  )
  const complaints = [...ofPlan, ...(await complaintsOfPortal(portal, planned))]
  if (complaints.length > 0) throw invalidFile(name, complaints)
  return {
    steps: planned.flatMap(({ plan }) => plan.steps),
    notes: planned.flatMap(({ plan }) => plan.notes),
  }
}

async function requireConsent(
  { terminal, isJson }: Context,
  steps: readonly Step[],
  file: string,
): Promise<void> {
  const count = counted(steps.flatMap(({ changes }) => changes).length, 'change')
  if (isJson || file === '-' || !terminal.canAsk) {
    const beside = {
      changes: steps.flatMap((step) => presentStep({ step, state: 'not_tried', failure: null })),
    }
    const message = `Nothing was changed: there is nobody to ask. Add --yes to make ${count}.`
    throw new Failure(message, { code: 'usage', exitCode: 2, beside })
  }
  const answer = await terminal.ask(`Make ${count}? [y/N] `)
  if (/^y(es)?$/i.test(answer.trim())) return
  throw new Failure('Nothing was changed.', { code: 'not_confirmed' })
}

function outcomeOf(
  { terminal, isJson }: Context,
  performed: readonly Performed[],
  notes: readonly string[],
): Outcome {
  const changes = performed.flatMap(presentStep)
  const done = changes.filter(({ state }) => state === 'done').length
  if (done === changes.length)
    return { value: { changes, notes }, text: `Done: ${counted(done, 'change')}.\n` }
  if (!isJson) terminal.print(drawStates(performed))
  const failures = performed.flatMap(({ step, failure }) =>
    failure ? [`${step.workspace}: ${failure.message}`] : [],
  )
  const message = `${done} of ${counted(changes.length, 'change')} made.\n${failures.join('\n')}`
  const first = performed.find(({ failure }) => failure)?.failure
  throw new Failure(message, {
    code: done > 0 ? 'partly_done' : (first?.code ?? 'failed'),
    exitCode: done > 0 ? 3 : 1,
    beside: { changes, notes },
  })
}

const presentStep = ({ step, state, failure }: Performed) =>
  step.changes.map(({ action, field, from, to }) => ({
    workspace: step.workspace,
    action,
    field,
    from,
    to,
    state,
    ...(failure ? { reason: failure.message } : {}),
  }))

function drawStates(performed: readonly Performed[]): string {
  const rows = performed.flatMap(({ step, state }) =>
    step.changes.map((change) => [state.replace('_', ' '), step.workspace, drawChange(change, false).trim()]),
  )
  return table(['STATE', 'WORKSPACE', 'CHANGE'], rows)
}
