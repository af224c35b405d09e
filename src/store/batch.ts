// Runs several statements in one round trip to D1 and one transaction, with results by name:
//
//   const done = await batch(db, {
//     spent: spendCode(…),
//     used: under(ifChanged('spent'), …),
//     left: countLeft(…),
//   })
//   if (done.spent.changed) return done.left.first?.codesLeft

import type { Condition } from './condition.ts'

/** A statement that returns rows. `read` converts each row once, so that no raw row leaves the store. */
export interface Query<Row> {
  readonly statement: D1PreparedStatement
  readonly read: (row: never) => Row
}

/** A statement whose SQL uses `changes()`. It must directly follow the step named `after`. */
export interface Following<Row = unknown> {
  readonly after: string
  readonly step: D1PreparedStatement | Query<Row>
}

export type Step<Row = unknown> = D1PreparedStatement | Query<Row> | Following<Row>

/**
 * The steps of a batch, in the order in which they run. A group holds steps that one function returns. Null
 * is a step that is left out.
 */
export interface Steps {
  readonly [name: string]: Step | Steps | null
}

export interface Done<Row> {
  /** True if the statement wrote or deleted a row. */
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

/**
 * Makes a query, such as `query<{ at: number }, Date>(statement, ({ at }) => …)`. Without `read`, a row keeps
 * the names of its SQL columns.
 */
export function query<Row>(statement: D1PreparedStatement): Query<Row>
export function query<Raw, Row>(statement: D1PreparedStatement, read: (row: Raw) => Row): Query<Row>
export function query(statement: D1PreparedStatement, read = (row: unknown) => row): Query<unknown> {
  return { statement, read }
}

/**
 * Makes a step that contains the SQL of a condition. If the condition asks for changes, the step must
 * directly follow the step that it asks about.
 */
export const under = <Row = unknown>(
  { after }: Pick<Condition, 'after'>,
  step: D1PreparedStatement | Query<Row>,
): Step<Row> => (after === undefined ? step : following(after, step))

/** Makes a step that must directly follow the step named `after`. */
export const following = <Row = unknown>(
  after: string,
  step: D1PreparedStatement | Query<Row>,
): Following<Row> => ({ after, step })

/**
 * Runs all steps in one transaction: all of them take effect, or none. Throws before it asks D1 if a step is
 * in the wrong place.
 */
export async function batch<S extends Steps>(db: D1Database, steps: S): Promise<Results<S>> {
  const placed = placesOf(steps)
  checkOrder(placed)
  const results = placed.length > 0 ? await db.batch(placed.map(({ statement }) => statement)) : []
  const done = new Map(placed.map((place, index) => [place.path, doneOf(place, results[index])]))
  return resultsOf(steps, done) as Results<S>
}

/** Returns the first row, or null. */
export async function findFirst<Row>(db: D1Database, asked: Query<Row>): Promise<Row | null> {
  return (await batch(db, { asked })).asked.first
}

/** Returns all rows. */
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
    // Refuse a name of digits. Otherwise the step would run first, because JavaScript orders such keys before
    // all others.
    if (/^\d+$/.test(name)) throw new Error(`a batch step can't be named ${name}`)
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

/**
 * Checks the order of the steps.
 *
 * In SQL, `changes()` is about the statement directly before. Otherwise a step that somebody inserts in
 * between would change its meaning, and a code could be accepted although it was not spent.
 */
function checkOrder(places: readonly Place[]): void {
  places.forEach(({ path, after, statement }, index) => {
    if (/\bchanges\s*\(\)/.test(sqlOf(statement)) && after === null) {
      throw new Error(`the step ${path} uses changes() and must name the step before it: use following()`)
    }
    const before = places[index - 1]
    if (after !== null && before?.name !== after) {
      throw new Error(
        `the step ${path} must directly follow ${after}, but it follows ${before?.path ?? 'nothing'}`,
      )
    }
  })
}

/**
 * Returns the SQL of a statement. D1's statements have it, and so must every wrapper. Otherwise `checkOrder`
 * would check nothing.
 */
function sqlOf(statement: D1PreparedStatement): string {
  const { statement: sql } = statement as { statement?: unknown }
  if (typeof sql !== 'string') throw new Error('a statement of a batch has no property `statement`')
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
