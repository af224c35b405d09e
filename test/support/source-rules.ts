// The rules for source code, over a map of files. Each file is in a layer, and no file is long. Clock,
// randomness, environment and console are each used in one place. .dependency-cruiser.mjs has the rules for
// imports.

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

const MOST_LINES = 250

export function violationsIn(files: Files): string[] {
  return [...files].flatMap(([path, text]) => {
    const layer = layerOf(path)
    if (!layer) return [`${path} is in no layer`]
    const code = withoutComments(text)
    return [
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

const CLOCK = /\bDate\.now\b|\bnew\s+Date\b(?!\s*\(\s*[^\s)])|(?<!\bnew\s+)\bDate\s*\(|\bperformance\.now\b/
const CHANCE = /\bMath\.random\b|\bgetRandomValues\b|\brandomUUID\b/
const ENVIRONMENT = /\benv\s*\??\.\s*[A-Z]|\benv\s*\[|\}\s*=\s*env\b|\bprocess\.env\b/
const BINDINGS = /\benv\.(DB|KV|EMAIL)\b/g
const CONSOLE = /\bconsole\b\s*[.[]/

function codeViolations(path: string, layer: Layer, code: string): string[] {
  const found: string[] = []
  if (CLOCK.test(code) && layer !== 'index' && layer !== 'origin') found.push('reads the clock')
  // The code that `origin` publishes runs without the rest of the project, so it may not use src/crypto.
  if (CHANCE.test(code) && path !== 'src/crypto/random.ts' && layer !== 'origin')
    found.push('makes its own randomness')
  // index.ts passes on the two stores and the mail binding. config.ts reads everything else.
  const asked = layer === 'index' ? code.replace(BINDINGS, '') : code
  if (ENVIRONMENT.test(asked) && layer !== 'config') found.push('reads the environment')
  if (CONSOLE.test(code) && layer !== 'log') found.push('writes to the console')
  if (layer === 'core' && /\bfetch\s*\(/.test(code)) found.push('does I/O')
  return found.map((what) => `${path} ${what}`)
}

// Removes comments. The character before `//` keeps `https://…` in a string.
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1')
}
