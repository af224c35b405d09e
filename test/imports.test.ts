import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { cruise, reachedBy, violationsIn } from './support/imports.ts'

/** The modules that open or spend a person's secret. */
const SECRETS = [
  'src/crypto/seal.ts',
  'src/crypto/password.ts',
  'src/store/authenticators.ts',
  'src/store/recovery-codes.ts',
]

const secretsReachedIn = (tree: ReturnType<typeof cruise>) =>
  tree.modules
    .map(({ source }) => source)
    .filter((path) => path.startsWith('src/gate/'))
    .flatMap((path) =>
      reachedBy(path, tree)
        .filter((each) => SECRETS.includes(each))
        .map((secret) => `${path} reaches ${secret}`),
    )

describe('the source', () => {
  const tree = cruise(join(import.meta.dirname, '..'))

  it('keeps its layers: imports go right and down only, without cycles', () => {
    expect(violationsIn(tree)).toEqual([])
  })

  it('lets the gate reach nothing that opens or spends a person’s secret', () => {
    expect(secretsReachedIn(tree)).toEqual([])
  })

  it('has the files that the rules name, so no rule is empty', () => {
    expect(tree.modules.map(({ source }) => source)).toEqual(
      expect.arrayContaining(['src/gate/gate.ts', ...SECRETS]),
    )
  })
})

const packageFiles = (name: string, inner = 'index.js') => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({
    exports: { '.': './index.js', './jsx': './dist/jsx/index.js' },
  }),
  [`node_modules/${name}/${inner}`]: 'export {}',
})

// A small tree that follows every rule. Each case adds one file with one violation.
const SOUND: Readonly<Record<string, string>> = {
  ...packageFiles('jose'),
  ...packageFiles('openid-client'),
  ...packageFiles('express'),
  ...packageFiles('hono', 'dist/jsx/index.js'),
  ...packageFiles('hono'),
  'src/index.ts':
    "import { parseConfig } from './config.ts'\nimport { gate } from './gate/gate.ts'\nimport { portal } from './portal/app.tsx'\nexport const all = [gate, portal, parseConfig]",
  'src/config.ts':
    "import { ok } from './core/result.ts'\nexport interface Config {}\nexport const parseConfig = ok",
  'src/log.ts': 'export const log = 1',
  'src/core/result.ts': 'export const ok = 1',
  'src/crypto/seal.ts':
    "import { ok } from '../core/result.ts'\nexport type Sealed = string\nexport const open = ok",
  'src/crypto/random.ts': "import { scrypt } from 'node:crypto'\nexport const digest = scrypt",
  'src/store/authenticators.ts':
    "import type { Sealed } from '../crypto/seal.ts'\nexport const spend = (x: Sealed) => x",
  'src/providers/oidc.ts':
    "import { discovery } from 'openid-client'\nimport { ok } from '../core/result.ts'\nexport const ask = [discovery, ok]",
  'src/flows/renew.ts': "import type { Config } from '../config.ts'\nexport const renew = (x: Config) => x",
  'src/flows/second-factor.ts':
    "import { open } from '../crypto/seal.ts'\nimport { spend } from '../store/authenticators.ts'\nexport const prove = [open, spend]",
  'src/flows/entry/enter.ts': 'export const enter = 1',
  'src/words/en.ts':
    "import type { Child } from 'hono/jsx'\nimport { ok } from '../core/result.ts'\nexport const en = (x: Child) => [x, ok]",
  'src/http/cookies.ts': "import { ok } from '../core/result.ts'\nexport const cookie = ok",
  'src/refusals/answer.ts': "import { cookie } from '../http/cookies.ts'\nexport const answer = cookie",
  'src/gate/gate.ts':
    "import { renew } from '../flows/renew.ts'\nimport type { Sealed } from '../crypto/seal.ts'\nimport { log } from '../log.ts'\nexport const gate = (x: Sealed) => [renew, log, x]",
  'src/portal/app.tsx':
    "import { Hono } from 'hono'\nimport { digest } from '../crypto/random.ts'\nexport const portal = new Hono(<p>{digest}</p>)",
  'src/api/app.ts': "import { answer } from '../refusals/answer.ts'\nexport const api = answer",
  'src/origin/index.ts': "import { jwtVerify } from 'jose'\nexport const verify = jwtVerify",
  'src/origin/hono.ts':
    "import type { MiddlewareHandler } from 'hono'\nimport { verify } from './index.ts'\nexport const guard = (x: MiddlewareHandler) => [x, verify]",
}

