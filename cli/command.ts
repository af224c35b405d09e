// A command reads its arguments, does its work, and returns what is to be printed.

import type { Portal } from './portal/portal.ts'
import type { Terminal } from './terminal.ts'

/** The result of a command. `value` is printed with `--json`, otherwise `text`. */
export interface Outcome {
  readonly value: unknown
  readonly text: string
}

export interface Context {
  readonly terminal: Terminal
  /** Whether `--json` is given: then nothing but the value is printed, and nobody is asked. */
  readonly isJson: boolean
  /** Connects to the portal of SALLYPORT_URL with SALLYPORT_TOKEN. Throws a Failure if one is missing. */
  portal(): Portal
  /** Tells a person something beside the outcome. */
  say(text: string): void
}

type Run<Arguments extends unknown[]> = (context: Context, ...given: Arguments) => Promise<Outcome>

/** Makes the action of a command from a function that gets the context first. */
export type Act = <Arguments extends unknown[]>(run: Run<Arguments>) => (...given: Arguments) => Promise<void>
