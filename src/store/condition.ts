// Defines SQL conditions under which a statement takes effect.

export interface Condition {
  /** An SQL condition, with a `?` for each of `values`. */
  readonly sql: string
  readonly values: readonly (string | number)[]
  /**
   * The step whose changes `sql` asks about. It must be directly before, and `batch` refuses any other order.
   */
  readonly after?: string
}

export const ALWAYS: Condition = { sql: '1', values: [] }

/** Holds if the step of that name, directly before in the batch, changed a row. */
export const ifChanged = (after: string): Condition => ({ sql: 'changes() > 0', values: [], after })

/** Holds if both conditions hold. */
export function both(one: Condition, other: Condition): Condition {
  const after = one.after ?? other.after
  return {
    sql: `(${one.sql}) AND (${other.sql})`,
    values: [...one.values, ...other.values],
    ...(after === undefined ? {} : { after }),
  }
}

/** Holds if one of the conditions holds. */
export const either = (one: Condition, other: Condition): Condition => ({
  sql: `((${one.sql}) OR (${other.sql}))`,
  values: [...one.values, ...other.values],
})

/** Holds if the condition does not. */
export const not = ({ sql, values }: Condition): Condition => ({ sql: `NOT (${sql})`, values })

/** Returns the condition's SQL for a statement with numbered parameters. `from` is the first free number. */
export function numbered(condition: Condition, from: number): string {
  let next = from
  return condition.sql.replaceAll('?', () => `?${next++}`)
}
