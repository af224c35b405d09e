// Gives a command its part of the process: environment, input and output. A test passes its own.

import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'

export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Whether a person can be asked: the input is a terminal, and so is the place where the question goes. */
  readonly canAsk: boolean
  readonly hasColours: boolean
  /** Writes the result of the command to the standard output. */
  print(text: string): void
  /** Writes messages that are not part of the result to the standard error. */
  say(text: string): void
  /** Asks a question. Returns the answer, or nothing at the end of the input. */
  ask(question: string): Promise<string>
  /** Reads the whole standard input. */
  readInput(): Promise<string>
}

export function terminalOf(process: NodeJS.Process): Terminal {
  const { stdin, stdout, stderr, env } = process
  return {
    env,
    canAsk: Boolean(stdin.isTTY && stderr.isTTY),
    hasColours: Boolean(stdout.isTTY) && !env.NO_COLOR && env.TERM !== 'dumb',
    print: (written) => stdout.write(written),
    say: (written) => stderr.write(written),
    ask: (question) => askAt(stdin, stderr, question),
    readInput: () => text(stdin),
  }
}

function askAt(input: NodeJS.ReadStream, output: NodeJS.WriteStream, question: string): Promise<string> {
  const lines = createInterface({ input, output })
  return new Promise((resolve) => {
    lines.once('close', () => resolve(''))
    lines.question(question, (answer) => {
      resolve(answer)
      lines.close()
    })
  })
}
