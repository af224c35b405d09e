// Deletes every row, and keeps the schema. That takes an eighth of the time of a new database.

export interface SchemaPart {
  readonly type: 'table' | 'index' | 'view' | 'trigger'
  readonly name: string
  readonly sql: string
}

/** Returns the schema, each part after the parts that it needs. */
export async function readSchema(db: D1Database): Promise<readonly SchemaPart[]> {
  const { results } = await db
    .prepare(
      `SELECT type, name, sql FROM sqlite_schema
       WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' AND name NOT GLOB '_cf_*'
       ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 WHEN 'view' THEN 2 ELSE 3 END, rowid`,
    )
    .all<SchemaPart>()
  return results
}

/** Triggers prevent deletion of the audit. They are dropped first and created again afterwards. */
export async function emptyTables(
  db: D1Database,
  schema: readonly SchemaPart[],
  kept: readonly string[] = [],
): Promise<void> {
  const triggers = schema.filter(({ type }) => type === 'trigger')
  const emptied = schema.filter(({ type, name }) => type === 'table' && !kept.includes(name))
  await db.batch(
    [
      'PRAGMA defer_foreign_keys = on',
      ...triggers.map(({ name }) => `DROP TRIGGER ${name}`),
      ...emptied.map(({ name }) => `DELETE FROM ${name}`),
      ...triggers.map(({ sql }) => sql),
    ].map((sql) => db.prepare(sql)),
  )
}
