// Writes text for a terminal: tables, sentences and values from elsewhere.

/**
 * Replaces characters that a terminal would act on, or that change the direction of text. Otherwise a name
 * could move the cursor and forge a line of the output.
 */
export const printable = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')

const WIDE =
  /^[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u
const GRAPHEMES = new Intl.Segmenter()

/** Returns the number of columns that a text takes up. Characters of East Asia and pictures take two. */
const columnsOf = (text: string): number =>
  [...GRAPHEMES.segment(text)].reduce((sum, { segment }) => sum + (WIDE.test(segment) ? 2 : 1), 0)

export type Cell = string | number | boolean | null | undefined

/** Draws a table with aligned columns. Leaves out columns that are empty in every row. Says if it has no rows. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  if (rows.length === 0) return 'None.\n'
  const lines = [head, ...rows].map((row) => row.map(written))
  const shown = head.flatMap((_, column) =>
    lines.slice(1).some((line) => line[column] !== '') ? [column] : [],
  )
  const widths = shown.map((column) => Math.max(...lines.map((line) => columnsOf(line[column] ?? ''))))
  const draw = (line: readonly string[]) =>
    shown
      .map((column, index) => padded(line[column] ?? '', widths[index] ?? 0))
      .join('  ')
      .trimEnd()
  return lines.map((line) => `${draw(line)}\n`).join('')
}

/** Draws facts, one a line, with their names in a column of their own. */
export function facts(entries: readonly (readonly [string, Cell])[]): string {
  const width = Math.max(...entries.map(([name]) => columnsOf(name)))
  return entries.map(([name, value]) => `${padded(name, width)}  ${written(value) || '-'}\n`).join('')
}

const padded = (text: string, width: number): string => text + ' '.repeat(width - columnsOf(text))

function written(value: Cell): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return printable(String(value))
}

/** Returns `1 member`, `2 members`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`
