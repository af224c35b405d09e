// `npm run rollout`: a workspace goes from nobody to everybody enrolled, on a clock of its own, and prints who could
// not enter, why, and for how long. CONTRIBUTING.md says how to use it.

import { parseArgs } from 'node:util'
import { DAY, LAST_DAY } from './people.ts'
import { judge, report } from './report.ts'
import { tell } from './story.ts'
import { startWorld } from './world.ts'

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    operator: { type: 'boolean', default: false },
    'no-self-recovery': { type: 'boolean', default: false },
    'no-admins': { type: 'boolean', default: false },
  },
})

const started = Date.now()
const world = await startWorld()
try {
  const setting = {
    people: Number(values.people),
    seed: Number(values.seed),
    hasOperator: values.operator,
    selfRecovery: !values['no-self-recovery'],
    losesAdmins: values['no-admins'],
  }
  const told = await tell(world, setting)
  const verdict = judge(told, (LAST_DAY + 1) * DAY)
  process.stdout.write(report(told, verdict))
  process.stdout.write(
    `It took ${Math.round((Date.now() - started) / 1000)} seconds, with seed ${setting.seed}.\n`,
  )
  process.exitCode = verdict.overdue.length > 0 ? 1 : 0
} finally {
  await world.stop()
}
