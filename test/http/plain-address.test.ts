// The short way to read an address against the platform's URL parser.

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readPlainAddress } from '../../src/http/plain-address.ts'
import { runs } from '../support/properties.ts'

const HOSTS = ['acme.example.com', 'acme.localhost:8787', 'xn--caf-dma.example', '10.0.0.1:80']
const character = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...'abzAZ09/-_.~!$&()*+,:=@') },
  { weight: 2, arbitrary: fc.constantFrom(...'%?;#[]{}|^`"\'<>\\ \t\n\r\0') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
)
const piece = fc.oneof(
  { weight: 6, arbitrary: character },
  {
    weight: 1,
    arbitrary: fc.constantFrom('/.', '/..', '/../', '//', '%2e', '%2E%2e', '/.sallyport', '?', '/%'),
  },
)
const rest = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))
const host = fc.constantFrom(...HOSTS)

it('agrees with the URL parser, or leaves the address to it', () => {
  let read = 0
  fc.assert(
    fc.property(host, rest, (host, rest) => {
      const address = `http://${host}/${rest}`
      const plain = readPlainAddress(address, 'http:')
      if (plain === null) return
      read++
      const url = new URL(address)
      expect(plain.pathname).toBe(url.pathname)
      expect(plain.pathAndQuery).toBe(url.href.slice(url.origin.length))
      // The parser leaves out the port of the scheme. Such a host is not one that the gate knows.
      if (host === url.host) expect(plain.host).toBe(url.host)
      else expect(`http://${plain.host}`).not.toBe(url.origin)
    }),
    runs(20_000),
  )
  expect(read, 'that it reads addresses at all').toBeGreaterThan(2000)
})

it.each([
  '/',
  '/report',
  '/a/b-c_d~e/f.html',
  '/a//b',
  '/x?',
  '/x?q=a%20b&r=/../x;y#'.slice(0, -1),
  '/@a:b/c,d+e',
])('reads %s by itself', (pathAndQuery) => {
  const { pathname } = new URL(pathAndQuery, 'http://acme.example.com')
  const host = 'acme.example.com'
  expect(readPlainAddress(`http://${host}${pathAndQuery}`, 'http:')).toEqual({ host, pathname, pathAndQuery })
})

it.each([
  'http://acme.example.com',
  'https://acme.example.com/',
  'http://acme.example.com/.',
  'http://acme.example.com/a/../b',
  'http://acme.example.com/.sallyport/enter',
  'http://acme.example.com/%2e',
  'http://acme.example.com/a;b',
  'http://acme.example.com/a\\b',
  'http://acme.example.com/a\n',
  'http://acme.example.com/a?b\n',
  'http://acme.example.com/a#b',
  'http://acme.example.com/café',
  "http://acme.example.com/?a'b",
  'HTTP://acme.example.com/',
])('leaves %j to the parser', (address) => {
  expect(readPlainAddress(address, 'http:')).toBeNull()
})
