// A failure that the person at the terminal can act on. Everything else that is thrown is a bug.

/** 1: refused or failed. 2: the command was written wrong. 3: partly done. */
export type ExitCode = 1 | 2 | 3

export interface FailureOptions {
  /** For programs. The code of the portal's problem, if the portal refused. */
  readonly code: string
  readonly exitCode?: ExitCode
  /** `--json` prints these members beside the error. */
  readonly beside?: Readonly<Record<string, unknown>>
}

export class Failure extends Error {
  override name = 'Failure'
  readonly code: string
  readonly exitCode: ExitCode
  readonly beside: Readonly<Record<string, unknown>>

  constructor(message: string, { code, exitCode = 1, beside = {} }: FailureOptions) {
    super(message)
    this.code = code
    this.exitCode = exitCode
    this.beside = beside
  }
}

/** The command was written wrong: nothing was sent. */
export const misused = (message: string): Failure => new Failure(message, { code: 'usage', exitCode: 2 })
