// Runs the command line in this process, and keeps what it prints.

import { runCommandLine } from '../../cli/program.ts'

export interface Ran {
  readonly status: number
  /** The text on the standard output. */
  readonly out: string
  /** The text on the standard error. */
  readonly said: string
}

export interface Surroundings {
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string
  /** What the person answers who is asked. Nobody can be asked without it. */
  readonly answer?: string
  readonly hasColours?: boolean
}

export async function run(args: readonly string[], surroundings: Surroundings = {}): Promise<Ran> {
  const { env = {}, input = '', answer, hasColours = false } = surroundings
  let out = ''
  let said = ''
  const status = await runCommandLine(args, {
    env,
    canAsk: answer !== undefined,
    hasColours,
    print: (text) => {
      out += text
    },
    say: (text) => {
      said += text
    },
    ask: async (question) => {
      said += question
      return answer ?? ''
    },
    readInput: async () => input,
  })
  return { status, out, said }
}
