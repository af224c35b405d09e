// A step of the machine: what a person does, and how the model judges the outcome.

import type { Model, Verdict } from './model.ts'
import type { World } from './world.ts'

/** Moves the model one step on. Throws if the outcome is not what the model says. */
export type Judge = (model: Model) => void
/** Sends the one request that matters, after `prepare` has done all steps before it. */
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

/** Makes a command that needs no page before its request. */
export const atOnce = (act: (world: World, model: Model) => Promise<Judge>): Command['prepare'] => {
  return async (world, model) => () => act(world, model)
}

/** Does the commands one after the other, as people usually do. */
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
