// The file of BRAND_LOGO as a build includes it.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, describe, expect, it } from 'vitest'
import { type Defines, logoDefines } from '../../scripts/brand-logo.ts'
import { drawLogo } from '../support/node/logo.ts'

const folder = mkdtempSync(join(tmpdir(), 'brand-logo-'))
afterAll(() => rmSync(folder, { recursive: true }))

function write(name: string, content: string | Uint8Array) {
  writeFileSync(join(folder, name), content)
  return () => logoDefines(folder, name)
}

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
const PNG = drawLogo(32, 16)

describe('a platform’s logo', () => {
  it('is absent if none is named', () => {
    expect(logoDefines(folder, undefined)).toEqual({})
    expect(logoDefines(folder, '')).toEqual({})
  })

  it.each<[string, string | Uint8Array, string]>([
    ['logo.svg', SVG, 'image/svg+xml'],
    ['logo.svg', `\ufeff<?xml version="1.0"?>\n<!-- made by hand -->\n${SVG}`, 'image/svg+xml'],
    ['logo.png', PNG, 'image/png'],
    ['a png by another name.svg', PNG, 'image/png'],
  ])('has the type of its bytes: %s', (name, content, type) => {
    const { BRAND_LOGO_TYPE, BRAND_LOGO_BASE64 } = write(name, content)()
    expect(JSON.parse(BRAND_LOGO_TYPE ?? '')).toBe(type)
    expect(Buffer.from(JSON.parse(BRAND_LOGO_BASE64 ?? ''), 'base64')).toEqual(Buffer.from(content))
  })

  it.each<[string, string, string | Uint8Array]>([
    ['a page', 'logo.svg', '<html><svg></svg></html>'],
    ['text', 'logo.txt', 'Northwind'],
    ['an empty file', 'empty.png', ''],
    ['a truncated image', 'cut.png', PNG.slice(0, -4)],
    ['a file that is too large', 'heavy.svg', `${SVG}${' '.repeat(65_536)}`],
  ])('cannot be %s', (_, name, content) => {
    expect(write(name, content)).toThrow(/^BRAND_LOGO/)
  })

  it.each(['missing.png', '../logo.svg', '/etc/passwd', 42])(
    'is a file beside the configuration: %j',
    (name) => {
      expect(() => logoDefines(folder, name)).toThrow(/^BRAND_LOGO/)
    },
  )
})

const builtFrom = async (entry: string, define: Defines): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [`src/${entry}`],
    absWorkingDir: join(import.meta.dirname, '../..'),
    ...{ bundle: true, minify: true, format: 'esm', target: 'es2024', write: false, define },
    conditions: ['workerd', 'worker', 'browser'],
    external: ['node:*', 'cloudflare:*'],
  })
  return outputFiles[0]?.text ?? ''
}

it('the portal’s build contains the whole logo, and the gate’s knows that there is one', async () => {
  const define = write('logo.png', PNG)()
  const bytes = JSON.parse(define.BRAND_LOGO_BASE64 ?? '')
  const [portal, gate] = await Promise.all([
    builtFrom('index.ts', define),
    builtFrom('index-gate.ts', define),
  ])
  expect([portal.split(bytes).length, gate.split(bytes).length]).toEqual([2, 1])
  expect(gate).toContain('"/assets/logo"')
  expect(gate).not.toContain('BRAND_LOGO_TYPE')
}, 60_000)

it.each([
  ['logo.svg', SVG, 'image/svg+xml'],
  ['logo.png', PNG, 'image/png'],
])(
  '%s is served as it is, and a browser that opens it alone runs nothing in it',
  async (name, content, type) => {
    const file = join(folder, `${name}.mjs`)
    writeFileSync(file, await builtFrom('portal/assets/asset.ts', write(name, content)()))
    const { asset } = (await import(file)) as { asset: (request: Request, url: URL) => Promise<Response> }
    const url = new URL('https://auth.example.com/assets/logo')
    const answer = await asset(new Request(url), url)
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(Buffer.from(content))
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': type,
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'cache-control': 'public, max-age=300',
      'cross-origin-resource-policy': 'cross-origin',
    })
  },
  60_000,
)
