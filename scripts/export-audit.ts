// `npm run audit:export -- PORTAL_ORIGIN FILE [--workspace SLUG] [--after ID]`: writes an audit log into a
// new file, page by page. The log is the workspace's, or without --workspace the log of everything that
// belongs to no workspace. SALLYPORT_TOKEN is the operator's token, or an API token of that workspace.

import { existsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { Failure } from '../demo/failure.ts'
import { fetchLoopback } from '../demo/loopback.ts'
import { isLoopbackName } from '../src/core/workspace.ts'

const USAGE =
  'Usage: SALLYPORT_TOKEN=… npm run audit:export -- PORTAL_ORIGIN FILE [--workspace SLUG] [--after ID]'

async function exportAudit(): Promise<void> {
  const { first, file, token } = readArguments()
  if (existsSync(file)) throw new Failure(`${file} already exists.`)
  // The file gets its own name only once it is complete.
  const part = `${file}.part`
  const output = await open(part, 'w')
  try {
    let count = 0
    for await (const lines of pagesFrom(first, token)) {
      await output.write(lines)
      count += lines.split('\n').length - 1
    }
    await output.close()
    await rename(part, file)
    console.log(`${count} entries in ${file}. Next: npm run audit:verify -- ${file}`)
  } finally {
    await output.close()
    await rm(part, { force: true })
  }
}

function readArguments(): { first: URL; file: string; token: string } {
  const token = process.env.SALLYPORT_TOKEN
  const given = parseCommandLine()
  if (!token || !given) throw new Failure(USAGE)
  const { origin, file, workspace, after } = given
  const base = workspace === undefined ? '/api/v1' : `/api/v1/workspaces/${encodeURIComponent(workspace)}`
  const first = new URL(`${base}/audit/export`, origin)
  first.searchParams.set('after', after)
  return { first, file, token }
}

/**
 * Returns null for wrong arguments, or for a portal without TLS on another machine: it would get the token in
 * clear text.
 */
function parseCommandLine() {
  try {
    const options = { workspace: { type: 'string' }, after: { type: 'string', default: '0' } } as const
    const { positionals, values } = parseArgs({ options, allowPositionals: true })
    const [portal = '', file, ...others] = positionals
    const { origin, protocol, hostname } = new URL(portal)
    const isClear = protocol !== 'https:' && !isLoopbackName(hostname)
    return file && others.length === 0 && !isClear ? { origin, file, ...values } : null
  } catch {
    return null
  }
}

/**
 * Follows the links to the next page, but only on the portal's origin. Otherwise an answer could send the
 * token elsewhere.
 */
async function* pagesFrom(first: URL, token: string): AsyncGenerator<string> {
  let url: URL | null = first
  while (url) {
    const response = await ask(url, token)
    yield await response.text()
    const next = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1]
    url = next === undefined ? null : new URL(next)
    if (url && url.origin !== first.origin)
      throw new Failure(`The next page is on another origin: ${url.origin}.`)
  }
}

async function ask(url: URL, token: string): Promise<Response> {
  const headers = { authorization: `Bearer ${token}` }
  const answer = isLoopbackName(url.hostname)
    ? fetchLoopback(url.href, { headers })
    : fetch(url, { headers, redirect: 'manual' })
  const response = await answer.catch(() => {
    throw new Failure(`Could not reach ${url.origin}.`)
  })
  if (response.status !== 200) throw new Failure(`${url.href} answers ${response.status}.`)
  return response
}

try {
  await exportAudit()
} catch (error) {
  if (!(error instanceof Failure)) throw error
  console.error(error.message)
  process.exitCode = 1
}
