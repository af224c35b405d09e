import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RETURN_TO_MAX_LENGTH, resolveReturnTo } from '../../src/core/return-to.ts'

const ORIGIN = 'https://acme.example.com'
const hrefOf = (path: string) => resolveReturnTo(path, ORIGIN)?.href ?? null

describe('the return address', () => {
  it.each([
    ['/', `${ORIGIN}/`],
    ['/reports?year=2026#q3', `${ORIGIN}/reports?year=2026#q3`],
    ['/a/../b', `${ORIGIN}/b`],
    ['/search?q=https://evil.example', `${ORIGIN}/search?q=https://evil.example`],
    ['/@evil.example', `${ORIGIN}/@evil.example`],
    ['/caf\u00e9', `${ORIGIN}/caf%C3%A9`],
  ])('%j is the page of that path on the workspace', (path, href) => {
    expect(hrefOf(path)).toBe(href)
  })

  it.each([
    '',
    'reports',
    '?x',
    '#x',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '\\/evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/\r\\evil.example',
    '\t//evil.example',
    ' //evil.example',
    '\u0000//evil.example',
    'https://evil.example',
    'https:evil.example',
    'https:/evil.example',
    'HTTPS://acme.example.com@evil.example/',
    'http://acme.example.com/',
    'javascript:alert(1)',
    'data:text/html,x',
    '@evil.example',
    '.evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    '/./\\evil.example',
    '/%2e//evil.example',
    `/${'a'.repeat(RETURN_TO_MAX_LENGTH)}`,
    `/?${'é'.repeat(RETURN_TO_MAX_LENGTH / 2)}`,
  ])('%j is refused', (path) => {
    expect(hrefOf(path)).toBeNull()
  })

  it('leads only to the workspace, for every input', () => {
    const hostile = fc.string({
      unit: fc.constantFrom(
        '/',
        '\\',
        '.',
        '..',
        '@',
        ':',
        '%2f',
        '%5c',
        '\t',
        '\n',
        ' ',
        'evil.example',
        'https:',
      ),
      maxLength: 12,
    })
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string()), (text) => {
        for (const path of [text, `/${text}`]) {
          const href = hrefOf(path)
          if (href === null) continue
          expect(href.startsWith(`${ORIGIN}/`)).toBe(true)
          expect(new URL(new URL(href).pathname, ORIGIN).origin).toBe(ORIGIN)
        }
      }),
      { numRuns: 2000, seed: 5 },
    )
  })

  it('keeps the workspace’s port: another port of the same name is another origin', () => {
    expect(resolveReturnTo('/x', 'http://acme.localhost:8787')?.href).toBe('http://acme.localhost:8787/x')
    expect(resolveReturnTo('//acme.localhost:9999/x', 'http://acme.localhost:8787')).toBeNull()
  })
})
