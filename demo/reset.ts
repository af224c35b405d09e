// `npm run reset`: forgets everything that `npm start` has made on this machine.

import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { endLeftEdge, findRunning, PID_FILE } from './running.ts'
import { PROJECT } from './wrangler.ts'

const running = findRunning()
if (running) {
  console.error(`Still running (process ${running}): stop it first, with Ctrl-C where it was started.`)
  console.error(`If that process is something else, remove ${PID_FILE}.`)
  process.exit(1)
}

if (endLeftEdge()) console.log('Ended the edge that a start had left running.')
const forgotten = ['.wrangler/state', '.demo', '.dev.vars'].filter((name) => existsSync(join(PROJECT, name)))
for (const name of forgotten) rmSync(join(PROJECT, name), { recursive: true })
console.log(
  forgotten.length > 0
    ? `Forgotten: ${forgotten.join(', ')}. The next npm start begins afresh.`
    : 'There was nothing to forget.',
)
