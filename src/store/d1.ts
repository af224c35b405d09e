// What stands around D1: each call ends in time, and a run of the Worker can count what it asked.

import { within } from '../core/within.ts'

/** Far above D1's slowest answer of a good day, and below what a person waits for. */
const D1_DEADLINE_MS = 10_000

/**
 * D1 did not answer, or answered with an error. By then the statements may have been carried out, as after a lost
 * connection: the caller must rely on neither. The reason is in `message`; D1's messages have no stable form.
 */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable'
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : 'D1 failed without an error', { cause })
  }
}

const bounded = new WeakMap<D1Database, D1Database>()

/** The same database, with a deadline for each call. Whatever a call throws becomes `StoreUnavailable`. */
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
 * How many queries D1 was asked: it takes 1,000 of one run of a Worker (Cloudflare's limit of the paid plan), each
 * statement of a batch being one.
 */
export interface CountedQueries {
  readonly db: D1Database
  readonly made: () => number
}

export function countQueries(db: D1Database): CountedQueries {
  let made = 0
  const counted = withAround(db, (ask, statements) => {
    made += statements
    return ask()
  })
  return { db: counted, made: () => made }
}

/** `statements`: how many of them it is asked at once. */
export type Around = <T>(ask: () => Promise<T>, statements: number) => Promise<T>

/** Only what the store uses of it: `prepare`, `batch`, and of a statement `bind`, `first`, `run` and `all`. */
export function withAround(db: D1Database, around: Around): D1Database {
  const batch = (statements: Statement[]) =>
    around(() => db.batch(statements.map(({ native }) => native)), statements.length)
  return {
    prepare: (sql: string) => new Statement(sql, db.prepare(sql), around),
    batch,
  } as unknown as D1Database
}

class Statement {
  /** Its SQL. D1's own statements have it too, and `batch` looks at it. */
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
