// `npm run scale:counts`: counts what each operation asks of D1 and KV, with a thousand accounts and with a
// million.

import { SIZES, type SizeName, seed } from './database.ts'
import { fillerId, middleSlug } from './fill.ts'
import { type Counted, countOperations } from './operations.ts'
import { startPlatform } from './platform.ts'
import type { Count } from './world.ts'

await seed('thousand')
const small = await countAt('thousand')
const large = await countAt('million')

console.log(
  '| operation | round trips | statements | rows written | KV reads, writes | rows read with a thousand | with a million |',
)
console.log('| --- | --- | --- | --- | --- | --- | --- |')
for (const [operation, few] of small) {
  const many = large.get(operation)
  if (!many) throw new Error(`${operation} was not counted at both sizes`)
  const both = (of: (count: Count) => number) => [...new Set([of(few), of(many)])].join(' / ')
  const cells = [
    operation,
    both((count) => count.roundTrips),
    both((count) => count.statements),
    both((count) => count.rowsWritten),
    `${both((count) => count.kvReads)}, ${both((count) => count.kvWrites)}`,
    few.rowsRead,
    many.rowsRead,
  ]
  console.log(`| ${cells.join(' | ')} |`)
}

async function countAt(name: SizeName): Promise<Map<string, Counted['count']>> {
  const platform = await startPlatform(name)
  const size = SIZES[name]
  const places = {
    member: fillerId(Math.floor(size.membersOfLargest / 2)),
    workspace: middleSlug(size),
    auditEntry: Math.floor(size.audit[1] / 2),
  }
  try {
    const counted = await countOperations(platform, places)
    return new Map(counted.map(({ operation, count }) => [operation, count]))
  } finally {
    await platform.stop()
  }
}
