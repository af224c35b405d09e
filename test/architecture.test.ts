import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { violationsIn } from './support/source-rules.ts'

const withoutComments = (code: string) => code.replaceAll(/\/\*.*?\*\//gs, '')

const root = join(import.meta.dirname, '..')

function sourceFiles(): Map<string, string> {
  const names = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  const code = names.map((name) => `src/${name}`).filter((path) => /\.tsx?$/.test(path))
  return new Map(code.map((path) => [path, readFileSync(join(root, path), 'utf8')]))
}

describe('the source', () => {
  it('keeps its layers and file sizes; clock, randomness, environment and console have one place each', () => {
    expect(violationsIn(sourceFiles())).toEqual([])
  })

  it('has SQL in the store only', () => {
    const isSql = /\.prepare\(|\b(SELECT|INSERT INTO|DELETE FROM|UPDATE \w+ SET)\b/
    const elsewhere = [...sourceFiles()].filter(
      ([path, code]) => !path.startsWith('src/store/') && isSql.test(withoutComments(code)),
    )
    expect(elsewhere.map(([path]) => path)).toEqual([])
  })

  it('reads workspaces by the view without deleted ones, except where they are swept', () => {
    const reading = [...sourceFiles()].filter(([, code]) => /\b(FROM|JOIN) workspaces\b/.test(code))
    expect(reading.map(([path]) => path)).toEqual(['src/store/ended-workspaces.ts'])
  })

  it('uses only the parts of zod that are bundled: without one, the built Worker would not start', () => {
    const files = sourceFiles()
    const [, bundled = ''] =
      /export const z = \{(.*?)\}/s.exec(files.get('src/api/zod-in-use.ts') ?? '') ?? []
    const known = [...bundled.matchAll(/^ {2}(\w+)/gm)].map(([, name]) => name)
    const used = [...files].flatMap(([path, code]) =>
      path.startsWith('src/api/')
        ? [...withoutComments(code).matchAll(/\bz\s*\.(\w+)(?=[.(])/g)].map(([, name]) => name)
        : [],
    )
    expect(used.length).toBeGreaterThan(50)
    expect(used.filter((name) => name !== 'core' && !known.includes(name))).toEqual([])
  })

  it('has no field type that browsers validate: they would refuse or change valid input', () => {
    const judged = [...sourceFiles()].filter(
      ([path, code]) =>
        path.startsWith('src/portal/') &&
        /\b(type="(email|url|number)"|maxlength=|pattern=)/.test(withoutComments(code)),
    )
    expect(judged.map(([path]) => path)).toEqual([])
  })

  it('has the files that the rules name, so no rule is empty', () => {
    expect([...sourceFiles().keys()]).toEqual(
      expect.arrayContaining(['src/crypto/random.ts', 'src/config.ts', 'src/log.ts']),
    )
  })
})

// A small tree that follows every rule. Each case adds one file with one violation.
const SOUND = {
  'src/index.ts': 'export const now = () => Date.now()\nexport const stores = (env: Env) => [env.DB, env.KV]',
  'src/config.ts': 'export const parseConfig = (env: Env) => env.MASTER_KEY',
  'src/log.ts': "export const log = () => console['info']('')",
  'src/core/result.ts': 'export const ok = (x: number) => new Date(x * 1000) // never Date.now()',
  'src/crypto/random.ts': 'export const randomBytes = () => crypto.getRandomValues(new Uint8Array(1))',
  'src/providers/oidc.ts': "export const ask = () => fetch('x')",
  'src/portal/app.tsx': 'export const portal = new Hono<{ Bindings: { edge: 1 } }>((c) => c.env.edge)',
  'src/origin/index.ts': 'export const verify = () => [new Date(), crypto.randomUUID()]',
}

describe('the rules', () => {
  const planted = (path: string, code: string) =>
    violationsIn(new Map([...Object.entries(SOUND), [path, code]]))

  it('accept a sound tree', () => {
    expect(violationsIn(new Map(Object.entries(SOUND)))).toEqual([])
  })

  it.each([
    ['src/utils/x.ts', '', 'in no layer'],
    ['src/helpers.ts', '', 'in no layer'],
    ['src/core/x.ts', 'export const at = Date.now()', 'reads the clock'],
    ['src/store/x.ts', 'export const at = new Date()', 'reads the clock'],
    ['src/flows/x.ts', 'export const at = new Date( ).getTime()', 'reads the clock'],
    ['src/flows/x.ts', 'export const at = +new Date', 'reads the clock'],
    ['src/gate/x.ts', 'export const at = Date()', 'reads the clock'],
    ['src/gate/x.ts', 'export const at = performance.now()', 'reads the clock'],
    ['src/core/x.ts', 'export const dice = Math.random()', 'randomness'],
    ['src/flows/x.ts', 'export const id = crypto.randomUUID()', 'randomness'],
    ['src/core/x.ts', "export const page = () => fetch('https://x.example')", 'does I/O'],
    ['src/flows/x.ts', 'export const key = (env: Env) => env.MASTER_KEY', 'reads the environment'],
    ['src/api/x.ts', 'export const key = (c: Context) => c.env.OPERATOR_TOKEN', 'reads the environment'],
    ['src/portal/x.ts', 'const { OPERATOR_TOKEN } = env', 'reads the environment'],
    ['src/flows/x.ts', "export const key = process.env['MASTER_KEY']", 'reads the environment'],
    ['src/gate/x.ts', "console.log('here')", 'writes to the console'],
    ['src/core/x.ts', 'x\n'.repeat(251), 'more than 250 lines'],
  ])('find the violation in %s: %j', (path, code, complaint) => {
    const found = planted(path, code)
    expect(found.filter((violation) => violation.startsWith(path))).toHaveLength(found.length)
    expect(found.join('\n')).toContain(complaint)
  })

  it('find each read of the environment in index.ts, except those of D1 and KV', () => {
    expect(planted('src/index.ts', 'export const key = (env: Env) => [env.DB, env.MASTER_KEY]')).toEqual([
      'src/index.ts reads the environment',
    ])
  })

  it('allow a file of 250 lines, and the clock in a comment', () => {
    expect(planted('src/core/x.ts', 'x\n'.repeat(250))).toEqual([])
    expect(
      planted('src/core/x.ts', '/* Date.now() */ // console.log\nexport const at = "https://x.example"'),
    ).toEqual([])
  })
})
