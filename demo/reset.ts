// `npm run reset`: deletes everything that `npm start` created on this machine.

import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describeRunning, endLeftEdge, findRunning } from './running.ts'
import { PROJECT } from './wrangler.ts'

const running = findRunning()
if (running) {
  console.error(describeRunning('Still running', running))
  process.exit(1)
}

if (endLeftEdge()) console.log('Stopped the edge that an earlier start had left running.')
const forgotten = ['.wrangler/state', '.demo', '.dev.vars'].filter((name) => existsSync(join(PROJECT, name)))
for (const name of forgotten) rmSync(join(PROJECT, name), { recursive: true })
console.log(
  forgotten.length > 0
    ? `Deleted: ${forgotten.join(', ')}. The next npm start begins from scratch.`
    : 'There was nothing to delete.',
)
