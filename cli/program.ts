// `sallyport`: its commands, its errors and its exit codes.

import { Command, CommanderError } from 'commander'
import manifest from '../package.json' with { type: 'json' }
import type { Act, Context } from './command.ts'
import { addAccount } from './commands/account.ts'
import { addApply } from './commands/apply.ts'
import { addAudit } from './commands/audit.ts'
import { addCheckOrigin } from './commands/check-origin.ts'
import { addImport } from './commands/import.ts'
import { addMember } from './commands/member.ts'
import { addPolicy } from './commands/policy.ts'
import { addRules } from './commands/rules.ts'
import { addServiceToken } from './commands/service-token.ts'
import { addWorkspace } from './commands/workspace.ts'
import { Failure, misused } from './failure.ts'
import { portalFrom } from './portal/portal.ts'
import type { Terminal } from './terminal.ts'
import { printable } from './text.ts'

const HELP = `
Environment:
  SALLYPORT_URL    the portal's web origin, such as https://auth.example.com
  SALLYPORT_TOKEN  the operator's token, or an API token of the workspace
  NO_COLOR         prints without colours

Exit codes:
  0  done
  1  refused or failed
  2  the command is written wrong
  3  partly done

Examples:
  $ sallyport workspace list
  $ sallyport member put acme ada@acme.example --role owner
  $ sallyport policy set acme --enforced --grace-days 14
  $ sallyport apply acme.yaml
`

/** Runs a command. Returns the exit code. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<number> {
  const isJson = beforeDashes(args).includes('--json')
  const quiet = withoutToken(terminal)
  try {
    await programFor(contextFor(quiet, isJson)).parseAsync(spelledAsFlags(args), { from: 'user' })
    return 0
  } catch (error) {
    const failure = failureFrom(error, isJson)
    if (failure === null) return 0
    report(failure, quiet, isJson)
    return failure.exitCode
  }
}

function programFor(context: Context): Command {
  const { terminal, isJson } = context
  const act: Act =
    (run) =>
    async (...given) => {
      const { value, text } = await run(context, ...given)
      terminal.print(isJson ? `${JSON.stringify(value, null, 2)}\n` : text)
    }
  const program = new Command('sallyport')
    .description('Manages a Sallyport platform, through the API of its portal.')
    .version(manifest.version)
    .addHelpText('after', HELP)
    .exitOverride()
    .configureOutput({
      writeOut: terminal.print,
      writeErr: isJson ? () => {} : terminal.say,
      outputError: () => {},
    })
  for (const add of [
    addWorkspace,
    addMember,
    addPolicy,
    addRules,
    addServiceToken,
    addImport,
    addAccount,
    addApply,
    addCheckOrigin,
    addAudit,
  ]) {
    add(program, act)
  }
  takeJson(program)
  return program
}

/** `--json` may stand anywhere. `runCommandLine` has read it already. */
function takeJson(command: Command): void {
  command.option('--json', 'print one JSON value, errors included')
  command.commands.forEach(takeJson)
}

function contextFor(terminal: Terminal, isJson: boolean): Context {
  const say = isJson ? () => {} : terminal.say
  return { terminal, isJson, say, portal: () => portalFrom(terminal.env, say) }
}

/** Returns null if help was asked for and shown. Throws a bug, unless a program is to read the answer. */
function failureFrom(error: unknown, isJson: boolean): Failure | null {
  if (error instanceof Failure) return error
  if (error instanceof CommanderError) return misuseFrom(error)
  if (isSystemError(error)) return new Failure(`${error.message}.`, { code: 'system_error' })
  if (isJson) return new Failure(String(error), { code: 'internal_error' })
  throw error
}

function misuseFrom({ code, exitCode, message }: CommanderError): Failure | null {
  if (exitCode === 0) return null
  if (code === 'commander.help') return misused('Name a command. `--help` lists them.')
  return misused(message.replace(/^error: ./, (start) => start.slice(-1).toUpperCase()))
}

/** A file that can't be written, for example. */
const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error

function report({ code, message, beside, exitCode }: Failure, terminal: Terminal, isJson: boolean): void {
  if (isJson) {
    terminal.print(`${JSON.stringify({ ...beside, error: { code, message } }, null, 2)}\n`)
    return
  }
  const lines = message.split('\n').map(printable)
  terminal.say(`Error: ${lines.join('\n')}\n`)
  if (exitCode === 2) terminal.say('`sallyport --help`, also after a command, says how it is written.\n')
}

/** Shorter texts are not tokens, and may be part of a word. */
const LEAST_TOKEN_LENGTH = 8

/**
 * Removes the token from everything that is written. Otherwise an answer that repeats the request, such as a
 * proxy's, would put it into a log.
 */
function withoutToken(terminal: Terminal): Terminal {
  const token = terminal.env.SALLYPORT_TOKEN?.trim()
  if (!token || token.length < LEAST_TOKEN_LENGTH) return terminal
  const clean = (text: string) => text.replaceAll(token, '[SALLYPORT_TOKEN]')
  return {
    ...terminal,
    print: (text) => terminal.print(clean(text)),
    say: (text) => terminal.say(clean(text)),
  }
}

/** Reads `--enforced true` and `--enforced=false` as the flags `--enforced` and `--no-enforced`. */
function spelledAsFlags(args: readonly string[]): string[] {
  const FLAGS: Readonly<Record<string, string>> = { true: '--enforced', false: '--no-enforced' }
  const flagFor = (value: string | undefined) =>
    Object.hasOwn(FLAGS, value ?? '') ? FLAGS[value ?? ''] : undefined
  return args.flatMap((arg, index) => {
    if (args[index - 1] === '--enforced' && flagFor(arg)) return []
    const [name, value] = arg.split('=')
    const flag = name === '--enforced' ? flagFor(value ?? args[index + 1]) : undefined
    return [flag ?? arg]
  })
}

function beforeDashes(args: readonly string[]): readonly string[] {
  const dashes = args.indexOf('--')
  return dashes < 0 ? args : args.slice(0, dashes)
}
