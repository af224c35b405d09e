// Makes the calls of a plan, and reports the result of each.

import { Failure } from '../failure.ts'
import type { Portal } from '../portal/portal.ts'
import type { Step } from './change.ts'

export interface Performed {
  readonly step: Step
  readonly state: 'done' | 'failed' | 'not_tried'
  /** Why it failed. */
  readonly failure: Failure | null
}

/** Failures that every further call would meet, too. */
const HOPELESS = ['invalid_token', 'timeout', 'unreachable', 'unexpected_answer']

/**
 * After a failure, the other calls of the same workspace are not tried, because they may depend on it: a
 * policy must not take effect without the owners that the document names.
 */
export async function perform(portal: Portal, steps: readonly Step[]): Promise<readonly Performed[]> {
  const performed: Performed[] = []
  for (const step of steps) performed.push(await performOne(portal, step, performed))
  return performed
}

async function performOne(portal: Portal, step: Step, before: readonly Performed[]): Promise<Performed> {
  const isStopped = before.some(
    (other) =>
      other.failure && (other.step.workspace === step.workspace || HOPELESS.includes(other.failure.code)),
  )
  if (isStopped) return { step, state: 'not_tried', failure: null }
  try {
    await portal.tell(step.call)
    return { step, state: 'done', failure: null }
  } catch (error) {
    if (error instanceof Failure) return { step, state: 'failed', failure: error }
    throw error
  }
}
