// What the edge leaves behind: its log, and the files of D1 and KV as they lie on the disk, what was deleted and not yet
// overwritten included.

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ownBed } from './lanes.ts'

/** In the folder where the edge keeps everything. */
export const EDGE_LOG = 'edge.log'

export async function readLog(): Promise<string> {
  await sleep(300) // it comes through a pipe
  return readFile(join(ownBed().persistTo, EDGE_LOG), 'utf8')
}

export interface StoredFile {
  readonly name: string
  readonly bytes: Buffer
}

/** Of D1 and KV alone: the local server keeps traces of its own beside them. */
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
