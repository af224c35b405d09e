// Reads what the edge leaves behind: its log, and the files of D1 and KV on disk. They include deleted data
// that is not yet overwritten.

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ownBed } from './lanes.ts'
import { wholeLog } from './whole-log.ts'

/** The log's name in the folder where the edge keeps everything. */
export const EDGE_LOG = 'edge.log'

/** Returns the log of this lane's edge. */
export function readLog(): Promise<string> {
  const { port, persistTo } = ownBed()
  return wholeLog(port, () => readFile(join(persistTo, EDGE_LOG), 'utf8'))
}

export interface StoredFile {
  readonly name: string
  readonly bytes: Buffer
}

/** Reads the files of D1 and KV only. The local server keeps its own files beside them. */
export async function readStoredFiles(): Promise<StoredFile[]> {
  const folder = join(ownBed().persistTo, 'v3')
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && /\/v3\/(d1|kv)(\/|$)/.test(entry.parentPath))
  return Promise.all(
    files.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name)
      return { name: path.slice(folder.length), bytes: await readFile(path) }
    }),
  )
}
