// The rules of the source tree, over a map of files: which layer may import which, who may read the clock, the
// environment and the console, how long a file may be. Imports point right and down only:
//
//   index → gate, portal, api → flows → store, crypto, providers, notify, words → core
//   gate, portal, api → refusals → http, words → core

export type Files = ReadonlyMap<string, string>

const LAYERS = [
  'core',
  'crypto',
  'store',
  'providers',
  'notify',
  'flows',
  'words',
  'http',
  'refusals',
  'gate',
  'portal',
  'api',
  'index',
  'config',
  'log',
  'origin',
] as const
type Layer = (typeof LAYERS)[number]

const BELOW_FLOWS = ['core', 'crypto', 'store', 'providers', 'notify', 'words'] as const
const BELOW_PROGRAMS = ['core', 'crypto', 'store', 'flows', 'http', 'refusals', 'config', 'log'] as const
const BELOW_PAGES = [...BELOW_PROGRAMS, 'words'] as const

/** What each layer may import beside itself. */
const MAY_IMPORT: Record<Layer, readonly Layer[]> = {
  core: [],
  crypto: ['core'],
  store: ['core', 'crypto'],
  providers: ['core'],
  notify: ['core'],
  flows: [...BELOW_FLOWS, 'config', 'log'],
  words: ['core'],
  http: ['core', 'words'],
  refusals: ['core', 'words', 'http'],
  gate: BELOW_PAGES,
  portal: BELOW_PAGES,
  api: BELOW_PROGRAMS,
  index: [...BELOW_PAGES, 'gate', 'portal', 'api'],
  config: ['core'],
  log: [],
  origin: [],
}

/** Where only the types may come from: store takes what crypto made and makes none of it itself. */
const TYPES_ONLY: readonly (readonly [from: Layer, to: Layer])[] = [
  ['store', 'crypto'],
  ['flows', 'config'],
  ['http', 'words'],
]

/** Packages of the layers that are kept to themselves; the others may use what package.json has. */
const MAY_USE: Partial<Record<Layer, readonly RegExp[]>> = {
  core: [],
  crypto: [/^jose$/, /^node:crypto$/],
  store: [],
  providers: [/^openid-client$/, /^jose$/],
  notify: [],
  words: [/^hono\/jsx$/],
  flows: [],
  config: [],
  log: [],
  origin: [/^jose$/, /^hono$/],
}

/** What the hot path must not reach, whatever is between. */
export const SECRETS: readonly string[] = [
  'src/crypto/seal.ts',
  'src/crypto/password.ts',
  'src/store/authenticators.ts',
  'src/store/recovery-codes.ts',
]
const MOST_LINES = 250

export function violationsIn(files: Files): string[] {
  return [...files].flatMap(([path, text]) => {
    const layer = layerOf(path)
    if (!layer) return [`${path} is in no layer`]
    const code = withoutComments(text)
    return [
      ...importViolations(files, path, layer, code),
      ...(layer === 'gate' ? secretsReached(files, path) : []),
      ...codeViolations(path, layer, code),
      ...(text.split('\n').length - 1 > MOST_LINES ? [`${path} has more than ${MOST_LINES} lines`] : []),
    ]
  })
}

function layerOf(path: string): Layer | null {
  if (/^src\/(index-gate|worker)\.ts$/.test(path)) return 'index'
  const name =
    /^src\/(?:(index|config|log)\.ts|(core|crypto|store|providers|notify|words|flows|http|refusals|gate|portal|api|origin)\/.+)$/.exec(
      path,
    )
  return LAYERS.find((layer) => layer === (name?.[1] ?? name?.[2])) ?? null
}

interface Import {
  readonly source: string
  readonly isTypesOnly: boolean
}

function importsOf(code: string): Import[] {
  const found = code.matchAll(
    /\b(?:import|export)\s+(type\s+)?(?:[^'"`;()]*?\bfrom\s*)?['"]([^'"]+)['"]|\bimport\s*\(\s*['"`]([^'"`]+)['"`]/g,
  )
  return [...found].map(([, isType, source, dynamic]) => ({
    source: source ?? dynamic ?? '',
    isTypesOnly: isType !== undefined,
  }))
}

function importViolations(files: Files, path: string, layer: Layer, code: string): string[] {
  return importsOf(code).flatMap(({ source, isTypesOnly }) => {
    if (!source.startsWith('.')) {
      const isKnown = MAY_USE[layer]?.some((pattern) => pattern.test(source)) ?? true
      const isMiddlewareType = layer === 'origin' && source === 'hono' && !isTypesOnly
      return isKnown && !isMiddlewareType ? [] : [`${path} uses the package ${source}`]
    }
    const target = resolve(path, source)
    const to = files.has(target) ? layerOf(target) : null
    if (!to) return [`${path} imports ${target}, which is not there`]
    if (to !== layer && !MAY_IMPORT[layer].includes(to))
      return [`${path} imports ${target}: ${layer} → ${to}`]
    const wantsTypes = TYPES_ONLY.some(([from, types]) => from === layer && types === to)
    return wantsTypes && !isTypesOnly ? [`${path} imports more than types of ${target}`] : []
  })
}

/** Whatever a gate file imports and runs, and what that imports in turn, can't open or spend a person's secret. */
function secretsReached(files: Files, gate: string): string[] {
  const seen = new Set([gate])
  for (const path of seen) {
    for (const { source, isTypesOnly } of importsOf(withoutComments(files.get(path) ?? ''))) {
      if (source.startsWith('.') && !isTypesOnly) seen.add(resolve(path, source))
    }
  }
  return [...seen].filter((path) => SECRETS.includes(path)).map((path) => `${gate} reaches ${path}`)
}

const CLOCK = /\bDate\.now\b|\bnew\s+Date\b(?!\s*\(\s*[^\s)])|(?<!\bnew\s+)\bDate\s*\(|\bperformance\.now\b/
const CHANCE = /\bMath\.random\b|\bgetRandomValues\b|\brandomUUID\b/
const ENVIRONMENT = /\benv\s*\??\.\s*[A-Z]|\benv\s*\[|\}\s*=\s*env\b|\bprocess\.env\b/
const BINDINGS = /\benv\.(DB|KV|EMAIL)\b/g
const CONSOLE = /\bconsole\b\s*[.[]/

function codeViolations(path: string, layer: Layer, code: string): string[] {
  const isBrowsers = path.startsWith('src/portal/assets/')
  const found: string[] = []
  if (CLOCK.test(code) && layer !== 'index' && layer !== 'origin' && !isBrowsers)
    found.push('reads the clock')
  // What origin publishes runs by itself, without our crypto beside it.
  if (CHANCE.test(code) && path !== 'src/crypto/random.ts' && layer !== 'origin')
    found.push('makes its own chance')
  // index.ts hands the two stores and the mail on; what they are bound to is looked at in config.ts.
  const asked = layer === 'index' ? code.replace(BINDINGS, '') : code
  if (ENVIRONMENT.test(asked) && layer !== 'config') found.push('reads the environment')
  if (CONSOLE.test(code) && layer !== 'log') found.push('writes to the console')
  if (layer === 'core' && /\bfetch\s*\(/.test(code)) found.push('does I/O')
  return found.map((what) => `${path} ${what}`)
}

function resolve(from: string, source: string): string {
  return new URL(source, `file:///${from}`).pathname.slice(1)
}

// The letter before keeps `https://…` in a string from being taken for a comment.
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1')
}
