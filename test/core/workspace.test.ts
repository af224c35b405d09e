import { describe, expect, it } from 'vitest'
import { isSlug, parseHost, parseOrigin } from '../../src/core/workspace.ts'

describe('a slug', () => {
  it.each(['a', 'acme', 'acme-2', '42', 'a'.repeat(63)])('may be %s', (text) => {
    expect(isSlug(text)).toBe(true)
  })

  it.each([
    '',
    'Acme',
    '-acme',
    'acme-',
    'ac me',
    'ac_me',
    'ac.me',
    'acme/',
    'acm\u00e9',
    'acme\n',
    '..',
    'a'.repeat(64),
  ])('may not be %j', (text) => {
    expect(isSlug(text)).toBe(false)
  })
})

describe('a host', () => {
  it.each([
    ['acme.example.com', 'https:', 'acme.example.com'],
    ['ACME.Example.COM', 'https:', 'acme.example.com'],
    ['acme.example.com:443', 'https:', 'acme.example.com'],
    ['acme.example.com:8443', 'https:', 'acme.example.com:8443'],
    ['acme.localhost:80', 'http:', 'acme.localhost'],
    ['acme.localhost:8787', 'http:', 'acme.localhost:8787'],
    ['b\u00fccher.example', 'https:', 'xn--bcher-kva.example'],
  ])('%s over %s is what browsers send: %s', (text, scheme, host) => {
    expect(parseHost(text, scheme)).toBe(host)
  })

  it.each([
    '',
    'https://acme.example.com',
    'acme.example.com/x',
    'acme.example.com?x',
    'acme.example.com#x',
    'eve@acme.example.com',
    'acme.example.com\\@evil.example',
    'acme example.com',
    'acme.example.com\n',
    'acme..example.com',
    '.acme.example.com',
    'acme.example.com.',
    '*.example.com',
    'ac_me.example.com',
    'acme%2eexample.com',
    '127.0.0.1',
    '2130706433',
    '0x7f.1',
    '[::1]',
    '[::1]:8787',
    'acme.example.com:99999',
    'acme.example.com:x',
    `${'a'.repeat(64)}.example.com`,
  ])('is not %j', (text) => {
    expect(parseHost(text, 'https:')).toBeNull()
  })

  it('parses to itself', () => {
    const host = parseHost('ACME.example.com:8443', 'https:')
    expect(host && parseHost(host, 'https:')).toBe(host)
  })
})

const PUBLIC = { allowsLoopback: false, ownHosts: ['auth.example.com', 'acme.example.com'] }
const LOCAL = { allowsLoopback: true, ownHosts: ['auth.localhost:8787', 'acme.localhost:8787'] }

describe('an origin', () => {
  it.each([
    ['https://origin.example.net', 'https://origin.example.net'],
    ['https://Origin.Example.NET:443/', 'https://origin.example.net'],
    ['https://origin.example.net:8443', 'https://origin.example.net:8443'],
    ['https://b\u00fccher.example', 'https://xn--bcher-kva.example'],
  ])('%s is %s', (text, origin) => {
    expect(parseOrigin(text, PUBLIC)).toEqual({ ok: true, value: origin })
  })

  it.each([
    ['', 'not_a_web_origin'],
    ['origin.example.net', 'not_a_web_origin'],
    ['https://origin.example.net/app', 'not_a_web_origin'],
    ['https://origin.example.net/?x', 'not_a_web_origin'],
    ['https://origin.example.net/#x', 'not_a_web_origin'],
    ['https://eve@origin.example.net', 'not_a_web_origin'],
    ['https://:secret@origin.example.net', 'not_a_web_origin'],
    ['ftp://origin.example.net', 'not_a_web_origin'],
    ['javascript:alert(1)', 'not_a_web_origin'],
    ['http://origin.example.net', 'must_be_https'],
    ['https://auth.example.com', 'leads_back_here'],
    ['https://ACME.example.com', 'leads_back_here'],
    ['https://auth.example.com:8443', 'leads_back_here'],
    ['https://localhost', 'must_not_be_an_address'],
    ['https://x.localhost', 'must_not_be_an_address'],
    ['https://10.0.0.1', 'must_not_be_an_address'],
    ['https://2130706433', 'must_not_be_an_address'],
    ['https://0x7f000001', 'must_not_be_an_address'],
    ['https://[::1]', 'must_not_be_an_address'],
    ['https://auth.example.com.', 'must_not_be_an_address'],
  ])('%j is refused in public: %s', (text, error) => {
    expect(parseOrigin(text, PUBLIC)).toEqual({ ok: false, error })
  })

  it('may be plain http on this machine only for a local portal', () => {
    expect(parseOrigin('http://127.0.0.1:9001', LOCAL)).toEqual({ ok: true, value: 'http://127.0.0.1:9001' })
    expect(parseOrigin('http://127.0.0.1:9001', PUBLIC).ok).toBe(false)
  })

  it('is never the edge itself, even locally: it would forward to itself for ever', () => {
    for (const host of LOCAL.ownHosts) {
      expect(parseOrigin(`http://${host}`, LOCAL)).toEqual({ ok: false, error: 'leads_back_here' })
    }
  })
})
