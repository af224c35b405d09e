// Reads a list of rules from a file: the list alone, or what `rules get --json` printed.

import * as z from 'zod'
import { Failure } from '../failure.ts'
import type { Terminal } from '../terminal.ts'
import { RuleListShape, type RuleShape } from './rule-shape.ts'
import { checkShape, invalidFile, parseYaml, readFileOrInput } from './yaml-file.ts'

export interface RuleFile {
  readonly rules: readonly RuleShape[]
  /** The version that the list was read at. */
  readonly etag: string | null
}

const Printed = z.strictObject({ rules: RuleListShape, etag: z.string().nullish() })

export async function readRules(name: string, terminal: Terminal): Promise<RuleFile> {
  const documents = parseYaml(name, await readFileOrInput(name, terminal))
  const [document, ...others] = documents
  if (!document || others.length > 0)
    throw new Failure(`${name} must have one list of rules.`, { code: 'invalid_file' })
  const isBare = Array.isArray(document.value)
  const checked = checkShape<z.infer<typeof Printed>>(
    document,
    isBare ? RuleListShape.transform((rules) => ({ rules })) : Printed,
  )
  if ('complaints' in checked) throw invalidFile(name, checked.complaints)
  return { rules: checked.value.rules, etag: checked.value.etag ?? null }
}
