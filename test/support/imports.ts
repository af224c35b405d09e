// What a tree of files imports, and which of it breaks a rule of .dependency-cruiser.mjs: asked of dependency-cruiser as
// `npm run imports` asks it.

import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

const PROJECT = join(import.meta.dirname, '../..')
const CRUISER = join(PROJECT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')

interface Cruise {
  readonly modules: readonly {
    readonly source: string
    readonly dependencies: readonly {
      readonly resolved: string
      readonly dependencyTypes: readonly string[]
    }[]
  }[]
  readonly summary: {
    readonly violations: readonly {
      readonly from: string
      readonly to: string
      readonly rule: { readonly name: string }
    }[]
  }
}

/** Of the folder `src` in this one. */
export function cruise(folder: string): Cruise {
  const config = join(PROJECT, '.dependency-cruiser.mjs')
  const asked = ['--config', config, '--output-type', 'json', 'src']
  const answer = execFileSync(process.execPath, [CRUISER, ...asked], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return JSON.parse(answer)
}

export const violationsIn = ({ summary }: Cruise): string[] =>
  summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)

/** All that this file imports and runs, and what that imports in turn; types are not run. */
export function reachedBy(path: string, { modules }: Cruise): string[] {
  const importsOf = new Map(modules.map(({ source, dependencies }) => [source, dependencies]))
  const seen = new Set([path])
  for (const each of seen) {
    for (const { resolved, dependencyTypes } of importsOf.get(each) ?? []) {
      if (!dependencyTypes.includes('type-only')) seen.add(resolved)
    }
  }
  return [...seen]
}
