import type { Command } from 'commander'
import { EMAIL, parseAddress } from '../arguments.ts'
import type { Act, Context, Outcome } from '../command.ts'
import { Account, Recovery } from '../portal/answers.ts'
import { path } from '../portal/portal.ts'
import { printable } from '../text.ts'

const REASON = ['--reason <text>', 'who asked and how you checked who they are, for the audit log'] as const

export function addAccount(program: Command, act: Act): void {
  const account = program
    .command('account')
    .description('help a person who can’t sign in; only with the operator’s token')

  account
    .command('unlock')
    .description('end the waits after wrong passwords and codes, and the lock after “This wasn’t me”')
    .argument(...EMAIL)
    .requiredOption(...REASON)
    .addHelpText('after', example('unlock', 'Mistyped the code, identity checked by video'))
    .action(act(unlock))

  account
    .command('reset')
    .description('remove every second factor of an account, and end its sessions and tokens')
    .argument(...EMAIL)
    .requiredOption(...REASON)
    .addHelpText('after', example('reset', 'Lost phone, identity checked by video'))
    .action(act(reset))

  account
    .command('recover')
    .description('mail a person who lost every second factor a link to set up a new one')
    .argument(...EMAIL)
    .requiredOption(...REASON)
    .addHelpText('after', example('recover', 'Lost phone, identity checked by video'))
    .action(act(recover))

  account
    .command('agree')
    .description('agree with a recovery, where a workspace has fewer than two admins who can')
    .argument(...EMAIL)
    .requiredOption(...REASON)
    .addHelpText('after', example('agree', 'Identity checked by video'))
    .action(act(agree))

  account
    .command('stop-recovery')
    .description('stop the recovery of an account, and tell the person')
    .argument(...EMAIL)
    .action(act(stopRecovery))

  account
    .command('address')
    .description('give an account another address, tell both addresses, and end its sessions')
    .argument(...EMAIL)
    .requiredOption('--to <email>', 'the new address, where the person can read mail', parseAddress)
    .requiredOption(...REASON)
    .addHelpText('after', ADDRESS_EXAMPLE)
    .action(act(changeAddress))
}

const ADDRESS_EXAMPLE = `
Example:
  $ sallyport account address bo@acme.example --to bo.lind@acme.example --reason 'New name, asked in person'
`

const example = (command: string, reason: string): string => `
Example:
  $ sallyport account ${command} bo@acme.example --reason '${reason}'
`

interface Given {
  readonly reason: string
}

interface Move extends Given {
  readonly to: string
}

async function unlock({ portal }: Context, email: string, { reason }: Given): Promise<Outcome> {
  await portal().tell({ method: 'POST', path: path`/accounts/${email}/unlock`, body: { reason } })
  return { value: { unlocked: email }, text: `${printable(email)} can sign in again.\n` }
}

async function reset({ portal }: Context, email: string, { reason }: Given): Promise<Outcome> {
  await portal().tell({ method: 'DELETE', path: path`/accounts/${email}/second-factor`, body: { reason } })
  return { value: { reset: email }, text: `${printable(email)} has no second factor now.\n` }
}

async function recover({ portal }: Context, email: string, { reason }: Given): Promise<Outcome> {
  const call = { method: 'POST', path: path`/accounts/${email}/recovery`, body: { reason } } as const
  const { value } = await portal().ask(call, Recovery)
  return { value, text: `A link is on its way to ${printable(value.email)}.\n` }
}

async function agree({ portal }: Context, email: string, { reason }: Given): Promise<Outcome> {
  const call = { method: 'POST', path: path`/accounts/${email}/recovery/approve`, body: { reason } } as const
  const { value } = await portal().ask(call, Recovery)
  const next = value.state === 'agreed' ? 'The link is on its way.' : 'Admins must still agree.'
  return { value, text: `You have agreed. ${next}\n` }
}

async function stopRecovery({ portal }: Context, email: string): Promise<Outcome> {
  await portal().tell({ method: 'DELETE', path: path`/accounts/${email}/recovery` })
  return { value: { stopped: email }, text: `The recovery of ${printable(email)} was stopped.\n` }
}

async function changeAddress({ portal }: Context, email: string, { to, reason }: Move): Promise<Outcome> {
  const call = {
    method: 'POST',
    path: path`/accounts/${email}/address`,
    body: { email: to, reason },
  } as const
  const { value } = await portal().ask(call, Account)
  return { value, text: `${printable(email)} is ${printable(value.email)} now.\n` }
}
