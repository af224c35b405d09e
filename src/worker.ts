// A Worker: configuration, the clock read once, dispatch by host, and the one place where whatever was not expected ends.
// It fails closed: nothing is forwarded that the gate did not admit. The gate is in it; what else it does is its entry's.

import { type Config, type ConfigProblem, type Env, parseConfig } from './config.ts'
import { MissingKey, UnknownMasterKey } from './crypto/key-ring.ts'
import { randomId } from './crypto/random.ts'
import type { KeylessEdge } from './flows/edge/edge.ts'
import { gate } from './gate/gate.ts'
import { BodyBrokenOff } from './http/body.ts'
import { again, errorPage } from './http/error-page.ts'
import { isNavigation } from './http/navigation.ts'
import { ownAnswer } from './http/own-answer.ts'
import { problemResponse } from './http/problems.ts'
import { log } from './log.ts'
import { StoreUnavailable, withDeadline } from './store/d1.ts'
import { outside as english } from './words/en/outside.ts'
import { loadOutsideWords } from './words/outside.ts'

/** What a Worker does beside guarding workspaces. */
export interface Duties {
  askPortal(request: Request, url: URL, keyless: KeylessEdge): Promise<Response>
  runScheduled(keyless: KeylessEdge, cron: string): Promise<void>
}

/** `clock` gives seconds since 1970, and is read once for each request. */
export function createWorker(clock: () => number, { askPortal, runScheduled }: Duties) {
  async function dispatch(request: Request, keyless: KeylessEdge): Promise<Response> {
    const { config } = keyless
    const url = new URL(request.url)
    if (url.protocol !== config.scheme) return ownAnswer(toHttps(request, url), url.protocol)
    if (url.host !== config.portalHost) return gate(request, url, keyless)
    return ownAnswer(await askPortal(request, url, keyless), url.protocol)
  }

  return {
    async fetch(request: Request, env: Env, ctx: ExecutionContext): Promise<Response> {
      const config = parseConfig(env)
      if (!config.ok)
        return ownAnswer(await refuseUnconfigured(request, config.error), new URL(request.url).protocol)
      const keyless: KeylessEdge = {
        ...keylessEdgeOf(env, config.value, ctx, clock()),
        client: {
          ip: request.headers.get('cf-connecting-ip') ?? '127.0.0.1',
          get userAgent() {
            return userAgentOf(request)
          },
        },
      }
      try {
        return await dispatch(request, keyless)
      } catch (error) {
        return ownAnswer(await answerTrouble(request, config.value, error), config.value.scheme)
      }
    },

    async scheduled({ cron }: ScheduledController, env: Env, ctx: ExecutionContext): Promise<void> {
      const config = parseConfig(env)
      if (!config.ok) return logUnconfigured(config.error)
      const client = { ip: '', userAgent: 'cron' }
      await runScheduled({ ...keylessEdgeOf(env, config.value, ctx, clock()), client }, cron)
    },
  }
}

const USER_AGENT_MAX_LENGTH = 512

/** Empty where it is too long to be kept: a cut one would name another browser. */
function userAgentOf({ headers }: Request): string {
  const userAgent = headers.get('user-agent') ?? ''
  return userAgent.length > USER_AGENT_MAX_LENGTH ? '' : userAgent
}

export const secondsNow = (): number => Math.floor(Date.now() / 1000)

function keylessEdgeOf(env: Env, config: Config, ctx: ExecutionContext, now: number) {
  const defer = (work: Promise<unknown>) => ctx.waitUntil(work)
  return { config, db: withDeadline(env.DB), kv: env.KV, email: env.EMAIL ?? null, now, defer }
}

/** Only what loses nothing by it is sent on; a body that came in clear was read by whoever listens. */
function toHttps(request: Request, url: URL): Response {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return problemResponse({ status: 400, code: 'https_required', title: 'Only https is spoken here' })
  }
  const target = new URL(url)
  target.protocol = 'https:'
  return new Response(null, { status: 308, headers: { location: target.href } })
}

function logUnconfigured(problems: readonly ConfigProblem[]): void {
  for (const { variable, problem } of problems) log('error', { event: 'config.unusable', variable, problem })
}

async function refuseUnconfigured(request: Request, problems: readonly ConfigProblem[]): Promise<Response> {
  logUnconfigured(problems)
  const { title } = english.trouble.not_configured
  if (!isNavigation(request)) return problemResponse({ status: 503, code: 'not_configured', title })
  const words = await loadOutsideWords(request)
  return errorPage({ status: 503, ...words.trouble.not_configured, words, portalOrigin: '' })
}

interface Trouble {
  readonly status: 500 | 503
  readonly code:
    | 'not_migrated'
    | 'store_unavailable'
    | 'unknown_master_key'
    | 'missing_key'
    | 'internal_error'
}

function troubleFrom(error: unknown): Trouble {
  if (error instanceof StoreUnavailable) {
    const lacksSchema = /no such (table|column)|has no column/.test(error.message)
    return { status: 503, code: lacksSchema ? 'not_migrated' : 'store_unavailable' }
  }
  if (error instanceof UnknownMasterKey) return { status: 503, code: 'unknown_master_key' }
  if (error instanceof MissingKey) return { status: 503, code: 'missing_key' }
  return { status: 500, code: 'internal_error' }
}

async function answerTrouble(request: Request, config: Config, error: unknown): Promise<Response> {
  if (error instanceof BodyBrokenOff)
    return problemResponse({
      status: 400,
      code: 'body_broken_off',
      title: 'The body of the request broke off',
    })
  const incident = randomId()
  const { status, code } = troubleFrom(error)
  const { host, pathname } = new URL(request.url)
  // An address is one of an account.
  const path = pathname
    .split('/')
    .map((segment) => (/@|%40/.test(segment) ? '…' : segment))
    .join('/')
  const said =
    error instanceof Error ? { error: error.message, stack: error.stack ?? '' } : { error: 'unknown' }
  log('error', {
    event: 'request.failed',
    reason: code,
    incident,
    host,
    path,
    method: request.method,
    status,
    ...said,
  })
  const headers: Record<string, string> = status === 503 ? { 'retry-after': '30' } : {}
  if (!isNavigation(request)) {
    const { title, message } = english.trouble[code]
    return problemResponse({ status, code, title, detail: message, incident }, headers)
  }
  const words = await loadOutsideWords(request)
  const { portalOrigin } = config
  const link = again(words)
  return errorPage({ status, ...words.trouble[code], words, portalOrigin, incident, link }, headers)
}