const PLANTED: readonly (readonly [folder: string, code: string, complaint: string])[] = [
  ['core', "import { spend } from '../store/authenticators.ts'", 'layers: core'],
  ['core', "import type { Sealed } from '../crypto/seal.ts'", 'layers: core'],
  ['core', "export { Hono } from 'hono'", 'packages: core'],
  ['core', "export const later = () => import('../log.ts')", 'layers: core'],
  ['core', "import '../log.ts'", 'layers: core'],
  ['core', "export * from '../flows/renew.ts'", 'layers: core'],
  ['core', "import {\n  gate,\n  type X,\n} from '../gate/gate.ts'", 'layers: core'],
  ['core', "import { en } from '../words/en.ts'", 'layers: core'],
  ['core', "import { gone } from './gone.ts'", 'there'],
  ['crypto', "import { spend } from '../store/authenticators.ts'", 'layers: crypto'],
  ['crypto', "import { log } from '../log.ts'", 'layers: crypto'],
  ['store', "import { open } from '../crypto/seal.ts'", 'types only: store → crypto'],
  ['store', "import { type Sealed, open } from '../crypto/seal.ts'", 'types only: store → crypto'],
  ['store', "import type { Config } from '../config.ts'", 'layers: store'],
  ['store', "import { renew } from '../flows/renew.ts'", 'layers: store'],
  ['providers', "import { spend } from '../store/authenticators.ts'", 'layers: providers'],
  ['providers', "import { open } from '../crypto/seal.ts'", 'layers: providers'],
  ['notify', "import { spend } from '../store/authenticators.ts'", 'layers: notify'],
  ['notify', "import { discovery } from 'openid-client'", 'packages: notify'],
  ['flows', "import { discovery } from 'openid-client'", 'packages: flows'],
  ['flows', "import { parseConfig } from '../config.ts'", 'types only: flows → config'],
  ['flows', "import { cookie } from '../http/cookies.ts'", 'layers: flows'],
  ['flows', "import { gate } from '../gate/gate.ts'", 'layers: flows'],
  ['http', "import { open } from '../crypto/seal.ts'", 'layers: http'],
  ['http', "import { en } from '../words/en.ts'", 'types only: http → words'],
  ['words', "import { renew } from '../flows/renew.ts'", 'layers: words'],
  ['words', "import { Hono } from 'hono'", 'packages: words'],
  ['refusals', "import { renew } from '../flows/renew.ts'", 'layers: refusals'],
  ['portal', "import { ask } from '../providers/oidc.ts'", 'layers: portal'],
  ['portal', "import { spend } from '../store/authenticators.ts'", 'layers: portal'],
  ['portal', "import type { spend } from '../store/authenticators.ts'", 'layers: portal'],
  ['portal', "import { gate } from '../gate/gate.ts'", 'layers: portal'],
  ['portal', "import { api } from '../api/app.ts'", 'layers: portal'],
  ['api', "import { portal } from '../portal/app.tsx'", 'layers: api'],
  ['api', "import { spend } from '../store/authenticators.ts'", 'layers: api'],
  ['api', "import { en } from '../words/en.ts'", 'layers: api'],
  ['gate', "import { portal } from '../portal/app.tsx'", 'layers: gate'],
  ['gate', "import { open } from '../crypto/seal.ts'", 'reaches src/crypto/seal.ts'],
  ['gate', "import { prove } from '../flows/second-factor.ts'", 'reaches src/store/authenticators.ts'],
  ['origin', "import { ok } from '../core/result.ts'", 'layers: origin'],
  ['origin', "import { Hono } from 'hono'", 'types only: origin → hono'],
  ['origin', "import express from 'express'", 'packages: origin'],
]
const CYCLES = {
  'src/core/here.ts': "export { there } from './there.ts'",
  'src/core/there.ts': "import { here } from './here.ts'\nexport const there = () => here",
  'src/core/value.ts': "export { type T } from './type.ts'\nexport const value = 1",
  'src/core/type.ts': "import type { value } from './value.ts'\nexport type T = typeof value",
  'src/flows/entry/a.ts': "export { b } from '../session/b.ts'",
  'src/flows/session/b.ts': 'export const b = 1',
  'src/flows/session/c.ts': "export { enter } from '../entry/enter.ts'",
}

describe('the rules', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-imports-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  function cruiseFiles(name: string, files: Readonly<Record<string, string>>) {
    for (const [path, code] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name, path)), { recursive: true })
      writeFileSync(join(folder, name, path), code)
    }
    const tree = cruise(join(folder, name))
    return [...violationsIn(tree), ...secretsReachedIn(tree)]
  }

  const pathOf = (index: number) => `src/${PLANTED[index]?.[0]}/planted-${index}.ts`
  const planted = Object.fromEntries(PLANTED.map(([, code], index) => [pathOf(index), code]))
  const found = cruiseFiles('planted', { ...SOUND, ...planted })

  it('accept a sound tree', () => {
    expect(cruiseFiles('sound', SOUND)).toEqual([])
  })

  it.each(PLANTED.map((each, index) => [...each, index] as const))(
    'find the violation in %s: %s',
    (_folder, _code, complaint, index) => {
      expect(found.filter((each) => each.includes(pathOf(index))).join('\n')).toContain(complaint)
    },
  )

  it('find no other violation than the planted ones', () => {
    expect(found.filter((each) => !each.includes('/planted-'))).toEqual([])
  })

  it('find a cycle of files, including types, and of folders of flows', () => {
    expect(cruiseFiles('circles', { ...SOUND, ...CYCLES }).sort()).toEqual([
      'no cycles of files: src/core/here.ts → src/core/there.ts',
      'no cycles of files: src/core/type.ts → src/core/value.ts',
      'no cycles of folders in flows: src/flows/entry → src/flows/session',
      'no cycles of folders in flows: src/flows/session → src/flows/entry',
    ])
  })
})
