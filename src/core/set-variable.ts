// Reads variables of the configuration. A variable may be a number or a table, because TOML has both.

export const isSet = (value: unknown): boolean => value !== undefined && value !== ''

/** Returns the text, or '' for any other value. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
