// `node scripts/build-cli.ts [FOLDER]`: builds the command line for the package, as one file of JavaScript for
// Node 20, beside the licences of the libraries in it. So the package has no dependencies that only the
// command line needs (docs/decisions/0047).

import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

const [OUTPUT = 'dist/cli'] = process.argv.slice(2)

rmSync(OUTPUT, { recursive: true, force: true })
const { metafile } = await build({
  entryPoints: ['cli/main.ts'],
  outfile: join(OUTPUT, 'main.js'),
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  // Left out of the file. Origins that verify assertions have jose anyway.
  external: ['jose'],
  metafile: true,
  logLevel: 'warning',
  // Libraries in CommonJS ask for Node's modules with `require`.
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
})
writeFileSync(join(OUTPUT, 'LICENSES.txt'), licencesOf(Object.keys(metafile.inputs)))

function licencesOf(files: readonly string[]): string {
  const packages = new Set(
    files.flatMap((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.slice(1) ?? []),
  )
  return [...packages].toSorted().map(licenceOf).join('\n')
}

/** Throws if a package has no licence: then it must not be in the file. */
function licenceOf(name: string): string {
  const folder = join('node_modules', name)
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each))
  if (!file) throw new Error(`${name} has no licence`)
  return `${name}\n${'='.repeat(name.length)}\n\n${readFileSync(join(folder, file), 'utf8')}`
}
