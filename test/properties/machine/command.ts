// A step of the machine: what somebody does, and what the model makes of what came of it.

import type { Model, Verdict } from './model.ts'
import type { World } from './world.ts'

/** Takes the model a step further, or throws where what was seen is not what it says. */
export type Judge = (model: Model) => void
/** The one request that matters; whatever leads up to it has been done. */
export type Act = () => Promise<Judge>

export interface Command {
  readonly words: string
  prepare(world: World, model: Model): Promise<Act>
}

export class Disagreement extends Error {
  override name = 'Disagreement'
}

export function agree(seen: boolean, verdict: Verdict | boolean, what: string): void {
  const expected = typeof verdict === 'boolean' ? verdict : verdict === 'either' ? seen : verdict === 'yes'
  if (seen === expected) return
  throw new Disagreement(`${what}: ${seen ? 'yes' : 'no'}, and the model says ${expected ? 'yes' : 'no'}`)
}

/** What has no page of its own before it. */
export const atOnce = (act: (world: World, model: Model) => Promise<Judge>): Command['prepare'] => {
  return async (world, model) => () => act(world, model)
}

/** One after the other, as people mostly do them. */
export const inTurn = (...commands: readonly Command[]): Command => ({
  words: commands.map(({ words }) => words).join(', then '),
  prepare: atOnce(async (world, model) => {
    const between = structuredClone(model)
    const judges: Judge[] = []
    for (const command of commands) {
      const act = await command.prepare(world, between)
      const judge = await act()
      judge(between)
      judges.push(judge)
    }
    return (next) => {
      for (const judge of judges) judge(next)
    }
  }),
})
