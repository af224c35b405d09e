// Reads a file of YAML 1.2, or of JSON, which is part of it. Each problem names its line.

import { readFile } from 'node:fs/promises'
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  type YAMLError,
} from 'yaml'
import type * as z from 'zod'
import { Failure } from '../failure.ts'
import type { Terminal } from '../terminal.ts'

export interface YamlDocument {
  readonly value: unknown
  /** Says what is wrong with the value at this path, with its line. */
  at(path: readonly PropertyKey[], message: string): Complaint
}

export interface Complaint {
  readonly line: number
  readonly message: string
}

/** Reads a file, or the standard input for `-`. */
export async function readFileOrInput(file: string, terminal: Terminal): Promise<string> {
  if (file === '-') return terminal.readInput()
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new Failure(`Could not read ${file} (${code}).`, { code: 'unreadable_file' })
  }
}

/** Parses YAML. Throws a Failure that lists all errors of syntax, repeated keys, unknown tags and aliases. */
export const parseYaml = (file: string, text: string): readonly YamlDocument[] =>
  parse(file, text, 'core', ({ message }) => message)

/**
 * Parses YAML or JSON that has secrets. Reads every value as the text that the file has. Otherwise a secret of
 * digits would become a number. Errors quote nothing from the file.
 */
export const parseSecretYaml = (file: string, text: string): readonly YamlDocument[] =>
  parse(file, text, 'failsafe', () => 'Not well-formed YAML or JSON')

function parse(
  file: string,
  text: string,
  schema: 'core' | 'failsafe',
  say: (error: YAMLError) => string,
): readonly YamlDocument[] {
  const lines = new LineCounter()
  const lineAt = (offset: number) => lines.linePos(offset).line
  const options = { lineCounter: lines, prettyErrors: false, schema }
  const parsed = [...parseAllDocuments(text, options)] as Document.Parsed[]
  const complaints = parsed.flatMap(({ errors, warnings }) =>
    [...errors, ...warnings].map((error) => ({ line: lineAt(error.pos[0]), message: say(error) })),
  )
  if (complaints.length > 0) throw invalidFile(file, complaints)
  return (
    parsed
      // An empty document is null, as between two `---`.
      .filter(({ contents }) => contents !== null)
      .map((document) => documentFrom(file, document, lineAt))
  )
}

function documentFrom(
  file: string,
  document: Document.Parsed,
  lineAt: (offset: number) => number,
): YamlDocument {
  const at: YamlDocument['at'] = (path, message) => ({
    line: lineAt(findNode(document, path)?.range?.[0] ?? document.range[0]),
    message: path.length > 0 ? `${path.join('.')}: ${message}` : message,
  })
  try {
    return { value: document.toJS(), at }
  } catch (error) {
    // An alias that leads nowhere, or too many of them: a few lines can stand for gigabytes.
    if (error instanceof ReferenceError) throw invalidFile(file, [at([], error.message)])
    throw error
  }
}

/** Checks a document's shape. Returns the value, or the complaints about it. */
export function checkShape<T>(
  { value, at }: YamlDocument,
  shape: z.ZodType<T>,
): { readonly value: T } | { readonly complaints: readonly Complaint[] } {
  const parsed = shape.safeParse(value)
  if (parsed.success) return { value: parsed.data }
  const complaints = parsed.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => at([...issue.path, key], 'Unknown key'))
      : [at(issue.path, issue.message)],
  )
  return { complaints }
}

export function invalidFile(file: string, complaints: readonly Complaint[]): Failure {
  const sorted = complaints.toSorted((one, other) => one.line - other.line)
  const text = sorted.map(({ line, message }) => `${file}:${line}: ${message}`).join('\n')
  return new Failure(text, { code: 'invalid_file' })
}

/** Returns the node at a path: the key of a map's entry, or the item of a list. Falls back to what holds it. */
function findNode(document: Document.Parsed, path: readonly PropertyKey[]): Node | null {
  let node = document.contents as Node | null
  let shown = node
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document) ?? null
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
      if (!pair) return shown
      shown = pair.key as Node
      node = pair.value as Node | null
    } else {
      node = isSeq(node) ? ((node.items[Number(step)] as Node | undefined) ?? null) : null
      shown = node ?? shown
    }
  }
  return shown
}
