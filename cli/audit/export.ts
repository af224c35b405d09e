// Writes an audit log into a new file, page by page.

import { existsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { Failure } from '../failure.ts'
import { type Portal, path } from '../portal/portal.ts'

/**
 * Exports the log of a workspace, or, for null, the entries that belong to no workspace. Returns the number
 * of entries.
 */
export async function exportAudit(
  portal: Portal,
  file: string,
  { workspace, after }: { readonly workspace: string | null; readonly after: number },
): Promise<number> {
  if (existsSync(file)) throw new Failure(`${file} already exists.`, { code: 'file_exists' })
  const base = workspace === null ? '' : path`/workspaces/${workspace}`
  const first = new URL(`/api/v1${base}/audit/export?after=${after}`, portal.origin)
  // The file gets its own name only once it is complete.
  const part = `${file}.part`
  const output = await open(part, 'w', 0o600)
  try {
    let count = 0
    for await (const lines of pagesFrom(portal, first)) {
      await output.write(lines)
      count += lines.split('\n').length - 1
    }
    await output.close()
    await rename(part, file)
    return count
  } finally {
    await output.close()
    await rm(part, { force: true })
  }
}

/**
 * Follows the links to the next page, but only on the portal's origin. Otherwise an answer could send the
 * token elsewhere.
 */
async function* pagesFrom(portal: Portal, first: URL): AsyncGenerator<string> {
  let url: URL | null = first
  while (url) {
    const { headers, text } = await portal.read(url)
    yield text
    const next: string | undefined = /<([^>]+)>; rel="next"/.exec(String(headers.link ?? ''))?.[1]
    url = next === undefined ? null : new URL(next)
    if (url && url.origin !== first.origin)
      throw new Failure(`The next page is on another origin: ${url.origin}.`, { code: 'unexpected_answer' })
  }
}
