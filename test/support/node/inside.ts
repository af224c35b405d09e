// A person inside a workspace, with an origin that records. Their requests reach the edge byte for byte.

import { expect } from 'vitest'
import type { Scene } from './arrivals.ts'
import { type Ground, NO_RULES } from './grounds.ts'
import { makeServiceToken, saveRules } from './machines.ts'
import { claimsOf, type RecordedRequest, startRecordingOrigin } from './recording-origin.ts'
import { makeWorkspace, type RawAsk, sendRaw } from './test-bed.ts'
import { type Admitted, makeAdmitted, makeEnrolledPerson } from './visitor.ts'

export interface Entered extends Admitted {
  readonly ground: Ground
  /** The service token, where one opens the ground. */
  readonly token: string | null
}

export interface Inside extends Entered, Scene {}

export async function goInside(
  role: 'owner' | 'member' = 'member',
  ground: Ground = NO_RULES,
): Promise<Inside> {
  const origin = await startRecordingOrigin()
  return { origin, ...(await enterAt(origin.url, ground, role)) }
}

/** Makes a workspace with the rules of this ground, and a person with a pass that meets them. */
export async function enterAt(
  origin: string,
  ground: Ground,
  role: 'owner' | 'member' = 'member',
): Promise<Entered> {
  if (ground.rules === null) return { ground, token: null, ...(await makeAdmitted(origin, 'Bob', role)) }
  const { person, visitor } = await makeEnrolledPerson('Bob')
  const workspace = await makeWorkspace(origin, [[person, role]])
  // Before the rules, which may need no pass there.
  await visitor.ask(`${workspace.origin}/`)
  await saveRules(workspace, ...ground.rules)
  return { person, workspace, visitor, ground, token: await tokenFor(workspace, ground) }
}

async function tokenFor(workspace: Admitted['workspace'], { as }: Ground): Promise<string | null> {
  if (as !== 'service') return null
  const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
  return (await makeServiceToken(workspace, { paths: ['/api'], methods })).token
}

/** Returns `name=value` as in a Cookie header. */
export const passCookieOf = ({ visitor, workspace }: Admitted): string =>
  `__Host-sallyport-pass=${visitor.cookie(workspace.host, '__Host-sallyport-pass')}`

export type Line = readonly [name: string, value: string]

/** Returns the headers that a service needs here. */
export const tokenLinesOf = ({ token }: Entered): Line[] =>
  token === null ? [] : [['Authorization', `Bearer ${token}`]]

/** Returns every header that could open the ground. The pass is there on each, whether it counts or not. */
export const keysOf = (entered: Entered): Line[] => [
  ['Cookie', passCookieOf(entered)],
  ...tokenLinesOf(entered),
]

/** Expects that the origin is told who is there by one assertion of the edge's, and on a public path nobody. */
export function expectOwnAssertion({ ground, person, workspace }: Entered, arrived: RecordedRequest): void {
  if (ground.as === 'nobody') {
    expectNobodyNamed(arrived)
    return
  }
  expect(valuesOf(arrived, 'Sallyport-Assertion')).toEqual([
    expect.stringMatching(/^eyJ[\w-]+\.[\w-]+\.[\w-]{86}$/),
  ])
  const who = ground.as === 'person' ? { email: person.email } : { kind: 'service' }
  expect(claimsOf(arrived)).toMatchObject({ ...who, aud: workspace.origin })
}

/** Expects that the origin got no assertion at all, as on every public path. */
export function expectNobodyNamed(arrived: RecordedRequest): void {
  expect(valuesOf(arrived, 'Sallyport-Assertion')).toEqual([])
}

/** Returns the request as the origin received it. Adds the pass unless the headers have a Cookie. */
export async function arriving(
  inside: Inside,
  headers: readonly Line[],
  options: RawAsk = {},
): Promise<RecordedRequest> {
  const hasCookie = headers.some(([name]) => name === 'Cookie')
  const keys = hasCookie ? tokenLinesOf(inside) : keysOf(inside)
  const lines = [...keys, ...headers]
  const path = `${inside.ground.at}/${crypto.randomUUID()}`
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
