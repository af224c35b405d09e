// Runs the command line in this process.

import { runCommandLine } from './program.ts'
import { terminalOf } from './terminal.ts'

// The reader of a pipe may stop reading, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

process.exitCode = await runCommandLine(process.argv.slice(2), terminalOf(process))
