// CSV (RFC 4180) for people who open it in a spreadsheet.

/** A byte order mark. Without it Excel reads UTF-8 as another encoding. */
export const CSV_START = '\uFEFF'

/** One record, with the line break that ends it. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`

const BEGINS_AS_FORMULA = /^[\s\0]*[=+\-@\t\r\n＝＋－＠]/
const DIVIDER_BEFORE_FORMULA = /[;,|\t\r\n](?=(?:[^\S\t\r\n]|[\0"])*[=+\-@＝＋－＠])/g

/**
 * Prevents a spreadsheet from reading the cell, or a part of it, as a formula. Otherwise the name of a token
 * could start a program, or send other cells away, on the computer of the admin who opens the file.
 *
 * In German and French, Excel splits a cell at each semicolon, even inside quotes. So a part can be a
 * formula, too.
 */
function csvCell(text: string): string {
  const begun = BEGINS_AS_FORMULA.test(text) ? `'${text}` : text
  return `"${begun.replaceAll(DIVIDER_BEFORE_FORMULA, "$&'").replaceAll('"', '""')}"`
}
