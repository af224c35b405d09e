// Calls the API as a handler sees it: the real application and the real D1, without HTTP.

import { api } from '../../src/api/app.ts'
import { createToken } from '../../src/flows/administration/tokens.ts'
import type { Edge } from '../../src/flows/edge/edge.ts'
import { ALWAYS } from '../../src/store/condition.ts'

export interface ApiAnswer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: an answer that is looked at, not used
  readonly body: any
}

interface Asked {
  /** Null sends no token. Undefined sends the operator's token. */
  readonly token?: string | null
  readonly headers?: Readonly<Record<string, string>>
}

export async function callApi(
  edge: Edge,
  method: string,
  path: string,
  body?: unknown,
  { token = edge.config.operatorToken, headers = {} }: Asked = {},
): Promise<ApiAnswer> {
  const sent = body instanceof Uint8Array || typeof body === 'string' ? body : JSON.stringify(body)
  const init = {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: sent as BodyInit }),
  }
  const answer = await api.request(`${edge.config.portalOrigin}/api/v1${path}`, init, { edge })
  const text = await answer.text()
  const isJson = /[/+]json\b/.test(answer.headers.get('content-type') ?? '')
  return {
    status: answer.status,
    headers: answer.headers,
    body: isJson && text ? JSON.parse(text) : text || null,
  }
}

/** Returns a token of the workspace, created by this member or by the operator. */
export async function tokenOf(
  edge: Edge,
  workspaceId: string,
  accountId: string | null = null,
): Promise<string> {
  const asked = { id: crypto.randomUUID().slice(0, 22), name: 'ci', expiresInDays: 30 }
  const maker = { name: accountId ?? 'operator', accountId, isStill: ALWAYS, parent: null }
  const made = await createToken(edge, workspaceId, asked, maker)
  if (!made.ok) throw new Error(made.error)
  return made.value.token
}
