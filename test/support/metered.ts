// The real D1 and KV with a meter. It counts calls, and the rows that D1 reports as read and written.
// bench/scale uses it too.

export interface Meter {
  /** Calls of D1. A batch is one call. */
  roundTrips: number
  statements: number
  rowsRead: number
  rowsWritten: number
  /** The time that D1 spent in SQLite, by its own clock. */
  milliseconds: number
}

export interface KvMeter {
  kvReads: number
  kvWrites: number
}

/** Wraps the database. Calls `each` for every statement. */
export function metered(
  db: D1Database,
  each: (meta: D1Meta) => void = () => {},
): { readonly db: D1Database; readonly meter: Meter } {
  const meter: Meter = { roundTrips: 0, statements: 0, rowsRead: 0, rowsWritten: 0, milliseconds: 0 }
  const originals = new WeakMap<D1PreparedStatement, D1PreparedStatement>()

  const note = <T extends D1Result>(results: readonly T[]) => {
    meter.roundTrips += 1
    meter.statements += results.length
    for (const { meta } of results) {
      meter.rowsRead += meta.rows_read
      meter.rowsWritten += meta.rows_written
      meter.milliseconds += meta.duration
      each(meta)
    }
  }
  const run = async (statement: D1PreparedStatement) => {
    const result = await statement.all()
    note([result])
    return result
  }
  const wrap = (sql: string, statement: D1PreparedStatement): D1PreparedStatement => {
    const wrapped = {
      statement: sql,
      bind: (...values: unknown[]) => wrap(sql, statement.bind(...values)),
      all: () => run(statement),
      run: () => run(statement),
      first: async (column?: string) => {
        const row = (await run(statement)).results[0] ?? null
        return column === undefined || row === null ? row : row[column]
      },
    } as unknown as D1PreparedStatement
    originals.set(wrapped, statement)
    return wrapped
  }
  const batch = async (statements: D1PreparedStatement[]) => {
    const results = await db.batch(statements.map((statement) => originals.get(statement) ?? statement))
    note(results)
    return results
  }
  return {
    meter,
    db: { prepare: (sql: string) => wrap(sql, db.prepare(sql)), batch } as unknown as D1Database,
  }
}

export function meteredKv(kv: KVNamespace): { readonly kv: KVNamespace; readonly meter: KvMeter } {
  const meter: KvMeter = { kvReads: 0, kvWrites: 0 }
  const counting = new Proxy(kv, {
    get(target, name) {
      if (name === 'get') meter.kvReads++
      if (name === 'put' || name === 'delete') meter.kvWrites++
      const member = Reflect.get(target, name)
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
  return { kv: counting, meter }
}
