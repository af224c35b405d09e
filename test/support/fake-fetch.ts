// The network as the edge sees it. `fetch` in this isolate leads to the servers of a test.

import { afterEach, beforeEach, vi } from 'vitest'
import type { Reply } from './node/replies.ts'

export interface FakeServer {
  readonly origin: string
  answer(asked: Asked): Promise<Reply> | Reply
}

interface Asked {
  readonly path: string
  readonly query: URLSearchParams
  readonly form: URLSearchParams
  readonly authorization: string | undefined
}

/**
 * Fakes the network before each test of the calling file. A request to any other server fails, as without a
 * connection.
 */
export function fakeFetch(...servers: readonly FakeServer[]): void {
  beforeEach(() => {
    vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) =>
      answerFrom(servers, new Request(input, init)),
    )
  })
  afterEach(() => {
    vi.restoreAllMocks()
  })
}

async function answerFrom(servers: readonly FakeServer[], request: Request): Promise<Response> {
  const { origin, pathname, searchParams } = new URL(request.url)
  const server = servers.find((each) => each.origin === origin)
  if (!server) throw new TypeError(`nothing listens at ${origin}`)
  const reply = await server.answer({
    path: pathname,
    query: searchParams,
    form: new URLSearchParams(new TextDecoder().decode(await request.arrayBuffer())),
    authorization: request.headers.get('authorization') ?? undefined,
  })
  const { location } = reply.headers
  // Follows the redirect, as `fetch` does unless the request says `manual`.
  if (location && request.redirect !== 'manual') return answerFrom(servers, new Request(location, request))
  return responseFrom(reply, request.signal)
}

function responseFrom({ status, headers, body, pace }: Reply, signal: AbortSignal): Promise<Response> {
  switch (pace) {
    case 'cut-off':
      return Promise.reject(new Error('Network connection lost.'))
    case 'silent':
      return new Promise((_, reject) => {
        const end = () => reject(signal.reason)
        if (signal.aborted) end()
        else signal.addEventListener('abort', end, { once: true })
      })
    case 'dripping':
      return Promise.resolve(new Response(dripping(), { status, headers }))
  }
  return Promise.resolve(new Response(body, { status, headers }))
}

const dripping = () =>
  new ReadableStream({
    async pull(controller) {
      await scheduler.wait(200)
      controller.enqueue(new Uint8Array([32]))
    },
  })
