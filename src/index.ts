// The Worker's entry: configuration, the clock read once, dispatch by host, and the one place where whatever was not
// expected ends. It fails closed: nothing is forwarded that the gate did not admit. What the gate doesn't need is
// evaluated only where it is asked for: an isolate that only guards workspaces starts with the gate alone.

import { type Config, type ConfigProblem, type Env, parseConfig } from './config.ts'
import { MissingKey, UnknownMasterKey } from './crypto/key-ring.ts'
import { randomId } from './crypto/random.ts'
import type { Bindings } from './flows/edge.ts'
import { loadRing } from './flows/edge-facts.ts'
import { gate } from './gate.ts'
import { errorPage } from './http/error-page.ts'
import { isNavigation } from './http/navigation.ts'
import { problemResponse } from './http/problems.ts'
import { log } from './log.ts'
import { asset } from './portal/assets/asset.ts'
import { withDeadline } from './store/deadline.ts'

/** `clock` gives seconds since 1970, and is read once for each request. */
export function createEdge(clock: () => number) {
  return {
    async fetch(request: Request, env: Env, ctx: ExecutionContext): Promise<Response> {
      const config = parseConfig(env)
      if (!config.ok) return refuseUnconfigured(request, config.error)
      const bindings: Bindings = {
        ...bindingsOf(env, config.value, ctx, clock()),
        client: {
          ip: request.headers.get('cf-connecting-ip') ?? '127.0.0.1',
          get userAgent() {
            return (request.headers.get('user-agent') ?? '').slice(0, 300)
          },
        },
      }
      try {
        return await dispatch(request, bindings)
      } catch (error) {
        return answerTrouble(request, config.value, error)
      }
    },

    async scheduled({ cron }: ScheduledController, env: Env, ctx: ExecutionContext): Promise<void> {
      const config = parseConfig(env)
      if (!config.ok) return logUnconfigured(config.error)
      const { runScheduled } = await import('./flows/scheduled.ts')
      const client = { ip: '', userAgent: 'cron' }
      await runScheduled({ ...bindingsOf(env, config.value, ctx, clock()), client }, cron)
    },
  }
}

export default createEdge(() => Math.floor(Date.now() / 1000))

function bindingsOf(env: Env, config: Config, ctx: ExecutionContext, now: number) {
  const defer = (work: Promise<unknown>) => ctx.waitUntil(work)
  return { config, db: withDeadline(env.DB), kv: env.KV, email: env.EMAIL ?? null, now, defer }
}

function dispatch(request: Request, bindings: Bindings): Response | Promise<Response> {
  const { config } = bindings
  const url = new URL(request.url)
  if (url.protocol !== config.scheme) return toHttps(request, url)
  if (url.host !== config.portalHost) return gate(request, url, bindings)
  return askPortal(request, url, bindings)
}

async function askPortal(request: Request, url: URL, bindings: Bindings): Promise<Response> {
  const file = asset(request, url)
  if (file) return file
  const edge = { ...bindings, ring: await loadRing(bindings) }
  const isForPrograms = url.pathname.startsWith('/api/') || url.pathname === '/openapi.json'
  if (isForPrograms || url.pathname === '/docs') {
    const { api } = await import('./api/app.ts')
    return api.fetch(request, { edge })
  }
  const { portal } = await import('./portal/app.tsx')
  return portal.fetch(request, { edge })
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

function refuseUnconfigured(
  request: Request,
  problems: readonly ConfigProblem[],
): Response | Promise<Response> {
  logUnconfigured(problems)
  const title = 'Sallyport is not set up'
  if (!isNavigation(request)) return problemResponse({ status: 503, code: 'not_configured', title })
  const message = 'Something in its configuration is missing or unusable. Its log names the variable.'
  return errorPage({ status: 503, title, message, portalOrigin: '' })
}

interface Trouble {
  readonly status: 500 | 503
  readonly code:
    | 'not_migrated'
    | 'store_unavailable'
    | 'unknown_master_key'
    | 'missing_key'
    | 'internal_error'
  readonly title: string
  readonly message: string
}

function troubleFrom(error: unknown): Trouble {
  const text = error instanceof Error ? error.message : ''
  if (/no such (table|column)|has no column/.test(text)) {
    const title = 'The database is not migrated'
    const message =
      'Sallyport is installed, but its tables are missing or old. Whoever runs it must apply the migrations.'
    return { status: 503, code: 'not_migrated', title, message }
  }
  if (error instanceof UnknownMasterKey) {
    const title = 'Sallyport can’t open its keys'
    const message =
      'MASTER_KEY is not the one that its keys were sealed with. Whoever runs it must put that one back.'
    return { status: 503, code: 'unknown_master_key', title, message }
  }
  if (error instanceof MissingKey) {
    const title = 'Sallyport has lost a key'
    const message =
      'What it keeps of you is sealed with a key that its database has no more. Whoever runs it finds its name in the log.'
    return { status: 503, code: 'missing_key', title, message }
  }
  if (/^D1_/.test(text)) {
    const title = 'Sallyport can’t reach its database'
    const message =
      'Nobody is let in while it can’t be asked. Nothing you sent is known to be saved. Try again in a minute.'
    return { status: 503, code: 'store_unavailable', title, message }
  }
  const message =
    'That is a fault of Sallyport’s. Nobody was let in by it. Try again; if it stays, report the incident.'
  return { status: 500, code: 'internal_error', title: 'Something went wrong here', message }
}

function answerTrouble(request: Request, config: Config, error: unknown): Response | Promise<Response> {
  const incident = randomId()
  const { status, code, title, message } = troubleFrom(error)
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
  if (!isNavigation(request))
    return problemResponse({ status, code, title, detail: message, incident }, headers)
  return errorPage({ status, title, message, portalOrigin: config.portalOrigin, incident }, headers)
}
