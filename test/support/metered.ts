// The real D1, with a meter: what each statement read and wrote, in D1's own figures, and how many times it was asked.

export interface Meter {
  roundTrips: number
  rowsRead: number
  rowsWritten: number
}

export function metered(db: D1Database): { readonly db: D1Database; readonly meter: Meter } {
  const meter: Meter = { roundTrips: 0, rowsRead: 0, rowsWritten: 0 }
  const originals = new WeakMap<D1PreparedStatement, D1PreparedStatement>()

  const note = <T extends D1Result>(results: readonly T[]) => {
    meter.roundTrips += 1
    for (const { meta } of results) {
      meter.rowsRead += meta.rows_read
      meter.rowsWritten += meta.rows_written
    }
  }
  const run = async (statement: D1PreparedStatement) => {
    const result = await statement.all()
    note([result])
    return result
  }
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement => {
    const wrapped = {
      bind: (...values: unknown[]) => wrap(statement.bind(...values)),
      all: () => run(statement),
      run: () => run(statement),
      first: async () => (await run(statement)).results[0] ?? null,
    } as unknown as D1PreparedStatement
    originals.set(wrapped, statement)
    return wrapped
  }
  const batch = async (statements: D1PreparedStatement[]) => {
    const results = await db.batch(statements.map((statement) => originals.get(statement) ?? statement))
    note(results)
    return results
  }
  return { meter, db: { prepare: (sql: string) => wrap(db.prepare(sql)), batch } as unknown as D1Database }
}
