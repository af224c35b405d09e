// Reads the environment; no other file does. Returns the whole configuration, or a list of problems by
// variable. Nothing is served until the list is empty.

import { OUTAGE_MAX_SECONDS, PASS_MAX_SECONDS } from './core/access.ts'
import { type Brand, parseBrand } from './core/brand.ts'
import { builtLogoType } from './core/built-logo.ts'
import type { NoticeConfig } from './core/notice-config.ts'
import type { PortalParsers } from './core/portal-parsers.ts'
import { PASSWORD, type Provider } from './core/provider.ts'
import { parseProviders } from './core/provider-config.ts'
import { err, ok, type Result } from './core/result.ts'
import { isOperatorToken, parseMasterKey } from './core/secret-config.ts'
import { isLoopbackName } from './core/workspace.ts'

export interface Env {
  readonly DB: D1Database
  readonly KV: KVNamespace
  /** The send_email binding, if configured. */
  readonly EMAIL?: SendEmail
  readonly PORTAL_ORIGIN?: string
  /** A JSON array, as text or already parsed by wrangler. Each client secret is a separate secret. */
  readonly PROVIDERS?: unknown
  readonly MASTER_KEY?: string
  readonly MASTER_KEY_PREVIOUS?: string
  readonly OPERATOR_TOKEN?: string
  readonly PASS_SECONDS?: string
  readonly OUTAGE_SECONDS?: string
  readonly SESSION_HOURS?: string
  readonly SESSION_IDLE_HOURS?: string
  readonly ORIGIN_TIMEOUT_SECONDS?: string
  readonly NOTICE_WEBHOOK_URL?: string
  readonly NOTICE_WEBHOOK_SECRET?: string
  readonly NOTICE_WEBHOOK_SECRET_PREVIOUS?: string
  readonly NOTICE_EMAIL_FROM?: string
  readonly NOTICE_CONTACT?: string
  readonly PUBLIC_PATHS?: string
  readonly BRAND_NAME?: string
  readonly BRAND_LOGO?: string
  readonly BRAND_ACCENT?: string
  readonly BRAND_SUPPORT?: string
  readonly BRAND_FOOTER?: string
}

export interface Config {
  readonly portalOrigin: string
  readonly portalHost: string
  /** The scheme of the portal and of every workspace host: `https:`, or `http:` on localhost. */
  readonly scheme: 'https:' | 'http:'
  readonly isLocal: boolean
  /** 32 bytes each. The current key is first. */
  readonly masterKeys: readonly [Uint8Array<ArrayBuffer>, ...Uint8Array<ArrayBuffer>[]]
  readonly operatorToken: string
  readonly providers: readonly Provider[]
  readonly passSeconds: number
  /** How long people may go on after their pass has ended, while D1 can't be asked. 0: not at all. */
  readonly outageSeconds: number
  readonly sessionSeconds: number
  readonly sessionIdleSeconds: number
  readonly originTimeoutSeconds: number
  /** Who may open paths to everybody. */
  readonly publicPathsBy: 'admins' | 'operator'
  readonly notices: NoticeConfig
  readonly brand: Brand
}

export interface ConfigProblem {
  readonly variable: keyof Env
  readonly problem: string
}

const parsed = new WeakMap<object, Result<Config, readonly ConfigProblem[]>>()

/**
 * Parses the configuration once for each `env`, which is once per isolate. In the gate's Worker, `parsers` read
 * nothing.
 */
export function parseConfig(env: Env, parsers: PortalParsers): Result<Config, readonly ConfigProblem[]> {
  const known = parsed.get(env)
  if (known) return known
  const fresh = readConfig(env, parsers)
  parsed.set(env, fresh)
  return fresh
}

