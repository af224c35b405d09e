// Builds a Worker: reads the configuration and the clock once, dispatches by host, and handles every
// unexpected error.
//
// It fails closed: only requests that the gate admitted are forwarded. The gate is part of every Worker; an
// entry point adds the rest.

import { type Config, type ConfigProblem, type Env, parseConfig } from './config.ts'
import { brandInTrouble } from './core/brand.ts'
import type { Client } from './core/client.ts'
import type { PortalParsers } from './core/portal-parsers.ts'
import { MissingKey, UnknownMasterKey } from './crypto/key-ring.ts'
import { randomId } from './crypto/random.ts'
import type { KeylessEdge } from './flows/edge/edge.ts'
import { gate } from './gate/gate.ts'
import { admitQuickly } from './gate/quick.ts'
import { BodyBrokenOff } from './http/body.ts'
import { ownAnswer } from './http/own-answer.ts'
import { log } from './log.ts'
import { answer, answerProgram } from './refusals/answer.ts'
import { type OutsideRefusal, publicAnswer } from './refusals/outside.ts'
import type { TROUBLES } from './refusals/troubles.ts'
import { StoreUnavailable, withDeadline } from './store/d1.ts'

/** The tasks of a Worker besides guarding workspaces. Each entry point provides them. */
export interface Duties {
  readonly parsers: PortalParsers
  askPortal(request: Request, url: URL, keyless: KeylessEdge): Promise<Response>
  runScheduled(keyless: KeylessEdge, cron: string): Promise<void>
}

/** `clock` returns Unix time in seconds. It is read once for each request, and again for an open WebSocket. */
export function createWorker(clock: () => number, { parsers, askPortal, runScheduled }: Duties) {
  async function dispatch(request: Request, keyless: KeylessEdge): Promise<Response> {
    const { config } = keyless
    const url = new URL(request.url)
    if (url.protocol !== config.scheme) return ownAnswer(toHttps(request, url), url.protocol)
    if (url.host !== config.portalHost) return gate(request, url, keyless)
    return ownAnswer(await askPortal(request, url, keyless), url.protocol)
  }

  return {
    async fetch(request: Request, env: Env, ctx: ExecutionContext): Promise<Response> {
      const config = parseConfig(env, parsers)
      if (!config.ok) {
        logUnconfigured(config.error)
        const refused = await answer(request, 'not-configured', {
          portalOrigin: '',
          brand: brandInTrouble(env),
        })
        return ownAnswer(refused, new URL(request.url).protocol)
      }
      const keyless: KeylessEdge = {
        ...keylessEdgeOf(env, config.value, ctx, clock),
        client: new RequestClient(request.headers),
      }
      try {
        return await (admitQuickly(request, keyless) ?? dispatch(request, keyless))
      } catch (error) {
        const refused = await answer(request, refusalFrom(request, error), config.value)
        return ownAnswer(refused, config.value.scheme)
      }
    },

    async scheduled({ cron }: ScheduledController, env: Env, ctx: ExecutionContext): Promise<void> {
      const config = parseConfig(env, parsers)
      if (!config.ok) return logUnconfigured(config.error)
      const client = { ip: '', userAgent: 'cron' }
      await runScheduled({ ...keylessEdgeOf(env, config.value, ctx, clock), client }, cron)
    },
  }
}

const USER_AGENT_MAX_LENGTH = 512

/** A class, because an object with a getter is slow to make, and each request makes one. */
class RequestClient implements Client {
  readonly ip: string
  readonly #headers: Headers

  constructor(headers: Headers) {
    // Cloudflare sets this header and overwrites the client's. Only local development lacks it.
    this.ip = headers.get('cf-connecting-ip') ?? '127.0.0.1'
    this.#headers = headers
  }

  /** The User-Agent, or '' if it is too long to store. A truncated one would name another browser. */
  get userAgent(): string {
    const userAgent = this.#headers.get('user-agent') ?? ''
    return userAgent.length > USER_AGENT_MAX_LENGTH ? '' : userAgent
  }
}

export const secondsNow = (): number => Math.floor(Date.now() / 1000)

function keylessEdgeOf(env: Env, config: Config, ctx: ExecutionContext, clock: () => number) {
  const defer = (work: Promise<unknown>) => ctx.waitUntil(work)
  return {
    config,
    db: withDeadline(env.DB),
    kv: env.KV,
    email: env.EMAIL ?? null,
    now: clock(),
    clock,
    defer,
  }
}

/**
 * Redirects a GET or HEAD to https and refuses other methods. The body of such a request was already sent
 * unencrypted, and a redirect would hide that from the client.
 */
function toHttps(request: Request, url: URL): Response {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return answerProgram('https-required')
  }
  const target = new URL(url)
  target.protocol = 'https:'
  return new Response(null, { status: 308, headers: { location: target.href } })
}

function logUnconfigured(problems: readonly ConfigProblem[]): void {
  for (const { variable, problem } of problems) log('error', { event: 'config.unusable', variable, problem })
}

type Trouble = Exclude<keyof typeof TROUBLES, 'https-required' | 'body-broken-off' | 'not-configured'>

function troubleFrom(error: unknown): Trouble {
  if (error instanceof UnknownMasterKey) return 'unknown-master-key'
  if (error instanceof MissingKey) return 'missing-key'
  if (!(error instanceof StoreUnavailable)) return 'internal-error'
  return /no such (table|column)|has no column/.test(error.message) ? 'not-migrated' : 'store-unavailable'
}

function refusalFrom(request: Request, error: unknown): OutsideRefusal {
  if (error instanceof BodyBrokenOff) return 'body-broken-off'
  const refusal = { reason: troubleFrom(error), incident: randomId() }
  logTrouble(request, refusal, error)
  return refusal
}

function logTrouble(
  request: Request,
  refusal: { readonly reason: Trouble; readonly incident: string },
  error: unknown,
): void {
  const { status, problem } = publicAnswer(refusal)
  const { host, pathname } = new URL(request.url)
  // Mask e-mail addresses: the log must not name accounts. Mask the tokens of links in mails. The request has failed, so
  // the link still works, and whoever reads the log could use it.
  const path = pathname
    .split('/')
    .map((segment) => (/@|%40|^spl_/i.test(segment) ? '…' : segment))
    .join('/')
  const said =
    error instanceof Error ? { error: error.message, stack: error.stack ?? '' } : { error: 'unknown' }
  log('error', {
    event: 'request.failed',
    reason: problem.code,
    incident: refusal.incident,
    host,
    path,
    method: request.method,
    status,
    ...said,
  })
}
