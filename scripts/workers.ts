// Splits one configuration into two Workers. The portal runs the whole edge, on the portal's host, with the
// cron triggers. The gate serves all other routes. A password hash blocks its isolate, and isolates belong to
// one Worker, so sign-ins cannot slow down the gate.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { experimental_readRawConfig as readRawConfig } from 'wrangler'
import { type Defines, logoDefines } from './brand-logo.ts'

export interface Route {
  readonly pattern: string
  readonly custom_domain?: boolean
  readonly zone_name?: string
  readonly zone_id?: string
}

export interface Worker {
  readonly name: string
  readonly main: string
  readonly routes: readonly Route[]
  readonly crons: readonly string[]
}

export interface Workers {
  readonly portal: Worker
  readonly gate: Worker
}

const PROJECT = fileURLToPath(new URL('..', import.meta.url))
const GATE_MAIN = 'src/index-gate.ts'

interface RawConfig {
  readonly name?: string
  readonly main?: string
  readonly route?: string | Route
  readonly routes?: readonly (string | Route)[]
  readonly triggers?: { readonly crons?: readonly string[] }
  readonly vars?: { readonly BRAND_LOGO?: unknown }
  readonly define?: Defines
}

/** Splits the operator's configuration, `toml`. */
export function splitWorkers(toml: string, portalOrigin: string): Workers {
  const { name = 'sallyport', main = 'src/index.ts', route, routes, triggers } = parse(toml)
  const portalHost = new URL(portalOrigin).host
  const all = (routes ?? (route ? [route] : [])).map((one) =>
    typeof one === 'string' ? { pattern: one } : one,
  )
  const gate = all.filter(({ pattern }) => hostOf(pattern) !== portalHost)
  const portal = all.filter(({ pattern }) => hostOf(pattern) === portalHost)
  return {
    portal: {
      name,
      main,
      routes: [...portal, ...portalFirst(portal, gate, portalHost)],
      crons: triggers?.crons ?? [],
    },
    gate: { name: `${name}-gate`, main: GATE_MAIN, routes: gate, crons: [] },
  }
}

/**
 * Returns a route for the portal's host if a wider route of the gate covers it. Otherwise the gate would get
 * the portal's requests: Cloudflare prefers a route to a custom domain, and the more specific of two routes.
 */
function portalFirst(portal: readonly Route[], gate: readonly Route[], portalHost: string): readonly Route[] {
  if (portal.some(({ custom_domain }) => !custom_domain)) return []
  const wider = gate.find((route) => !route.custom_domain && covers(route.pattern, portalHost))
  return wider ? [{ ...wider, pattern: `${portalHost}/*` }] : []
}

/**
 * Tells whether `pattern` covers `host`. `*.example.com/*` covers every host below example.com,
 * `*example.com/*` that host too.
 */
export function covers(pattern: string, host: string): boolean {
  const wanted = hostOf(pattern)
  return wanted.startsWith('*') ? host.endsWith(wanted.slice(1)) : host === wanted
}

/** Returns the host of a route pattern, without scheme and path. */
export const hostOf = (pattern: string): string => pattern.replace(/^[a-z*]+:\/\//, '').replace(/\/.*$/, '')

/**
 * Runs `use` with a configuration file for wrangler and deletes the file afterwards. The file is in the
 * project's folder, because its paths are relative to it.
 */
export async function withConfigOf<T>(
  { name, main, routes, crons }: Worker,
  toml: string,
  use: (config: string) => Promise<T>,
): Promise<T> {
  const { route: _, ...whole } = parse(toml)
  const define = { ...whole.define, ...logoDefines(PROJECT, whole.vars?.BRAND_LOGO) }
  const file = join(PROJECT, `wrangler.deploy-${name}.json`)
  writeFileSync(file, JSON.stringify({ ...whole, name, main, routes, define, triggers: { crons } }, null, 2))
  try {
    return await use(file)
  } finally {
    rmSync(file)
  }
}

/** Parses with wrangler's own parser, which reads only files. */
function parse(toml: string): RawConfig {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-'))
  try {
    const file = join(folder, 'wrangler.toml')
    writeFileSync(file, toml)
    return readRawConfig({ config: file }).rawConfig as RawConfig
  } finally {
    rmSync(folder, { recursive: true })
  }
}
