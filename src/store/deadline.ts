// A store that does not answer is a store that is down: nobody waits for it longer than this. What was asked may still
// be done, as after a lost connection; so whoever asked must not count on either.

import { within } from '../core/within.ts'

/** Far above D1's slowest answer of a good day, and below what a person waits for. */
const D1_DEADLINE_MS = 10_000

const bounded = new WeakMap<D1Database, D1Database>()

/**
 * The same database, whose every answer comes in time or is an error `D1_TIMEOUT`.
 * Only what the store uses of it: `prepare`, `batch`, and of a statement `bind`, `first`, `run` and `all`.
 */
export function withDeadline(db: D1Database): D1Database {
  const known = bounded.get(db)
  if (known) return known
  const made = {
    prepare: (sql: string) => new BoundedStatement(db.prepare(sql)),
    batch: (statements: BoundedStatement[]) => inTime(db.batch(statements.map(({ native }) => native))),
  } as unknown as D1Database
  bounded.set(db, made)
  return made
}

class BoundedStatement {
  readonly native: D1PreparedStatement
  constructor(native: D1PreparedStatement) {
    this.native = native
  }
  bind(...values: unknown[]): BoundedStatement {
    return new BoundedStatement(this.native.bind(...values))
  }
  first(column?: string): Promise<unknown> {
    return inTime(column === undefined ? this.native.first() : this.native.first(column))
  }
  run(): Promise<unknown> {
    return inTime(this.native.run())
  }
  all(): Promise<unknown> {
    return inTime(this.native.all())
  }
}

const inTime = <T>(answer: Promise<T>): Promise<T> => within(D1_DEADLINE_MS, answer, 'D1_TIMEOUT: no answer')
