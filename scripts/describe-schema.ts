// Makes docs/schema.md from the migrations: the schema as SQLite reports it, with the comments of the SQL. A
// comment belongs to the statement below it, or in a table to its own line's column or the column below. `--
// # Title` begins a section.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const HEADER = `# The schema of D1

\`npm run schema\` makes this page from \`migrations/\`, comments included. Change it there.`

const COMMENT = '((?:^ *--.*\\n)*)'
const STATEMENT = new RegExp(`${COMMENT}^CREATE (?:UNIQUE )?(TABLE|VIEW|INDEX|TRIGGER) (\\w+)`, 'gm')
const COLUMN = new RegExp(`${COMMENT}^  ([a-z]\\w*) [A-Z]+(.*?),?(?: *-- (.*))?$`, 'gm')
const ADDED_COLUMN = new RegExp(`${COMMENT}^ALTER TABLE (\\w+) ADD COLUMN (\\w+) [A-Z]+(.*);`, 'gm')
// Rules that the page's table of columns shows in other words.
const SAID = / NOT NULL| PRIMARY KEY| REFERENCES \w+ \(\w+\)( ON DELETE CASCADE)?/g

interface Made {
  readonly type: 'table' | 'view' | 'index' | 'trigger'
  readonly name: string
  /** The table that it belongs to; a table belongs to itself. */
  readonly table: string
  readonly sql: string
}

interface Column {
  readonly name: string
  readonly type: string
  readonly isNullable: 0 | 1
  readonly isKey: 0 | 1
  readonly refersTo: string | null
}

