// CSV (RFC 4180) for people who open it in a spreadsheet.

/** A byte order mark. Without it Excel reads UTF-8 as another encoding. */
export const CSV_START = '\uFEFF'

/** One record, with the line break that ends it. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`

/**
 * A spreadsheet must not take the cell for a formula. Otherwise the name that somebody gave to a token could call a program
 * or send other cells away on the computer of the admin who opens the file.
 */
function csvCell(text: string): string {
  const isFormula = /^[\s\0]*[=+\-@\t\r\n＝＋－＠]/.test(text)
  return `"${(isFormula ? `'${text}` : text).replaceAll('"', '""')}"`
}
