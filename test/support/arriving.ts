// A return from a provider as the flows see it: with a real database, without a browser or a network.

import { env } from 'cloudflare:workers'
import type { OidcProvider, ProviderDemand, TicketProvider } from '../../src/core/provider.ts'
import type { Edge } from '../../src/flows/edge/edge.ts'
import { type Return, returnFromOidc, returnWithTicket } from '../../src/flows/sign-in/arrive.ts'
import { beginProviderFlow } from '../../src/flows/sign-in/provider-flow.ts'
import { edgeAt } from './edge-at.ts'

/** A flow through a provider that has begun. */
export interface Begun {
  readonly id: string
  /** The cookies that the browser holds, by the id of each flow. */
  readonly cookies: Readonly<Record<string, string>>
  readonly location: URL
}

export async function edgeWith(now: number, ...providers: Edge['config']['providers']): Promise<Edge> {
  const edge = await edgeAt(now)
  return { ...edge, config: { ...edge.config, providers } }
}

export async function begin(
  edge: Edge,
  provider: OidcProvider | TicketProvider,
  demand: ProviderDemand = 'sign-in',
  maxAge = 600,
): Promise<Begun> {
  const ask = { purpose: 'sign-in', session: null, returnTo: '/workspaces', demand, language: 'en' } as const
  const begun = await beginProviderFlow(edge, provider, { ...ask, maxAge })
  if (!begun.ok) throw new Error(begun.error.detail)
  const { id, cookie, location } = begun.value
  return { id, cookies: { [id]: cookie }, location: new URL(location) }
}

const brought = (cookies: Begun['cookies']) => ({ flow: (id: string) => cookies[id] ?? null, session: null })

export const bringBack = (
  edge: Edge,
  provider: OidcProvider,
  callback: URL,
  cookies: Begun['cookies'],
): Promise<Return> => returnFromOidc(edge, provider, callback, brought(cookies))

export const bringTicket = (
  edge: Edge,
  provider: TicketProvider,
  ticket: string,
  cookies: Begun['cookies'],
): Promise<Return> => returnWithTicket(edge, provider, ticket, brought(cookies))

/**
 * Returns everything that a refusal must leave unchanged. That excludes the spent answer, the charge for it
 * and the audit.
 */
export async function rowsHeld(): Promise<unknown> {
  const tables = ['accounts', 'identities', 'sessions', 'logins', 'members', 'notices']
  const counts = tables.map((table) => env.DB.prepare(`SELECT count(*) AS n FROM ${table}`))
  return (await env.DB.batch<{ n: number }>(counts)).map(({ results }, i) => [tables[i], results[0]?.n])
}
