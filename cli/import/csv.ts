// Reads CSV (RFC 4180), with the line that each record begins in.

export interface CsvRecord {
  readonly line: number
  readonly cells: readonly string[]
}

const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))[^\S\r\n]*(,|\r\n|\n|\r|$)/y

/** Returns the records that are not empty. Null cells mark a record with a quote in the wrong place. */
export function parseCsv(
  text: string,
): readonly (CsvRecord | { readonly line: number; readonly cells: null })[] {
  const records: (CsvRecord | { line: number; cells: null })[] = []
  const whole = text.replace(/^\uFEFF/, '')
  let at = 0
  let line = 1
  let cells: string[] = []
  let begun = 1
  while (at < whole.length) {
    // Spaces before a cell are not part of it.
    at += /^[^\S\r\n]*/.exec(whole.slice(at, at + 200))?.[0].length ?? 0
    CELL.lastIndex = at
    const found = CELL.exec(whole)
    if (!found) {
      const end = whole.slice(at).search(/[\r\n]/)
      records.push({ line: begun, cells: null })
      at = end < 0 ? whole.length : at + end + (whole.startsWith('\r\n', at + end) ? 2 : 1)
      line += 1
      cells = []
      begun = line
      continue
    }
    const [matched, quoted, bare = '', end] = found
    cells.push(quoted === undefined ? bare.trim() : quoted.replaceAll('""', '"').trim())
    at += matched.length
    line += matched.match(/\r\n|\n|\r/g)?.length ?? 0
    if (end === ',' && at < whole.length) continue
    if (end === ',') cells.push('')
    if (cells.some((cell) => cell !== '')) records.push({ line: begun, cells })
    cells = []
    begun = line
  }
  return records
}
