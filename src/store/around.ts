// The same database, with something around each time that it is asked.

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
