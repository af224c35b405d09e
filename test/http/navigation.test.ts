import { describe, expect, it } from 'vitest'
import { isNavigation, isWebSocketUpgrade } from '../../src/http/navigation.ts'

const ask = (method: string, headers: Record<string, string>) =>
  new Request('https://acme.example.com/', { method, headers })

describe('a navigation', () => {
  it.each<[string, string, Record<string, string>]>([
    ['a browser that follows a link', 'GET', { 'sec-fetch-mode': 'navigate', accept: 'text/html,*/*' }],
    ['a browser that sends a form', 'POST', { 'sec-fetch-mode': 'navigate', accept: 'text/html,*/*' }],
    ['a browser that asks for anything', 'GET', { 'sec-fetch-mode': 'navigate', accept: '*/*' }],
    ['an old browser without fetch metadata', 'GET', { accept: 'text/html,application/xhtml+xml' }],
  ])('is %s', (_, method, headers) => {
    expect(isNavigation(ask(method, headers))).toBe(true)
  })

  it.each<[string, string, Record<string, string>]>([
    ['a script that fetches a page', 'GET', { 'sec-fetch-mode': 'cors', accept: 'text/html' }],
    ['an image', 'GET', { 'sec-fetch-mode': 'no-cors', accept: 'image/*' }],
    ['a script of the same host', 'GET', { 'sec-fetch-mode': 'same-origin', accept: 'text/html' }],
    ['a WebSocket', 'GET', { 'sec-fetch-mode': 'websocket', accept: 'text/html' }],
    ['an empty mode', 'GET', { 'sec-fetch-mode': '', accept: 'text/html' }],
    ['a program', 'GET', { accept: '*/*' }],
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
  it.each(['websocket', 'WebSocket', 'WEBSOCKET'])('is asked for by Upgrade: %s', (upgrade) => {
    expect(isWebSocketUpgrade(ask('GET', { upgrade }))).toBe(true)
  })

  it.each(['h2c', 'websocket2', ''])('is not asked for by Upgrade: %j', (upgrade) => {
    expect(isWebSocketUpgrade(ask('GET', { upgrade }))).toBe(false)
  })
})
