// Returns what a tree of files imports, and which imports break a rule of .dependency-cruiser.mjs. Runs
// dependency-cruiser as `npm run imports` does.

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

/** Runs it on the folder `src` inside `folder`. */
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

/** Returns every file that this file imports at run time, directly or not. Type imports are left out. */
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
