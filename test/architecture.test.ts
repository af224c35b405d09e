import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SECRETS, violationsIn } from './support/layers.ts'

const withoutComments = (code: string) => code.replaceAll(/\/\*.*?\*\//gs, '')

const root = join(import.meta.dirname, '..')

function sourceFiles(): Map<string, string> {
  const names = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  const code = names.map((name) => `src/${name}`).filter((path) => /\.tsx?$/.test(path))
  return new Map(code.map((path) => [path, readFileSync(join(root, path), 'utf8')]))
}

describe('the source', () => {
  it('keeps its layers: imports point right and down only', () => {
    const files = sourceFiles()
    expect(violationsIn(files)).toEqual([])
  })

  it('has its SQL in the store alone', () => {
    const isSql = /\.prepare\(|\b(SELECT|INSERT INTO|DELETE FROM|UPDATE \w+ SET)\b/
    const elsewhere = [...sourceFiles()].filter(
      ([path, code]) => !path.startsWith('src/store/') && isSql.test(withoutComments(code)),
    )
    expect(elsewhere.map(([path]) => path)).toEqual([])
  })

  it('reads workspaces by the view of those that have not ended, but for where they end', () => {
    const reading = [...sourceFiles()].filter(([, code]) => /\b(FROM|JOIN) workspaces\b/.test(code))
    expect(reading.map(([path]) => path)).toEqual(['src/store/ended-workspaces.ts'])
  })

  it('has no field that browsers judge by rules of their own: they refuse or cut what our parsers take', () => {
    const judged = [...sourceFiles()].filter(
      ([path, code]) =>
        path.startsWith('src/portal/') &&
        /\b(type="(email|url|number)"|maxlength=|pattern=)/.test(withoutComments(code)),
    )
    expect(judged.map(([path]) => path)).toEqual([])
  })

  it('has the files that the rules speak of: none is kept by looking at nothing', () => {
    expect([...sourceFiles().keys()]).toEqual(
      expect.arrayContaining(['src/gate/gate.ts', 'src/crypto/random.ts', ...SECRETS]),
    )
  })
})

// A small tree that keeps every rule. Each violation is planted in it by one file more.
const SOUND = {
  'src/index.ts':
    "import { parseConfig } from './config.ts'\nimport { gate } from './gate/gate.ts'\nimport { portal } from './portal/app.tsx'\nexport const now = () => Date.now()\nexport const db = (env: Env) => [env.DB, env.KV, gate, portal, parseConfig]",
  'src/config.ts':
    "import { ok } from './core/result.ts'\nexport interface Config {}\nexport const parseConfig = (env: Env) => ok(env.MASTER_KEY)",
  'src/log.ts': "export const log = () => console['info']('')",
  'src/core/result.ts': 'export const ok = (x: number) => new Date(x * 1000) // never Date.now()',
  'src/crypto/seal.ts':
    "import { ok } from '../core/result.ts'\nexport type Sealed = string\nexport const open = ok",
  'src/crypto/random.ts': 'export const randomBytes = () => crypto.getRandomValues(new Uint8Array(1))',
  'src/store/authenticators.ts':
    "import type { Sealed } from '../crypto/seal.ts'\nexport const spend = (x: Sealed) => x",
  'src/providers/oidc.ts':
    "import { discovery } from 'openid-client'\nimport { ok } from '../core/result.ts'\nexport const ask = () => [fetch('x'), discovery, ok]",
  'src/flows/renew.ts': "import type { Config } from '../config.ts'\nexport const renew = (x: Config) => x",
  'src/flows/second-factor.ts':
    "import { open } from '../crypto/seal.ts'\nimport { spend } from '../store/authenticators.ts'\nexport const prove = [open, spend]",
  'src/words/en.ts':
    "import type { Child } from 'hono/jsx'\nimport { ok } from '../core/result.ts'\nexport const en = ok",
  'src/http/cookies.ts': "import { ok } from '../core/result.ts'\nexport const cookie = ok",
  'src/gate/gate.ts':
    "import { renew } from '../flows/renew.ts'\nimport type { Sealed } from '../crypto/seal.ts'\nimport { log } from '../log.ts'\nexport const gate = [renew, log]",
  'src/portal/app.tsx':
    "import { Hono } from 'hono'\nimport { digest } from '../crypto/random.ts'\nexport const portal = new Hono<{ Bindings: { edge: 1 } }>((c) => c.env.edge)",
  'src/api/app.ts': "import { cookie } from '../http/cookies.ts'\nexport const api = cookie",
  'src/origin/index.ts':
    "import { jwtVerify } from 'jose'\nexport const verify = () => [jwtVerify, new Date(), crypto.randomUUID()]",
  'src/origin/hono.ts': "import type { MiddlewareHandler } from 'hono'\nimport { verify } from './index.ts'",
}

describe('the rules', () => {
  const planted = (path: string, code: string) =>
    violationsIn(new Map([...Object.entries(SOUND), [path, code]]))

  it('find nothing in a sound tree', () => {
    expect(violationsIn(new Map(Object.entries(SOUND)))).toEqual([])
  })

  it.each([
    ['src/core/x.ts', "import { spend } from '../store/authenticators.ts'", 'core → store'],
    ['src/core/x.ts', "import type { Sealed } from '../crypto/seal.ts'", 'core → crypto'],
    ['src/core/x.ts', "export { Hono } from 'hono'", 'uses the package hono'],
    ['src/core/x.ts', "export const later = () => import('../log.ts')", 'core → log'],
    ['src/core/x.ts', "import '../log.ts'", 'core → log'],
    ['src/core/x.ts', "export * from '../flows/renew.ts'", 'core → flows'],
    ['src/core/x.ts', "import {\n  gate,\n  type X,\n} from '../gate/gate.ts'", 'core → gate'],
    ['src/crypto/x.ts', "import { spend } from '../store/authenticators.ts'", 'crypto → store'],
    ['src/crypto/x.ts', "import { log } from '../log.ts'", 'crypto → log'],
    ['src/store/x.ts', "import { open } from '../crypto/seal.ts'", 'more than types'],
    ['src/store/x.ts', "import { type Sealed, open } from '../crypto/seal.ts'", 'more than types'],
    ['src/store/x.ts', "import type { Config } from '../config.ts'", 'store → config'],
    ['src/store/x.ts', "import { renew } from '../flows/renew.ts'", 'store → flows'],
    ['src/providers/x.ts', "import { spend } from '../store/authenticators.ts'", 'providers → store'],
    ['src/providers/x.ts', "import { open } from '../crypto/seal.ts'", 'providers → crypto'],
    ['src/portal/x.ts', "import { ask } from '../providers/oidc.ts'", 'portal → providers'],
    ['src/notify/x.ts', "import { spend } from '../store/authenticators.ts'", 'notify → store'],
    ['src/notify/x.ts', "import { discovery } from 'openid-client'", 'uses the package openid-client'],
    ['src/flows/x.ts', "import { discovery } from 'openid-client'", 'uses the package openid-client'],
    ['src/flows/x.ts', "import { parseConfig } from '../config.ts'", 'more than types'],
    ['src/flows/x.ts', "import { cookie } from '../http/cookies.ts'", 'flows → http'],
    ['src/flows/x.ts', "import { gate } from '../gate/gate.ts'", 'flows → gate'],
    ['src/http/x.ts', "import { open } from '../crypto/seal.ts'", 'http → crypto'],
    ['src/http/x.ts', "import { en } from '../words/en.ts'", 'more than types'],
    ['src/words/x.ts', "import { renew } from '../flows/renew.ts'", 'words → flows'],
    ['src/words/x.ts', "import { Hono } from 'hono'", 'uses the package hono'],
    ['src/api/x.ts', "import { en } from '../words/en.ts'", 'api → words'],
    ['src/core/x.ts', "import { en } from '../words/en.ts'", 'core → words'],
    ['src/portal/x.tsx', "import { gate } from '../gate/gate.ts'", 'portal → gate'],
    ['src/portal/pages/x.tsx', "import { api } from '../../api/app.ts'", 'portal → api'],
    ['src/api/x.ts', "import { portal } from '../portal/app.tsx'", 'api → portal'],
    ['src/gate/x.ts', "import { portal } from '../portal/app.tsx'", 'gate → portal'],
    ['src/gate/x.ts', "import { open } from '../crypto/seal.ts'", 'reaches src/crypto/seal.ts'],
    [
      'src/gate/x.ts',
      "import { prove } from '../flows/second-factor.ts'",
      'reaches src/store/authenticators.ts',
    ],
    ['src/origin/x.ts', "import { ok } from '../core/result.ts'", 'origin → core'],
    ['src/origin/x.ts', "import { Hono } from 'hono'", 'uses the package hono'],
    ['src/origin/x.ts', "import express from 'express'", 'uses the package express'],
    ['src/core/x.ts', "import { gone } from './gone.ts'", 'is not there'],
    ['src/utils/x.ts', '', 'in no layer'],
    ['src/helpers.ts', '', 'in no layer'],
    ['src/core/x.ts', 'export const at = Date.now()', 'reads the clock'],
    ['src/store/x.ts', 'export const at = new Date()', 'reads the clock'],
    ['src/flows/x.ts', 'export const at = new Date( ).getTime()', 'reads the clock'],
    ['src/flows/x.ts', 'export const at = +new Date', 'reads the clock'],
    ['src/gate/x.ts', 'export const at = Date()', 'reads the clock'],
    ['src/gate/x.ts', 'export const at = performance.now()', 'reads the clock'],
    ['src/core/x.ts', 'export const dice = Math.random()', 'chance'],
    ['src/flows/x.ts', 'export const id = crypto.randomUUID()', 'chance'],
    ['src/core/x.ts', "export const page = () => fetch('https://x.example')", 'does I/O'],
    ['src/flows/x.ts', 'export const key = (env: Env) => env.MASTER_KEY', 'reads the environment'],
    ['src/api/x.ts', 'export const key = (c: Context) => c.env.OPERATOR_TOKEN', 'reads the environment'],
    ['src/portal/x.ts', 'const { OPERATOR_TOKEN } = env', 'reads the environment'],
    ['src/flows/x.ts', "export const key = process.env['MASTER_KEY']", 'reads the environment'],
    ['src/gate/x.ts', "console.log('here')", 'writes to the console'],
    ['src/core/x.ts', 'x\n'.repeat(251), 'more than 250 lines'],
  ])('see what is wrong in %s: %j', (path, code, complaint) => {
    const found = planted(path, code)
    expect(found.filter((violation) => violation.startsWith(path))).toHaveLength(found.length)
    expect(found.join('\n')).toContain(complaint)
  })

  it('see the environment read in index.ts, but for the two stores that it hands on', () => {
    expect(planted('src/index.ts', 'export const key = (env: Env) => [env.DB, env.MASTER_KEY]')).toEqual([
      'src/index.ts reads the environment',
    ])
  })

  it('let a file have 250 lines, and speak of the clock in a comment', () => {
    expect(planted('src/core/x.ts', 'x\n'.repeat(250))).toEqual([])
    expect(
      planted('src/core/x.ts', '/* Date.now() */ // console.log\nexport const at = "https://x.example"'),
    ).toEqual([])
  })
})