/** Returns the page. `folder` holds the migrations, which must run in the order of their names. */
export function describeSchema(folder: string): string {
  const sql = readdirSync(folder)
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n')
  const db = new DatabaseSync(':memory:')
  db.exec(sql)
  const made = listMade(db)
  const blocks = [...sections(sql), ...made.flatMap((each) => describe(db, sql, each, made))]
  const [, ...introduction] = uncommented(/^(?:--.*\n|\n)*?(?=-- # )/.exec(sql)?.[0] ?? '').split('\n\n')
  return `${[HEADER, ...introduction.map((text) => wrapped(text)), ...blocks.sort((a, b) => a.at - b.at).map(({ text }) => text)].join('\n\n')}\n`
}

const listMade = (db: DatabaseSync) =>
  db
    .prepare(
      'SELECT type, name, tbl_name AS "table", sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid',
    )
    .all() as unknown as readonly Made[]

const listColumns = (db: DatabaseSync, table: string) =>
  db
    .prepare(
      `SELECT c.name, c.type, NOT c."notnull" AS isNullable, c.pk > 0 AS isKey, f."table" || '.' || f."to" AS refersTo
       FROM pragma_table_xinfo(?1) c LEFT JOIN pragma_foreign_key_list(?1) f ON f."from" = c.name ORDER BY c.cid`,
    )
    .all(table) as unknown as readonly Column[]

/** A part of the page, and the offset in the migrations that it comes from. */
interface Block {
  readonly at: number
  readonly text: string
}

const sections = (sql: string): Block[] =>
  [...sql.matchAll(/^-- # (.*)\n((?:--.*\n)*)/gm)].map(({ index, 1: title, 2: text = '' }) => ({
    at: index,
    text: [`## ${title}`, ...(text ? [wrapped(uncommented(text))] : [])].join('\n\n'),
  }))

function describe(db: DatabaseSync, sql: string, each: Made, made: readonly Made[]): Block[] {
  const { type, name, sql: own } = each
  if (type !== 'table' && type !== 'view') return []
  const { at, prose, facts } = commentOn(sql, each)
  if (type === 'view')
    return [{ at, text: [`### \`${name}\`, a view`, wrapped(prose), fenced(own)].join('\n\n') }]
  const attached = made
    .filter(({ table, name: other }) => table === name && other !== name)
    .map((part) => `- ${kindOf(part)} \`${part.name}\` ${summary(part)}${reason(sql, part)}`)
  const head = ['| column | type | rule | meaning |', '| --- | --- | --- | --- |']
  const columns = [...head, ...rowsOf(db, sql, name, own)].join('\n')
  const list = [...facts, ...attached].map((item) => wrapped(item, '  ')).join('\n')
  return [{ at, text: [`### \`${name}\``, wrapped(prose), columns, list].join('\n\n') }]
}

/** Returns the comment above a statement: its prose, and its lines such as `Lifetime: …` as facts. */
function commentOn(sql: string, { type, name }: Made): { at: number; prose: string; facts: string[] } {
  const found = [...sql.matchAll(STATEMENT)].find(
    ([, , kind, of]) => kind?.toLowerCase() === type && of === name,
  )
  if (!found) throw new Error(`no statement in the migrations creates ${name}`)
  const [prose = '', ...facts] = uncommented(found[1] ?? '').split(/\n(?=[A-Z][a-z ]+: )/)
  return {
    at: found.index,
    prose,
    facts: facts.map((fact) => `- ${fact.replace(/^(.*?):/, '**$1**:').replaceAll('\n', ' ')}`),
  }
}

const reason = (sql: string, part: Made): string => {
  const { prose } = commentOn(sql, part)
  return prose ? `. ${prose.replaceAll('\n', ' ')}` : ''
}

function rowsOf(db: DatabaseSync, sql: string, table: string, own: string): string[] {
  // SQLite keeps the comment of a dropped column, so the statement that added a column is asked first.
  // SQLite writes an added column behind the last one, on the same line.
  const added = [...sql.matchAll(/^ALTER TABLE (\w+) ADD COLUMN (.*);/gm)].filter(([, of]) => of === table)
  const first = added.reduce((text, { 2: column = '' }) => text.replace(`, ${column}`, ''), own)
  const written = [
    ...[...first.matchAll(COLUMN)].map(([, above, name, rules, beside]) => ({ above, name, rules, beside })),
    ...[...sql.matchAll(ADDED_COLUMN)]
      .filter(([, , of]) => of === table)
      .map(([, above, , name, rules]) => ({ above, name, rules, beside: '' })),
  ]
  const columns = listColumns(db, table)
  const key = columns.filter(({ isKey }) => isKey).length > 1 ? 'part of the primary key' : 'primary key'
  return columns.map((column) => {
    const { above = '', rules = '', beside = '' } = written.findLast(({ name }) => name === column.name) ?? {}
    const kind = `${column.type.toLowerCase()}${column.isNullable ? ' or null' : ''}`
    const rest = rules.replace(SAID, '').trim()
    const rule = [
      column.isKey && key,
      column.refersTo && `refers to \`${column.refersTo}\``,
      rest && `\`${rest}\``,
    ]
    const meaning = (beside || uncommented(above)).replaceAll('\n', ' ').replace(/\.$/, '')
    const cells = [`\`${column.name}\``, kind, rule.filter(Boolean).join(', '), meaning]
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  })
}

/** Describes which rows an index has, or when a trigger runs. */
function summary({ type, sql }: Made): string {
  if (type === 'index') {
    const [, columns, where] = /^CREATE [\w\s]+?\sON \w+\s*(\(.*?\))(?:\s+WHERE\s+(.*))?$/s.exec(sql) ?? []
    if (!columns) throw new Error(`no columns are found in ${sql}`)
    return `on \`${columns}\`${where ? ` where \`${where}\`` : ''}`
  }
  const [, moment = ''] = /\b((?:BEFORE|AFTER) (?:INSERT|DELETE|UPDATE)) /.exec(sql) ?? []
  return moment.toLowerCase()
}

/** Breaks a text into lines of at most 100 characters. Lines after the first begin with `indent`. */
const wrapped = (text: string, indent = '') =>
  text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/(.{1,98})(?: |$)/g, `$1\n${indent}`)
    .trimEnd()

const uncommented = (text: string) => text.replaceAll(/^ *-- ?/gm, '').trim()
const fenced = (sql: string) => `\`\`\`sql\n${sql}\n\`\`\``

function kindOf({ type, sql }: Made): string {
  if (type === 'trigger') return 'Trigger'
  return sql.startsWith('CREATE UNIQUE') ? 'Unique index' : 'Index'
}
