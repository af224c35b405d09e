// Two people, two admins, two workspaces, four browsers and one origin do things in random order. A request reaches the
// origin only if the model allows it, and always if the model requires it. machine/model.ts is the model, and
// CONTRIBUTING.md describes longer runs.

import fc, { type AsyncCommand } from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { outlastCaches } from '../support/node/arrivals.ts'
import { startIssuer } from '../support/node/hostile-bed.ts'
import type { HostileIssuer } from '../support/node/hostile-issuer.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import { sendMail, stopClock } from '../support/node/test-bed.ts'
import { replay, runs, times } from '../support/properties.ts'
import { type Admins, makeAdmins } from './machine/admins.ts'
import { anyCommand, anyPair, judgeEitherOrder } from './machine/choice.ts'
import type { Command } from './machine/command.ts'
import { beginModel, type Model } from './machine/model.ts'
import { judgeCounts } from './machine/workspace.ts'
import { beginWorld, type World } from './machine/world.ts'

const RUNS = 15
const MOST_COMMANDS = 40
/** Shrinking a failure takes this long. Nothing else does. */
const SECONDS = 300

let origin: RecordingOrigin
let issuer: HostileIssuer
let admins: Admins
let startClock: () => Promise<unknown>
beforeAll(async () => {
  origin = await startRecordingOrigin()
  issuer = await startIssuer('tickets')
  await outlastCaches()
  startClock = await stopClock()
  await sendMail(true)
  admins = await makeAdmins()
})
afterAll(async () => {
  await sendMail(false)
  await startClock()
  await issuer.close()
  await origin.close()
})

interface Held {
  model: Model
}

/** One step. The model stays unchanged if what happened does not fit it. */
class Step implements AsyncCommand<Held, World> {
  private readonly command: Command
  constructor(command: Command) {
    this.command = command
  }
  check = () => true
  async run(held: Held, world: World): Promise<void> {
    const act = await this.command.prepare(world, held.model)
    const judge = await act()
    const next = structuredClone(held.model)
    judge(next)
    held.model = next
  }
  toString = () => `\n  ${this.command.words}`
}

class AtOnce implements AsyncCommand<Held, World> {
  private readonly pair: readonly [Command, Command]
  constructor(pair: readonly [Command, Command]) {
    this.pair = pair
  }
  check = () => true
  async run(held: Held, world: World): Promise<void> {
    const [first, second] = this.pair
    const acts = [await first.prepare(world, held.model), await second.prepare(world, held.model)]
    const [one, other] = await Promise.all(acts.map((act) => act()))
    if (one && other) held.model = judgeEitherOrder(held.model, one, other)
  }
  toString = () => `\n  at once: ${this.pair.map(({ words }) => words).join(', and ')}`
}

it(
  'a request reaches an origin if and only if the model allows it, in any order of steps',
  async () => {
    const before = origin.arrivals()
    const steps = [
      ...anyCommand.map((each) => each.map((command) => new Step(command))),
      anyPair.map((pair) => new AtOnce(pair)),
    ]
    await fc.assert(
      fc.asyncProperty(
        fc.commands(steps, { maxCommands: MOST_COMMANDS, size: 'max', ...replay }),
        async (commands) => {
          const world = await beginWorld(origin, issuer, admins)
          const held = { model: beginModel(world.start) }
          await fc.asyncModelRun(() => ({ model: held, real: world }), commands)
          await judgeCounts(world, held.model)
        },
      ),
      { ...runs(RUNS), interruptAfterTimeLimit: 1000 * SECONDS * times },
    )
    expect(origin.arrivals()).toBeGreaterThan(before)
  },
  1000 * (SECONDS + 60) * times,
)
