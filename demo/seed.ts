// Fills an empty Sallyport through its API, as an operator would. Existing accounts and workspaces stay
// unchanged, except that a workspace's addresses follow the ports of this start.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DemoRule, DemoWorkspace, Person } from './cast.ts'
import { Failure } from './failure.ts'
import { fetchLoopback } from './loopback.ts'

export interface Operator {
  readonly portalOrigin: string
  readonly token: string
}

export interface Addresses {
  readonly host: string
  readonly origin: string
}

interface WorkspaceRecord {
  readonly name: string
  readonly hosts: readonly string[]
  readonly origin: string
}

export async function seedPerson(operator: Operator, { email, name, password }: Person): Promise<void> {
  const path = `/accounts/${encodeURIComponent(email)}`
  if ((await call(operator, 'GET', path)) !== null) return
  await call(operator, 'PUT', path, { name, ...(password !== undefined && { password }) })
}

export async function seedWorkspace(
  operator: Operator,
  { slug, name, members, appearance }: DemoWorkspace,
  { host, origin }: Addresses,
): Promise<void> {
  const path = `/workspaces/${slug}`
  const found = await call<WorkspaceRecord>(operator, 'GET', path)
  if (found?.origin !== origin || !found.hosts.includes(host)) {
    await call(operator, 'PUT', path, { name: found?.name ?? name, hosts: [host], origin })
  }
  if (appearance && found === null) await dress(operator, path, appearance)
  // Asks for the count of members, because each listing of members is recorded in the workspace's audit log.
  const enrollment = await call<{ members: number }>(operator, 'GET', `${path}/enrollment`)
  if (enrollment?.members !== 0) return
  for (const [email, role] of Object.entries(members)) {
    await call(operator, 'PUT', `${path}/members/${encodeURIComponent(email)}`, { role })
  }
}

/** Saves the rules of a workspace that never had any. Otherwise a start would undo what an admin has changed. */
export async function seedRules(
  operator: Operator,
  { slug }: DemoWorkspace,
  rules: readonly DemoRule[],
): Promise<void> {
  const path = `/workspaces/${slug}/rules`
  const saved = await send(operator, 'GET', path)
  if (saved.headers.get('etag') === NEVER_SAVED) await call(operator, 'PUT', path, { rules })
}

const NEVER_SAVED = '"0"'

interface ServiceToken {
  readonly id: string
  readonly name: string
}

/**
 * Returns a new value of the demo's service token, and creates the token if it is missing. The API shows a value
 * only once, so each start rotates the token. The previous value works for a day, for scripts that have it.
 */
export async function renewServiceToken(
  operator: Operator,
  { slug }: DemoWorkspace,
  wanted: { readonly name: string },
): Promise<string> {
  const path = `/workspaces/${slug}/service-tokens`
  const found = await findServiceToken(operator, path, wanted.name)
  const created = found
    ? await call<{ token: string }>(operator, 'POST', `${path}/${found.id}/rotate`, { overlap_hours: 24 })
    : await call<{ token: string }>(operator, 'POST', path, wanted)
  return created?.token ?? ''
}

async function findServiceToken(
  operator: Operator,
  path: string,
  name: string,
): Promise<ServiceToken | undefined> {
  let next: string | null = ''
  while (next !== null) {
    const query: string = next === '' ? '' : `?${new URLSearchParams({ cursor: next })}`
    const page: { service_tokens: ServiceToken[]; next_cursor: string | null } | null = await call(
      operator,
      'GET',
      `${path}${query}`,
    )
    const found = page?.service_tokens.find((each) => each.name === name)
    if (found) return found
    next = page?.next_cursor ?? null
  }
}

async function dress(
  operator: Operator,
  path: string,
  { accent, logo }: NonNullable<DemoWorkspace['appearance']>,
): Promise<void> {
  await call(operator, 'PUT', `${path}/appearance`, { display_name: null, accent })
  await call(operator, 'PUT', `${path}/logo`, new Uint8Array(await readFile(join(import.meta.dirname, logo))))
}

/** Calls the API. Returns null if a GET answers 404. */
async function call<T>(operator: Operator, method: string, path: string, body?: unknown): Promise<T | null> {
  const response = await send(operator, method, path, body)
  if (response.status === 404) return null
  const text = await response.text()
  return text === '' ? null : (JSON.parse(text) as T)
}

/** Sends bytes as a PNG. Throws a `Failure` for every error except 404 to a GET. */
async function send(operator: Operator, method: string, path: string, body?: unknown): Promise<Response> {
  const isImage = body instanceof Uint8Array
  const response = await fetchLoopback(`${operator.portalOrigin}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${operator.token}`,
      ...(body !== undefined && { 'content-type': isImage ? 'image/png' : 'application/json' }),
    },
    ...(body !== undefined && { body: isImage ? body : JSON.stringify(body) }),
  })
  if (response.ok || (response.status === 404 && method === 'GET')) return response
  throw new Failure(`${method} /api/v1${path} answered ${response.status}: ${await response.text()}`)
}
