// The client of database.ts. It implements the part of D1's interface that the store uses.

interface Statement {
  readonly sql: string
  readonly values: readonly unknown[]
}

export function remoteD1(url: string): D1Database {
  const statements = new WeakMap<D1PreparedStatement, Statement>()
  const run = async (asked: readonly (Statement | undefined)[]): Promise<D1Result[]> => {
    const answer = await fetch(url, { method: 'POST', body: JSON.stringify(asked) })
    if (!answer.ok) throw new Error(await answer.text())
    return answer.json()
  }
  const prepare = (sql: string, values: readonly unknown[] = []): D1PreparedStatement => {
    const statement = { sql, values }
    const all = async () => (await run([statement]))[0]
    const made = { statement: sql, bind: (...bound: unknown[]) => prepare(sql, bound), all, run: all }
    statements.set(made as unknown as D1PreparedStatement, statement)
    return made as unknown as D1PreparedStatement
  }
  const batch = (each: D1PreparedStatement[]) => run(each.map((one) => statements.get(one)))
  return { prepare, batch } as unknown as D1Database
}
