// Conditions in SQL under which a statement takes effect.

export interface Condition {
  /** With a `?` for each value. */
  readonly sql: string
  readonly values: readonly (string | number)[]
  /** The step of the batch whose changes `sql` asks for. It must stand directly before: `batch` refuses any other order. */
  readonly after?: string
}

export const ALWAYS: Condition = { sql: '1', values: [] }

/** Holds where the step of that name, directly before in the batch, changed a row. */
export const ifChanged = (after: string): Condition => ({ sql: 'changes() > 0', values: [], after })

/** Holds where both do. */
export function both(one: Condition, other: Condition): Condition {
  const after = one.after ?? other.after
  return {
    sql: `(${one.sql}) AND (${other.sql})`,
    values: [...one.values, ...other.values],
    ...(after === undefined ? {} : { after }),
  }
}

export const not = ({ sql, values }: Condition): Condition => ({ sql: `NOT (${sql})`, values })

/** Writes the condition for a statement with numbered parameters, of which `from` is the first free one. */
export function numbered(condition: Condition, from: number): string {
  let next = from
  return condition.sql.replaceAll('?', () => `?${next++}`)
}
