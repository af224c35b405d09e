// The columns of the audit log as a table, for a spreadsheet.

import { toRfc3339IfTime } from '../../../core/time.ts'
import type { FoundEntry } from '../../../flows/administration/search-audit.ts'
import { detailsIn, plainText, sentenceOf } from '../../../words/audit-sentences.ts'
import type { Words } from '../../../words/words.ts'

export const csvHead = ({ audit: { fields, details } }: Words): readonly string[] => [
  ...[fields.entry, fields.time, fields.happened, fields.actor, fields.account, fields.action, fields.ip],
  ...[fields.browser, details],
]

export const csvRecords = (
  words: Words,
  workspace: string,
  entries: readonly FoundEntry[],
): readonly (readonly string[])[] =>
  entries.map((entry) => [
    String(entry.id),
    toRfc3339IfTime(entry.at),
    plainText(sentenceOf(words, entry, workspace, (name) => name)),
    ...[entry.actor, entry.email ?? '', entry.action, entry.ip, entry.userAgent],
    detailsIn(words, entry.detail)
      .map(([name, value]) => `${name}: ${value}`)
      .join('; '),
  ])
