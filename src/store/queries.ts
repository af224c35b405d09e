// How many queries D1 was asked: it takes 1,000 of one run of a Worker (Cloudflare's limit of the paid plan), each
// statement of a batch being one.

export interface CountedQueries {
  /** The same database; of it, what the store uses. */
  readonly db: D1Database
  readonly made: () => number
}

export function countQueries(db: D1Database): CountedQueries {
  let made = 0
  const natives = new WeakMap<object, D1PreparedStatement>()
  const count = (native: D1PreparedStatement): D1PreparedStatement => {
    made++
    return native
  }
  const wrap = (native: D1PreparedStatement): object => {
    const wrapped = {
      bind: (...values: unknown[]) => wrap(native.bind(...values)),
      first: (...column: []) => count(native).first(...column),
      run: () => count(native).run(),
      all: () => count(native).all(),
    }
    natives.set(wrapped, native)
    return wrapped
  }
  const unwrap = (statement: object) => count(natives.get(statement) as D1PreparedStatement)
  const batch = (statements: object[]) => db.batch(statements.map(unwrap))
  return {
    db: { prepare: (sql: string) => wrap(db.prepare(sql)), batch } as unknown as D1Database,
    made: () => made,
  }
}
