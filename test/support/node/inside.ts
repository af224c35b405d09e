// A person inside a workspace, with an origin that records. Their requests reach the edge byte for byte.

import { expect } from 'vitest'
import type { Scene } from './arrivals.ts'
import { type RecordedRequest, startRecordingOrigin } from './recording-origin.ts'
import { type RawAsk, sendRaw } from './test-bed.ts'
import { type Admitted, makeAdmitted } from './visitor.ts'

export interface Inside extends Admitted, Scene {}

export async function goInside(role: 'owner' | 'member' = 'member'): Promise<Inside> {
  const origin = await startRecordingOrigin()
  return { origin, ...(await makeAdmitted(origin.url, 'Bob', role)) }
}

/** Returns `name=value` as in a Cookie header. */
export const passCookieOf = ({ visitor, workspace }: Admitted): string =>
  `__Host-sallyport-pass=${visitor.cookie(workspace.host, '__Host-sallyport-pass')}`

export type Line = readonly [name: string, value: string]

/** Returns the request as the origin received it. Adds the pass unless the headers have a Cookie. */
export async function arriving(
  inside: Inside,
  headers: readonly Line[],
  options: RawAsk = {},
): Promise<RecordedRequest> {
  const hasCookie = headers.some(([name]) => name === 'Cookie')
  const lines = hasCookie ? headers : [['Cookie', passCookieOf(inside)] as const, ...headers]
  const path = `/${crypto.randomUUID()}`
  const answer = await sendRaw(inside.workspace.host, path, { ...options, headers: lines })
  expect(answer.status).toBe(200)
  return requestAt(inside, path)
}

/** Returns the origin's last request, which must have this path. */
export function requestAt({ origin }: Scene, path: string): RecordedRequest {
  const arrived = origin.requests.at(-1)
  if (arrived?.path !== path) throw new Error(`the last request was for ${arrived?.path}`)
  return arrived
}

/**
 * Returns a header's values as a CGI-like server reads names: without case, and with all punctuation equal.
 */
export function valuesOf(request: RecordedRequest | undefined, name: string): string[] {
  const rawHeaders = request?.rawHeaders ?? []
  const bare = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  return rawHeaders.filter((_, i) => i % 2 === 1 && bare(rawHeaders[i - 1] ?? '') === bare(name))
}
