// One round trip to D1, one transaction, results by name:
//
//   const done = await batch(db, { spent: spendCode(…), used: under(ifChanged('spent'), …), left: countLeft(…) })
//   if (done.spent.changed) return done.left.first?.codesLeft

import type { Condition } from './condition.ts'

/** A statement that reads. `read` makes a value of each row, once: no raw row leaves the store. */
export interface Query<Row> {
  readonly statement: D1PreparedStatement
  readonly read: (row: never) => Row
}

/** A statement that asks what the step named `after`, directly before it, changed. */
export interface Following<Row = unknown> {
  readonly after: string
  readonly step: D1PreparedStatement | Query<Row>
}

export type Step<Row = unknown> = D1PreparedStatement | Query<Row> | Following<Row>

/** In the order in which they run. A group is for steps that are made in one place; null stands for a step left out. */
export interface Steps {
  readonly [name: string]: Step | Steps | null
}

export interface Done<Row> {
  /** Whether a row was written or deleted. */
  readonly changed: boolean
  readonly first: Row | null
  readonly all: readonly Row[]
}

type DoneOf<S> = S extends null
  ? Done<never>
  : S extends Query<infer Row> | Following<infer Row>
    ? Done<Row>
    : S extends D1PreparedStatement
      ? Done<unknown>
      : S extends Steps
        ? Results<S>
        : never
export type Results<S extends Steps> = { readonly [Name in keyof S]: DoneOf<S[Name]> }

/** `query<{ at: number }, Date>(statement, ({ at }) => …)`; without `read` the row is handed on as SQL named its columns. */
export function query<Row>(statement: D1PreparedStatement): Query<Row>
export function query<Raw, Row>(statement: D1PreparedStatement, read: (row: Raw) => Row): Query<Row>
export function query(statement: D1PreparedStatement, read = (row: unknown) => row): Query<unknown> {
  return { statement, read }
}

/** The step as the condition that its SQL contains wants it: `following` where that asks for changes. */
export const under = <Row = unknown>(
  { after }: Pick<Condition, 'after'>,
  step: D1PreparedStatement | Query<Row>,
): Step<Row> => (after === undefined ? step : following(after, step))

export const following = <Row = unknown>(
  after: string,
  step: D1PreparedStatement | Query<Row>,
): Following<Row> => ({ after, step })

/** All of them, or none. Throws before anything is asked where a step stands in the wrong place. */
export async function batch<S extends Steps>(db: D1Database, steps: S): Promise<Results<S>> {
  const placed = placesOf(steps)
  checkOrder(placed)
  const results = placed.length > 0 ? await db.batch(placed.map(({ statement }) => statement)) : []
  const done = new Map(placed.map((place, index) => [place.path, doneOf(place, results[index])]))
  return resultsOf(steps, done) as Results<S>
}

export async function findFirst<Row>(db: D1Database, asked: Query<Row>): Promise<Row | null> {
  return (await batch(db, { asked })).asked.first
}

export async function listAll<Row>(db: D1Database, asked: Query<Row>): Promise<readonly Row[]> {
  return (await batch(db, { asked })).asked.all
}

interface Place {
  readonly path: string
  readonly name: string
  readonly after: string | null
  readonly statement: D1PreparedStatement
  readonly read: (row: unknown) => unknown
}

const isStatement = (step: object): step is D1PreparedStatement => 'bind' in step
const isQuery = (step: object): step is Query<unknown> => 'statement' in step && 'read' in step
const isFollowing = (step: object): step is Following => 'after' in step && 'step' in step
const isGroup = (step: Step | Steps): step is Steps =>
  !isStatement(step) && !isQuery(step) && !isFollowing(step)

function placesOf(steps: Steps, within = ''): Place[] {
  return Object.entries(steps).flatMap(([name, step]) => {
    // JavaScript puts such a key before all others, wherever it was written.
    if (/^\d+$/.test(name)) throw new Error(`a step of a batch can't be named ${name}`)
    const path = within + name
    if (!step) return []
    if (isGroup(step)) return placesOf(step, `${path}.`)
    const after = isFollowing(step) ? step.after : null
    const asked = isFollowing(step) ? step.step : step
    const isRead = !isStatement(asked)
    return [
      {
        path,
        name,
        after,
        statement: isRead ? asked.statement : asked,
        read: isRead ? (asked.read as (row: unknown) => unknown) : (row: unknown) => row,
      },
    ]
  })
}

/** `changes()` in SQL is of the statement before, whichever that is: a step that was put between would change its meaning. */
function checkOrder(places: readonly Place[]): void {
  places.forEach(({ path, after, statement }, index) => {
    if (/\bchanges\s*\(\)/.test(sqlOf(statement)) && after === null) {
      throw new Error(`the step ${path} asks for changes(), and doesn't say after which step`)
    }
    const before = places[index - 1]
    if (after !== null && before?.name !== after) {
      throw new Error(
        `the step ${path} must follow ${after} directly, and follows ${before?.path ?? 'nothing'}`,
      )
    }
  })
}

/** D1's statements have it, and so must whatever is put around them: otherwise the check above would look at nothing. */
function sqlOf(statement: D1PreparedStatement): string {
  const { statement: sql } = statement as { statement?: unknown }
  if (typeof sql !== 'string') throw new Error('a statement of a batch has no SQL to look at')
  return sql
}

function doneOf({ read }: Place, result: D1Result | undefined): Done<unknown> {
  const all = (result?.results ?? []).map(read)
  return { changed: (result?.meta.changes ?? 0) > 0, first: all[0] ?? null, all }
}

const NOTHING: Done<never> = { changed: false, first: null, all: [] }

function resultsOf(
  steps: Steps,
  done: ReadonlyMap<string, Done<unknown>>,
  within = '',
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(steps).map(([name, step]) => {
      const path = within + name
      const result = step && isGroup(step) ? resultsOf(step, done, `${path}.`) : (done.get(path) ?? NOTHING)
      return [name, result]
    }),
  )
}
