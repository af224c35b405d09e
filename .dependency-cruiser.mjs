// The rules for imports: which folder of src may import which other folders, and which packages. Imports point
// right and down only:
//
//   index → gate, portal, api → flows → store, crypto, providers, notify, words → core
//           gate, portal, api → refusals → http, words → core
//
// `npm run imports` prints each violation. test/imports.test.ts requires that there is no violation, and plants
// one of each kind to prove that the rules find it.

const BELOW_FLOWS = ['core', 'crypto', 'store', 'providers', 'notify', 'words']
const BELOW_PROGRAMS = ['core', 'crypto', 'flows', 'http', 'refusals', 'config', 'log']
const BELOW_PAGES = [...BELOW_PROGRAMS, 'words']

/** The other layers that each layer may import. */
const MAY_IMPORT = {
  core: [],
  crypto: ['core'],
  store: ['core', 'crypto'],
  providers: ['core'],
  notify: ['core'],
  flows: [...BELOW_FLOWS, 'config', 'log'],
  words: ['core'],
  http: ['core', 'words'],
  refusals: ['core', 'words', 'http'],
  gate: [...BELOW_PAGES, 'store'],
  portal: BELOW_PAGES,
  api: BELOW_PROGRAMS,
  index: [...BELOW_PAGES, 'store', 'gate', 'portal', 'api'],
  config: ['core'],
  log: [],
  origin: [],
}

/**
 * Pairs of layers where only types may be imported. The store takes values that crypto made, for example, and
 * makes none itself.
 */
const TYPES_ONLY = [
  ['store', 'crypto'],
  ['flows', 'config'],
  ['http', 'words'],
]

/** The packages that restricted layers may use. Other layers may use everything in package.json. */
const MAY_USE = {
  core: [],
  crypto: ['jose', 'node:crypto', '@simplewebauthn/server'],
  store: [],
  providers: ['openid-client', 'jose'],
  notify: [],
  words: ['hono/jsx'],
  flows: [],
  config: [],
  log: [],
  origin: ['jose', 'hono'],
}

/** Matches a layer, which is a folder or a file of the same name. */
const within = (layer) =>
  layer === 'index' ? '^src/(index|index-gate|worker)[.]ts$' : `^src/${layer}(/|[.]ts$)`

/** Matches a package as it is resolved, or as it is written if it is not installed. */
function ofPackage(name) {
  if (name.startsWith('node:')) return `^(node:)?${name.slice('node:'.length)}$`
  const [first, inner] = name.split('/')
  return inner ? `^(node_modules/)?${first}/(dist/)?(types/)?${inner}(/|$)` : `^(node_modules/)?${first}(/|$)`
}

const layerRules = Object.entries(MAY_IMPORT).map(([layer, allowed]) => ({
  name: `layers: ${layer}`,
  comment: `${layer} imports itself${allowed.map((each) => `, ${each}`).join('')}, and nothing else of src.`,
  severity: 'error',
  from: { path: within(layer) },
  to: { path: '^src/', pathNot: [layer, ...allowed].map(within) },
}))

const typeRules = TYPES_ONLY.map(([from, to]) => ({
  name: `types only: ${from} → ${to}`,
  severity: 'error',
  from: { path: within(from) },
  to: { path: within(to), dependencyTypesNot: ['type-only'] },
}))

const packageRules = Object.entries(MAY_USE).map(([layer, allowed]) => ({
  name: `packages: ${layer}`,
  comment: `${layer} uses ${allowed.join(', ') || 'no package'}.`,
  severity: 'error',
  from: { path: within(layer) },
  to: { pathNot: ['^src/', ...allowed.map(ofPackage)] },
}))

export default {
  forbidden: [
    ...layerRules,
    ...typeRules,
    ...packageRules,
    {
      name: 'types only: origin → hono',
      comment: 'Only types of Hono are imported, so that an origin without Hono can use the package.',
      severity: 'error',
      from: { path: within('origin') },
      to: { path: ofPackage('hono'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'there',
      comment: 'Every imported file exists.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, path: '^[.]' },
    },
    {
      name: 'no cycles of files',
      comment: 'Two files never import each other, not even for types.',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'no cycles of folders in flows',
      severity: 'error',
      scope: 'folder',
      from: { path: '^src/flows/' },
      to: { circular: true },
    },
  ],
  options: {
    // Parses with swc, because TypeScript 7 has no API for parsers yet.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: '^node_modules/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
}
