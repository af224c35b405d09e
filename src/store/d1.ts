// Wraps D1: `withDeadline` limits the time of each call, and `countQueries` counts the queries of a run.

import { within } from '../core/within.ts'

/** Far longer than D1 takes when it works, and shorter than a person waits. */
const D1_DEADLINE_MS = 10_000

/**
 * D1 did not answer, or answered with an error. The statements may still have been carried out, for example
 * after a lost connection. The caller must rely on neither outcome. D1's messages have no stable format.
 */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable'
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : 'D1 failed without an error message', { cause })
  }
}

const bounded = new WeakMap<D1Database, D1Database>()

/** Returns the same database with a deadline for each call. Every error becomes `StoreUnavailable`. */
export function withDeadline(db: D1Database): D1Database {
  const known = bounded.get(db)
  if (known) return known
  const made = withAround(db, async (ask) => {
    try {
      return await within(D1_DEADLINE_MS, ask(), 'D1 did not answer in time')
    } catch (error) {
      throw new StoreUnavailable(error)
    }
  })
  bounded.set(db, made)
  return made
}

/**
 * A database that counts its queries; each statement of a batch is one. Cloudflare allows 1,000 in one run of
 * a Worker on the paid plan.
 */
export interface CountedQueries {
  readonly db: D1Database
  readonly made: () => number
}

/** Returns the database with a counter. */
export function countQueries(db: D1Database): CountedQueries {
  let made = 0
  const counted = withAround(db, (ask, statements) => {
    made += statements
    return ask()
  })
  return { db: counted, made: () => made }
}

/** Wraps one call. `statements` is the number of statements in it. */
export type Around = <T>(ask: () => Promise<T>, statements: number) => Promise<T>

/**
 * Wraps the methods that the store uses: `prepare` and `batch` of the database, and `bind`, `first`, `run`
 * and `all` of a statement.
 */
export function withAround(db: D1Database, around: Around): D1Database {
  const batch = (statements: Statement[]) =>
    around(() => db.batch(statements.map(({ native }) => native)), statements.length)
  return {
    prepare: (sql: string) => new Statement(sql, db.prepare(sql), around),
    batch,
  } as unknown as D1Database
}

class Statement {
  /** The SQL. D1's own statements also have this property, and `batch` checks it. */
  readonly statement: string
  readonly native: D1PreparedStatement
  readonly #around: Around
  constructor(sql: string, native: D1PreparedStatement, around: Around) {
    this.statement = sql
    this.native = native
    this.#around = around
  }
  bind(...values: unknown[]): Statement {
    return new Statement(this.statement, this.native.bind(...values), this.#around)
  }
  first(column?: string): Promise<unknown> {
    return this.#around(() => (column === undefined ? this.native.first() : this.native.first(column)), 1)
  }
  run(): Promise<unknown> {
    return this.#around(() => this.native.run(), 1)
  }
  all(): Promise<unknown> {
    return this.#around(() => this.native.all(), 1)
  }
}
