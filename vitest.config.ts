import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig, type Plugin } from 'vitest/config'
import { keepFilesInMemory } from './test/support/node/files-in-memory.ts'
import { LANES } from './test/support/node/lanes.ts'
import { propertySettings } from './test/support/node/property-settings.ts'

keepFilesInMemory()

// Everything runs in workerd, with real D1 and KV, except what runs on Node in real life too: what an origin imports,
// and what reads files. The vectors of cryptography run in both.
const ON_NODE = [
  'test/cli/**/*.test.ts',
  'test/origin/**/*.test.ts',
  'test/architecture.test.ts',
  'test/imports.test.ts',
  'test/literals.test.ts',
  'test/documented-*.test.ts',
  'test/paths/**/*.test.ts',
  'test/scripts/**/*.test.ts',
]
// They build the Worker or run wrangler, which takes seconds: not in `npm run check`.
const WITH_WRANGLER = ['test/bundle.test.ts', 'test/scripts/deploy*.test.ts']
const ON_BOTH = ['test/vectors/**/*.test.ts']
const OVER_HTTP = ['journeys', 'gallery', 'abuse', 'races', 'faults', 'properties'].map(
  (folder) => `test/${folder}/**`,
)
/** Takes long. `npm run check` leaves these out. */
const LONG = [
  'test/flows/costs.test.ts',
  'test/flows/notices/{*-mails,write-mail}.test.ts',
  'test/{crypto,flows/sign-in}/password.test.ts',
]

const madeFrom = (words: string) => createHash('sha256').update(words).digest('base64url')

const NO_VECTORS =
  'Wycheproof’s vectors are left out: WYCHEPROOF_DIR is to name testvectors_v1 of https://github.com/C2SP/wycheproof'
let isSaid = false

/** `wycheproof:NAME` is the file NAME.json of the folder that WYCHEPROOF_DIR names, and null where it names none. */
function wycheproof(): Plugin {
  return {
    name: 'wycheproof',
    resolveId: (source) => (source.startsWith('wycheproof:') ? `\0${source}` : undefined),
    load(id) {
      if (!id.startsWith('\0wycheproof:')) return
      const folder = process.env.WYCHEPROOF_DIR
      if (!folder && !isSaid) process.stderr.write(`${NO_VECTORS}\n`)
      isSaid = true
      const name = id.slice('\0wycheproof:'.length)
      return `export default ${folder ? readFileSync(join(folder, `${name}.json`), 'utf8') : 'null'}`
    },
  }
}

/** `import … with { type: 'text' }`, as esbuild and wrangler have it: the name without its ending keeps Vite's hands off. */
function textFiles(): Plugin {
  const PREFIX = '\0text:'
  return {
    name: 'text-files',
    enforce: 'pre',
    resolveId(source, importer) {
      if (!importer || !/\/assets\//.test(importer) || !/^\.\/.+\.(css|js)$/.test(source)) return
      return `${PREFIX}${join(dirname(importer), source)}.text`
    },
    load(id) {
      if (!id.startsWith(PREFIX)) return
      const path = id.slice(PREFIX.length, -'.text'.length)
      this.addWatchFile(path)
      return `export default ${JSON.stringify(readFileSync(path, 'utf8'))}`
    },
  }
}

const onWorkerd = () => [
  wycheproof(),
  textFiles(),
  cloudflareTest(async () => ({
    wrangler: { configPath: './wrangler.toml' },
    miniflare: {
      bindings: {
        MASTER_KEY: madeFrom('master key of the tests'),
        OPERATOR_TOKEN: madeFrom('operator token of the tests'),
        TEST_MIGRATIONS: await readD1Migrations('./migrations'),
      },
    },
  })),
]
const PROPERTIES = 'test/support/properties.ts'
const setupFiles = [PROPERTIES, 'test/support/cheap-hashes.ts', 'test/support/fresh-storage.ts']
const properties = propertySettings()
const provide = { properties }
// Nothing here waits for so long; a noisy machine may.
const testTimeout = 30_000 * properties.times
const patience = { testTimeout, hookTimeout: testTimeout }

const onWorkerdWith = (name: string, files: { include: string[]; exclude?: string[] }) => ({
  plugins: onWorkerd(),
  test: {
    name,
    ...files,
    // All files share one workerd. Starting one for each file took half of the time. A test makes its own
    // bindings and ids, so that it does not find what the edge remembers of another test.
    isolate: false,
    setupFiles,
    provide,
    ...patience,
  },
})

export default defineConfig({
  test: {
    projects: [
      onWorkerdWith('workerd', {
        include: ['test/**/*.test.{ts,tsx}'],
        exclude: [...ON_NODE, ...WITH_WRANGLER, ...OVER_HTTP, ...LONG],
      }),
      onWorkerdWith('long', { include: LONG }),
      {
        plugins: [wycheproof()],
        test: {
          name: 'node',
          include: [...ON_NODE, ...ON_BOTH],
          exclude: WITH_WRANGLER,
          isolate: false,
          setupFiles: [PROPERTIES],
          provide,
          ...patience,
        },
      },
      {
        // Wrangler builds the Worker in each of them, which takes seconds even on an idle machine.
        test: { name: 'built', include: WITH_WRANGLER, testTimeout: 4 * testTimeout },
      },
      './vitest.journeys.config.ts',
    ],
    maxWorkers: LANES,
    silent: 'passed-only',
  },
})