function readConfig(
  env: Env,
  { parseNotices, parseSupport }: PortalParsers,
): Result<Config, readonly ConfigProblem[]> {
  const problems: ConfigProblem[] = []
  const complain = (variable: keyof Env, problem: string) => void problems.push({ variable, problem })

  if (!env.DB) complain('DB', 'the D1 binding is missing')
  if (!env.KV) complain('KV', 'the KV binding is missing')
  const portal = readPortalOrigin(env.PORTAL_ORIGIN, complain)
  const isLocal = portal !== null && isLoopbackName(portal.hostname)
  const masterKey = readKey('MASTER_KEY', env.MASTER_KEY, complain)
  const previous = env.MASTER_KEY_PREVIOUS
    ? readKey('MASTER_KEY_PREVIOUS', env.MASTER_KEY_PREVIOUS, complain)
    : null
  const operatorToken = env.OPERATOR_TOKEN ?? ''
  if (!isOperatorToken(operatorToken)) {
    complain('OPERATOR_TOKEN', 'must be at least 32 random characters')
  }
  const number = (variable: NumberVariable, fallback: number, least: number, most: number) => {
    const value = env[variable] === undefined ? fallback : Number(env[variable])
    if (Number.isInteger(value) && value >= least && value <= most) return value
    complain(variable, `must be a whole number from ${least} to ${most}`)
    return fallback
  }
  const providers = readProviders(env, portal?.host ?? '', isLocal, complain)
  const passSeconds = number('PASS_SECONDS', 120, 60, PASS_MAX_SECONDS)
  const outageSeconds = number('OUTAGE_SECONDS', 0, 0, OUTAGE_MAX_SECONDS)
  const sessionSeconds = number('SESSION_HOURS', 24, 1, 720) * 3600
  const sessionIdleSeconds = number('SESSION_IDLE_HOURS', 8, 1, 720) * 3600
  const originTimeoutSeconds = number('ORIGIN_TIMEOUT_SECONDS', 60, 1, 600)
  const publicPathsBy = readPublicPaths(env.PUBLIC_PATHS, complain)
  const brand = parseBrand(env, { isLogoBuilt: builtLogoType() !== null, parseSupport }, complain)
  const notices = parseNotices(env, { allowsLoopback: isLocal, senderName: brand.name }, complain)
  if (notices.mailFrom && !env.EMAIL) {
    complain('EMAIL', 'the send_email binding is missing; NOTICE_EMAIL_FROM needs it')
  }

  if (problems.length > 0 || !portal || !masterKey) return err(problems)
  return ok({
    portalOrigin: portal.origin,
    portalHost: portal.host,
    scheme: portal.protocol === 'https:' ? 'https:' : 'http:',
    isLocal,
    masterKeys: previous ? [masterKey, previous] : [masterKey],
    operatorToken,
    providers,
    passSeconds,
    outageSeconds,
    sessionSeconds,
    sessionIdleSeconds,
    originTimeoutSeconds,
    publicPathsBy,
    notices,
    brand,
  })
}

type Complain = (variable: keyof Env, problem: string) => void
type NumberVariable =
  | 'PASS_SECONDS'
  | 'OUTAGE_SECONDS'
  | 'SESSION_HOURS'
  | 'SESSION_IDLE_HOURS'
  | 'ORIGIN_TIMEOUT_SECONDS'

function readPortalOrigin(text: string | undefined, complain: Complain): URL | null {
  const url = text && URL.canParse(text) ? new URL(text) : null
  if (!url || url.origin !== text) {
    complain('PORTAL_ORIGIN', 'must be a web origin such as https://auth.example.com, without a path')
    return null
  }
  if (url.protocol !== 'https:' && !isLoopbackName(url.hostname)) {
    complain('PORTAL_ORIGIN', 'must be https, except on localhost')
    return null
  }
  return url
}

/** Returns password sign-in alone if PROVIDERS is not set. */
function readProviders(
  env: Env,
  portalHost: string,
  isLocal: boolean,
  complain: Complain,
): readonly Provider[] {
  if (env.PROVIDERS === undefined || env.PROVIDERS === '') return [PASSWORD]
  const secrets = env as unknown as Readonly<Record<string, unknown>>
  const secret = (name: string) => (typeof secrets[name] === 'string' ? secrets[name] : undefined)
  const parsed = parseProviders(env.PROVIDERS, { allowsLoopback: isLocal, portalHost, secret })
  if (parsed.ok) return parsed.value
  for (const problem of parsed.error) complain('PROVIDERS', problem)
  return []
}

function readPublicPaths(text: string | undefined, complain: Complain): Config['publicPathsBy'] {
  if (text === undefined || text === '') return 'admins'
  if (text !== 'operator') complain('PUBLIC_PATHS', 'must be "operator", or not set')
  return 'operator'
}

function readKey(
  variable: keyof Env,
  text: string | undefined,
  complain: Complain,
): Uint8Array<ArrayBuffer> | null {
  const bytes = text ? parseMasterKey(text) : null
  if (bytes) return bytes
  complain(variable, 'must be 32 random bytes in base64')
  return null
}
