// Reads the lines of files.

import { createReadStream } from 'node:fs'
import { Failure } from '../failure.ts'

/** Splits at line feeds only. A string in JSON may hold other line separators, such as U+2028. */
export async function* linesOf(files: readonly string[]): AsyncGenerator<string> {
  for (const file of files) {
    let rest = ''
    for await (const text of textOf(file)) {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
    if (rest !== '') yield rest
  }
}

async function* textOf(file: string): AsyncGenerator<string> {
  try {
    yield* createReadStream(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw code ? new Failure(`Could not read ${file} (${code}).`, { code: 'unreadable_file' }) : error
  }
}
