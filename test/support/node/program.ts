// Runs real programs, such as git and npm, in a folder of their own.

import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Ran {
  /** Zero if the program succeeded. */
  readonly code: number
  /** Everything that it wrote. */
  readonly said: string
}

export interface Programs {
  readonly folder: string
  run(program: string, args: readonly string[], options?: RunOptions): Promise<Ran>
  remove(): Promise<void>
}

export interface RunOptions {
  /** A folder inside of theirs. */
  readonly inside?: string
  readonly env?: Readonly<Record<string, string>>
}

/** Gives programs an empty home. Otherwise they would use what this machine's user has configured. */
export async function startPrograms(): Promise<Programs> {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-programs-'))
  const own = { HOME: folder, GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0' }
  const { PATH = '' } = process.env
  return {
    folder,
    run(program, args, { inside = '.', env = {} } = {}) {
      const options = { cwd: join(folder, inside), env: { PATH, ...own, ...env }, timeout: 40_000 }
      return new Promise((resolve) => {
        execFile(program, [...args], options, (error, stdout, stderr) => {
          const code = error ? Number(error.code) || 1 : 0
          resolve({ code, said: `${stdout}${stderr}` })
        })
      })
    },
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  }
}
