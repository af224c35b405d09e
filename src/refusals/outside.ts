// Refusals outside the portal: those of the gate, and of the Worker itself. The gate's bundle has no others.

import { AT_THE_GATE } from './at-the-gate.ts'
import { answersFrom, type ProblemRefusalIn, type RefusalIn } from './refusal.ts'
import { TROUBLES } from './troubles.ts'

export const OUTSIDE = { ...TROUBLES, ...AT_THE_GATE }

export type OutsideRefusal = RefusalIn<typeof OUTSIDE>
export type OutsideProblemRefusal = ProblemRefusalIn<typeof OUTSIDE>

export const publicAnswer = answersFrom(OUTSIDE)
