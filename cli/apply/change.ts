// One difference between a document and what the portal has, and the call that makes it.

import type { Call } from '../portal/portal.ts'
import { printable } from '../text.ts'

export interface Change {
  readonly action: 'add' | 'change' | 'remove'
  /** Names the field of the document, such as `members.ada@acme.example`. */
  readonly field: string
  readonly from: unknown
  readonly to: unknown
  /** Describes the change in one line, for people. */
  readonly text: string
}

/** One call, and the changes that it makes. */
export interface Step {
  readonly workspace: string
  readonly changes: readonly Change[]
  readonly call: Call
}

/** Returns a change of one value, or nothing if it is the same. */
export function changeOf(field: string, from: unknown, to: unknown): Change[] {
  if (JSON.stringify(from) === JSON.stringify(to)) return []
  if (from === null) return [{ action: 'add', field, from, to, text: `${field}: ${written(to)}` }]
  return [{ action: 'change', field, from, to, text: `${field}: ${written(from)} → ${written(to)}` }]
}

const written = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : String(value))

const MARKS = { add: '+', change: '~', remove: '-' } as const
const COLOURS = { add: 32, change: 33, remove: 31 } as const

/** Draws the changes, under the name of each workspace. */
export function drawSteps(steps: readonly Step[], hasColours: boolean): string {
  const slugs = [...new Set(steps.map(({ workspace }) => workspace))]
  return slugs
    .map((slug) => {
      const changes = steps.flatMap(({ workspace, changes }) => (workspace === slug ? changes : []))
      return `${slug}\n${changes.map((change) => drawChange(change, hasColours)).join('')}`
    })
    .join('')
}

export function drawChange({ action, text }: Change, hasColours: boolean): string {
  const line = `${MARKS[action]} ${printable(text)}`
  return hasColours ? `  \u001b[${COLOURS[action]}m${line}\u001b[39m\n` : `  ${line}\n`
}

/** Why nothing of a document may be written. */
export interface PlanComplaint {
  /** Where in the document. */
  readonly path: readonly string[]
  readonly message: string
}
