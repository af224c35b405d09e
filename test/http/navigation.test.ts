import { describe, expect, it } from 'vitest'
import {
  isEmbedded,
  isFramed,
  isNavigation,
  isOutOfSight,
  isWebSocketUpgrade,
} from '../../src/http/navigation.ts'

const ask = (method: string, headers: Record<string, string>) =>
  new Request('https://acme.example.com/', { method, headers })

const PIP_ACCEPTS =
  'application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html; q=0.1, text/html; q=0.01'
const UV_ACCEPTS =
  'application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.01'

describe('a navigation', () => {
  it.each<[string, string, Record<string, string>]>([
    ['a browser that follows a link', 'GET', { 'sec-fetch-mode': 'navigate', accept: 'text/html,*/*' }],
    ['a browser that sends a form', 'POST', { 'sec-fetch-mode': 'navigate', accept: 'text/html,*/*' }],
    ['a browser that asks for anything', 'GET', { 'sec-fetch-mode': 'navigate', accept: '*/*' }],
    ['an old browser without fetch metadata', 'GET', { accept: 'text/html,application/xhtml+xml' }],
    ['an old browser that prefers XHTML', 'GET', { accept: 'application/xhtml+xml,text/html;q=0.9' }],
    [
      'a service worker that passes one on with a timeout signal',
      'GET',
      { 'sec-fetch-mode': 'same-origin', 'upgrade-insecure-requests': '1', accept: 'text/html,*/*' },
    ],
  ])('is %s', (_, method, headers) => {
    expect(isNavigation(ask(method, headers))).toBe(true)
  })

  it.each<[string, string, Record<string, string>]>([
    ['a script that fetches a page', 'GET', { 'sec-fetch-mode': 'cors', accept: 'text/html' }],
    ['an image', 'GET', { 'sec-fetch-mode': 'no-cors', accept: 'image/*' }],
    ['a script of the same host', 'GET', { 'sec-fetch-mode': 'same-origin', accept: 'text/html' }],
    [
      'a script of the same host that asks for data, whatever else it sends',
      'GET',
      { 'sec-fetch-mode': 'same-origin', 'upgrade-insecure-requests': '1', accept: '*/*' },
    ],
    [
      'a form that a script of the same host sends: it can’t be sent round and keep its body',
      'POST',
      { 'sec-fetch-mode': 'same-origin', 'upgrade-insecure-requests': '1', accept: 'text/html' },
    ],
    ['a WebSocket', 'GET', { 'sec-fetch-mode': 'websocket', accept: 'text/html' }],
    ['an empty mode', 'GET', { 'sec-fetch-mode': '', accept: 'text/html' }],
    ['a program', 'GET', { accept: '*/*' }],
    ['pip, which reads pages only if it must', 'GET', { accept: PIP_ACCEPTS }],
    ['uv, which reads pages only if it must', 'GET', { accept: UV_ACCEPTS }],
    ['a program that says nothing', 'GET', {}],
    [
      'an old browser that sends a form: it can’t be sent round and keep its body',
      'POST',
      { accept: 'text/html' },
    ],
    ['a HEAD without fetch metadata', 'HEAD', { accept: 'text/html' }],
  ])('is not %s', (_, method, headers) => {
    expect(isNavigation(ask(method, headers))).toBe(false)
  })
})

describe('a WebSocket upgrade', () => {
  it.each(['websocket', 'WebSocket', 'WEBSOCKET'])('is requested by Upgrade: %s', (upgrade) => {
    expect(isWebSocketUpgrade(ask('GET', { upgrade }))).toBe(true)
  })

  it.each(['h2c', 'websocket2', ''])('is not requested by Upgrade: %j', (upgrade) => {
    expect(isWebSocketUpgrade(ask('GET', { upgrade }))).toBe(false)
  })
})

describe('a fetch destination', () => {
  const to = (destination: string, mode = 'navigate') =>
    ask('GET', { 'sec-fetch-mode': mode, 'sec-fetch-dest': destination })

  it.each(['iframe', 'frame', 'embed', 'object', 'fencedframe'])('%s is a frame', (destination) => {
    expect(isFramed(to(destination))).toBe(true)
    expect(isEmbedded(to(destination))).toBe(true)
    expect(isOutOfSight(to(destination))).toBe(true)
  })

  it.each(['image', 'script', 'style', 'font', 'worker', 'serviceworker', 'manifest', ''])(
    '%j is embedded in a page, and not a frame',
    (destination) => {
      expect(isFramed(to(destination))).toBe(false)
      expect(isEmbedded(to(destination))).toBe(true)
    },
  )

  it.each(['document', 'empty'])(
    '%s of a navigation is a page: a service worker makes it empty',
    (destination) => {
      expect(isEmbedded(to(destination))).toBe(false)
      expect(isOutOfSight(to(destination))).toBe(false)
    },
  )

  it('missing in an old browser is a page', () => {
    expect([isFramed(ask('GET', {})), isEmbedded(ask('GET', {})), isOutOfSight(ask('GET', {}))]).toEqual([
      false,
      false,
      false,
    ])
  })

  it.each(['cors', 'no-cors', 'same-origin'])('of a script (%s) is invisible to the person', (mode) => {
    expect(isOutOfSight(to('empty', mode))).toBe(true)
  })
})
