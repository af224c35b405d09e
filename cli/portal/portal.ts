// Calls the API of the portal.

import { setTimeout as sleep } from 'node:timers/promises'
import type * as z from 'zod'
import { isLoopbackHost } from '../../src/core/workspace.ts'
import { Failure, misused } from '../failure.ts'
import { type Answer, send } from './http.ts'
import { problemOf } from './problem.ts'

export interface Portal {
  /** The portal's web origin. */
  readonly origin: string
  /** Makes a call, and returns its body. Throws a Failure if the portal refuses. */
  ask<T>(call: Call, shape: z.ZodType<T>): Promise<Answered<T>>
  /** Makes a call whose answer has no body. */
  tell(call: Call): Promise<void>
  /** Reads every page of a list, and returns them as one page. */
  list<T extends Page>(path: string, key: keyof T & string, shape: z.ZodType<T>): Promise<T>
  /** Makes a call, and returns the answer with status 200 as it came. */
  read(url: URL): Promise<Answer>
}

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Begins after `/api/v1`. Made by `path`. */
  readonly path: string
  readonly body?: unknown
  /** The version that the change is based on. */
  readonly ifMatch?: string
}

export interface Answered<T> {
  readonly value: T
  /** Null if the answer has no version. */
  readonly etag: string | null
}

interface Page {
  readonly next_cursor: string | null
}

/** Writes a path. Each value becomes one segment of it, whatever characters it has. */
export function path(texts: TemplateStringsArray, ...values: readonly string[]): string {
  return texts.reduce((whole, text, index) => whole + segment(values[index - 1] ?? '') + text)
}

/** Refuses dot segments. Otherwise the path would lead to another call (WHATWG URL, "double-dot segment"). */
function segment(value: string): string {
  if (/^\.{0,2}$/.test(value)) throw misused(`“${value}” can’t be part of an address.`)
  return encodeURIComponent(value)
}

const MOST_TRIES = 3
const MOST_SECONDS_TO_WAIT = 15

export function portalFrom(
  env: Readonly<Record<string, string | undefined>>,
  say: (text: string) => void,
): Portal {
  const origin = requirePortalOrigin(env.SALLYPORT_URL)
  const token = requireToken(env.SALLYPORT_TOKEN)

  async function call(url: URL, { method = 'GET', body, ifMatch }: Omit<Call, 'path'>): Promise<Answer> {
    const headers = {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    }
    const request = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
    for (let tries = 1; ; tries++) {
      const answer = await send(url, request)
      const wait = tries < MOST_TRIES ? secondsToWait(method, answer) : null
      if (wait === null) return answer
      say(`The portal asks to wait for ${wait} s …\n`)
      await sleep(wait * 1000)
    }
  }

  async function succeed(url: URL, asked: Omit<Call, 'path'>): Promise<Answer> {
    const answer = await call(url, asked)
    if (answer.status < 200 || answer.status > 299) throw problemOf(url, answer)
    return answer
  }

  const urlOf = (path: string) => new URL(`/api/v1${path}`, origin)

  async function ask<T>({ path, ...asked }: Call, shape: z.ZodType<T>): Promise<Answered<T>> {
    const answer = await succeed(urlOf(path), asked)
    const parsed = shape.safeParse(parseJson(answer.text))
    if (!parsed.success) throw unexpected(urlOf(path))
    const { etag } = answer.headers
    return { value: parsed.data, etag: typeof etag === 'string' ? etag : null }
  }

  return {
    origin,
    ask,
    tell: async ({ path, ...asked }) => void (await succeed(urlOf(path), asked)),
    read: (url) => succeed(url, {}),
    async list(path, key, shape) {
      const rows: unknown[] = []
      let query = ''
      for (;;) {
        const { value } = await ask({ path: path + query }, shape)
        rows.push(...(value[key] as unknown[]))
        if (value.next_cursor === null) return { ...value, [key]: rows }
        query = `?${new URLSearchParams({ cursor: value.next_cursor })}`
      }
    },
  }
}

/**
 * Returns how long to wait before the call may be sent again, or null if it must not be. After a 503 nobody
 * knows what happened, so only calls that may be repeated are sent again (RFC 9110, section 9.2.2).
 */
function secondsToWait(method: string, { status, headers }: Answer): number | null {
  if (status !== 429 && !(status === 503 && method !== 'POST' && method !== 'PATCH')) return null
  const after = headers['retry-after']
  const seconds = typeof after === 'string' && /^\d{1,6}$/.test(after) ? Number(after) : null
  return seconds !== null && seconds <= MOST_SECONDS_TO_WAIT ? seconds : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const unexpected = (url: URL) =>
  new Failure(`${url.href} answers in a way that this version does not know.`, { code: 'unexpected_answer' })

/** Refuses plain http to another machine. Otherwise the token could be read on the network. */
function requirePortalOrigin(text: string | undefined): string {
  if (!text) throw misused('Set SALLYPORT_URL to the portal’s web origin, such as https://auth.example.com.')
  const url = URL.canParse(text) ? new URL(text) : null
  const isBare = url?.pathname === '/' && !url.search && !url.hash && !url.username && !url.password
  if (!url || !isBare || !/^https?:$/.test(url.protocol))
    throw misused('SALLYPORT_URL must be a web origin without a path, such as https://auth.example.com.')
  if (url.protocol === 'http:' && !isLoopbackHost(url.hostname))
    throw misused('SALLYPORT_URL must be https: the token would be readable on the network.')
  return url.origin
}

function requireToken(text: string | undefined): string {
  const token = text?.trim()
  if (!token)
    throw misused('Set SALLYPORT_TOKEN to the operator’s token, or to an API token of the workspace.')
  // The characters of RFC 6750, section 2.1. A line feed would begin another header.
  if (!/^[\w.~+/-]+=*$/.test(token)) throw misused('SALLYPORT_TOKEN has characters that no token has.')
  return token
}
