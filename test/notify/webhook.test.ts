import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { sendWebhook } from '../../src/notify/webhook.ts'
import { NOW } from '../support/rows.ts'

const SECRET = new Uint8Array(new TextEncoder().encode('a secret of 24 bytes....'))
const OLDER = new Uint8Array(new TextEncoder().encode('another one of 24 bytes.'))
const MESSAGE = { id: 'msg_1', body: '{"type":"password.changed"}', sender: 'Sallyport' }

let asked: { url: string; init: RequestInit }[]

beforeEach(() => {
  asked = []
})
afterEach(() => {
  vi.restoreAllMocks()
})

function answerWith(answer: () => Response | Promise<Response>): void {
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (url, init) => {
    asked.push({ url: String(url), init: init ?? {} })
    return answer()
  })
}

const send = (secrets: [Uint8Array<ArrayBuffer>, ...Uint8Array<ArrayBuffer>[]] = [SECRET]) =>
  sendWebhook({ url: 'https://receiver.example/hook', secrets }, MESSAGE, NOW)

/** Verifies a signature as a receiver does, by the specification. */
async function isSignedBy(secret: Uint8Array<ArrayBuffer>, signature: string): Promise<boolean> {
  const key = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, [
    'verify',
  ])
  const mac = Uint8Array.from(atob(signature.replace(/^v1,/, '')), (letter) => letter.charCodeAt(0))
  return crypto.subtle.verify(
    'HMAC',
    key,
    mac,
    new TextEncoder().encode(`${MESSAGE.id}.${NOW}.${MESSAGE.body}`),
  )
}

it('a webhook is signed over its id, the time and its body, with each secret', async () => {
  answerWith(() => new Response(null, { status: 204 }))
  expect(await send([SECRET, OLDER])).toEqual({ isDelivered: true })
  const headers = new Headers(asked[0]?.init.headers)
  expect([headers.get('webhook-id'), headers.get('webhook-timestamp')]).toEqual(['msg_1', String(NOW)])
  const [first = '', second = '', ...more] = headers.get('webhook-signature')?.split(' ') ?? []
  expect([await isSignedBy(SECRET, first), await isSignedBy(OLDER, second), more]).toEqual([true, true, []])
  expect(asked[0]?.init.body).toBe(MESSAGE.body)
})

it.each([
  ['Sallyport', 'Sallyport'],
  ['Northwind Cloud', 'Northwind-Cloud'],
  ['Zürich (東京) "X"', 'Z%C3%BCrich-%E6%9D%B1%E4%BA%AC-%22X%22'],
])('names the platform %s as a product that any header can hold: %s', async (sender, product) => {
  answerWith(() => new Response(null, { status: 204 }))
  await sendWebhook({ url: 'https://receiver.example/hook', secrets: [SECRET] }, { ...MESSAGE, sender }, NOW)
  expect(new Headers(asked[0]?.init.headers).get('user-agent')).toBe(product)
})

it('a redirect is a failure and is not followed', async () => {
  answerWith(() => new Response(null, { status: 307, headers: { location: 'https://elsewhere.example/' } }))
  expect(await send()).toMatchObject({ isDelivered: false, reason: 'status 307', isFinal: false })
  expect(asked.map(({ url, init }) => [url, init.redirect])).toEqual([
    ['https://receiver.example/hook', 'manual'],
  ])
})

it.each([
  [500, {}, { reason: 'status 500', isFinal: false, retryAfterSeconds: 0 }],
  [503, { 'retry-after': '120' }, { reason: 'status 503', isFinal: false, retryAfterSeconds: 120 }],
  [503, { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }, { retryAfterSeconds: 0 }],
  [503, { 'retry-after': '99999999999' }, { retryAfterSeconds: 0 }],
  [410, {}, { reason: 'status 410', isFinal: true }],
])(
  'an answer of %i %j is retried, unless the receiver is gone for good',
  async (status, headers, expected) => {
    answerWith(() => new Response('what a receiver says is not read', { status, headers }))
    expect(await send()).toMatchObject({ isDelivered: false, ...expected })
  },
)

it('an unreachable receiver is not an error of the edge', async () => {
  answerWith(() => Promise.reject(new TypeError('connection refused')))
  expect(await send()).toMatchObject({ isDelivered: false, reason: 'unreachable', isFinal: false })
})
