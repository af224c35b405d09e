import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { decodeProtectedHeader, generateKeyPair, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import {
  issueLoginTicket,
  loginTicketPage,
  readLoginRequest,
  type SignedInPerson,
} from '../../src/origin/login-ticket.ts'

const PORTAL = 'https://auth.example.com'
const RETURN_TO = `${PORTAL}/sign-in/ticket/platform`
const NONCE = 'AbCdEfGhIjKlMnOpQr-_01'

const read = (parameters: Record<string, string> | string) =>
  readLoginRequest(`/login?${new URLSearchParams(parameters)}`, { portal: PORTAL, provider: 'platform' })

describe('a login request', () => {
  it('is read from a path or a whole URL', () => {
    const expected = { returnTo: RETURN_TO, nonce: NONCE, mustReauthenticate: false }
    expect(read({ return_to: RETURN_TO, nonce: NONCE })).toEqual(expected)
    const url = new URL(
      `https://login.example.com/login?${new URLSearchParams({ return_to: RETURN_TO, nonce: NONCE })}`,
    )
    expect(readLoginRequest(url, { portal: PORTAL, provider: 'platform' })).toEqual(expected)
  })

  it.each([
    ['login', true],
    ['consent login', true],
    ['none', false],
    ['logins', false],
  ])('with prompt=%s asks for a new sign-in: %s', (prompt, expected) => {
    expect(read({ return_to: RETURN_TO, nonce: NONCE, prompt })?.mustReauthenticate).toBe(expected)
  })

  it.each([
    ['https://evil.example/sign-in/ticket/platform'],
    ['https://auth.example.com.evil.example/sign-in/ticket/platform'],
    ['https://auth.example.com@evil.example/sign-in/ticket/platform'],
    ['http://auth.example.com/sign-in/ticket/platform'],
    ['https://auth.example.com:8443/sign-in/ticket/platform'],
    ['//auth.example.com/sign-in/ticket/platform'],
    ['/sign-in/ticket/platform'],
    [`${RETURN_TO}/`],
    [`${RETURN_TO}?next=https://evil.example`],
    [`${RETURN_TO}/../other`],
    [`${PORTAL}/sign-in/ticket/other`],
    [`${PORTAL}/SIGN-IN/ticket/platform`],
    [`https:\\\\auth.example.com/sign-in/ticket/platform`],
    [` ${RETURN_TO}`],
    [''],
  ])('that returns to %s is refused', (returnTo) => {
    expect(read({ return_to: returnTo, nonce: NONCE })).toBeNull()
  })

  it('that returns to any other URL is refused', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.string()), (text) => {
        for (const other of [text, `${RETURN_TO}${text}`, `${text}${RETURN_TO}`]) {
          if (other !== RETURN_TO) expect(read({ return_to: other, nonce: NONCE })).toBeNull()
        }
      }),
    )
  })

  it.each([
    ['none', { return_to: RETURN_TO }],
    ['one too short', { return_to: RETURN_TO, nonce: NONCE.slice(1) }],
    ['one too long', { return_to: RETURN_TO, nonce: `${NONCE}A` }],
    ['a letter outside base64url', { return_to: RETURN_TO, nonce: NONCE.replace('_', '+') }],
    ['a line after it', { return_to: RETURN_TO, nonce: `${NONCE}\n` }],
  ])('with %s as nonce is refused', (_, parameters) => {
    expect(read(parameters)).toBeNull()
  })

  it('with return_to or nonce twice is refused, even if one is right', () => {
    const right = new URLSearchParams({ return_to: RETURN_TO, nonce: NONCE }).toString()
    expect(read(right)).not.toBeNull()
    expect(read(`${right}&return_to=https://evil.example`)).toBeNull()
    expect(read(`return_to=https://evil.example&${right}`)).toBeNull()
    expect(read(`${right}&nonce=${NONCE}`)).toBeNull()
  })

  it('throws for a portal that is not a web origin', () => {
    for (const portal of [`${PORTAL}/`, 'auth.example.com', `${PORTAL}/portal`, '']) {
      expect(() => readLoginRequest('/', { portal, provider: 'platform' })).toThrow(TypeError)
    }
  })
})

const nowSeconds = () => Math.floor(Date.now() / 1000)

const person = (changes: Partial<SignedInPerson> = {}): SignedInPerson => ({
  nonce: NONCE,
  subject: 'p-1',
  email: 'bo@acme.example',
  emailVerified: true,
  name: 'Bo Lindqvist',
  amr: ['pwd'],
  authTime: nowSeconds() - 300,
  ...changes,
})

async function createIssuer(alg: 'ES256' | 'EdDSA' | 'Ed25519' | 'RS256' = 'ES256') {
  const { publicKey, privateKey } = await generateKeyPair(alg)
  const issuer = { key: privateKey, kid: 'k-1', alg, issuer: 'https://login.example.com', portal: PORTAL }
  return { issuer, publicKey }
}

describe('a login ticket', () => {
  it.each(['ES256', 'EdDSA', 'Ed25519', 'RS256'] as const)(
    'signed with %s says who signed in, how, when, and for which browser and portal',
    async (alg) => {
      const { issuer, publicKey } = await createIssuer(alg)
      const { authTime } = person()
      const ticket = await issueLoginTicket(issuer, person({ authTime }))
      expect(decodeProtectedHeader(ticket)).toEqual({ alg, kid: 'k-1', typ: 'login-ticket+jwt' })
      const { payload } = await jwtVerify(ticket, publicKey)
      expect(payload).toEqual({
        iss: 'https://login.example.com',
        aud: PORTAL,
        sub: 'p-1',
        email: 'bo@acme.example',
        email_verified: true,
        name: 'Bo Lindqvist',
        amr: ['pwd'],
        auth_time: authTime,
        nonce: NONCE,
        jti: expect.stringMatching(/^[\w-]{36}$/),
        iat: expect.any(Number),
        exp: Number(payload.iat) + 60,
      })
      expect(Math.abs(Number(payload.iat) - nowSeconds())).toBeLessThan(5)
    },
  )

  it('has its own jti each time, for the same person and nonce', async () => {
    const { issuer, publicKey } = await createIssuer()
    const tickets = await Promise.all(Array.from({ length: 20 }, () => issueLoginTicket(issuer, person())))
    const ids = await Promise.all(
      tickets.map(async (ticket) => (await jwtVerify(ticket, publicKey)).payload.jti),
    )
    expect(new Set(ids).size).toBe(20)
  })

  it.each([
    ['a malformed nonce', { nonce: 'short' }],
    ['an empty subject', { subject: '' }],
    ['a subject of 256 characters', { subject: 'x'.repeat(256) }],
    ['a subject outside ASCII', { subject: 'p-é' }],
    ['no method', { amr: [] }],
    ['a time in milliseconds', { authTime: Date.now() }],
    ['a broken second', { authTime: 1.5 }],
  ])('is not issued with %s', async (_, changes) => {
    const { issuer } = await createIssuer()
    expect(() => issueLoginTicket(issuer, person(changes))).toThrow(TypeError)
  })

  it('is not issued for a portal that is not a web origin', async () => {
    const { issuer } = await createIssuer()
    expect(() => issueLoginTicket({ ...issuer, portal: `${PORTAL}/` }, person())).toThrow(TypeError)
  })
})

const unescapeHtml = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

const fieldsOf = (body: string) => {
  const [, action = ''] = /<form method="post" action="([^"]*)">/.exec(body) ?? []
  const [, ticket = ''] = /<input type="hidden" name="ticket" value="([^"]*)">/.exec(body) ?? []
  return { action: unescapeHtml(action), ticket: unescapeHtml(ticket) }
}

const tagsIn = (body: string) => body.match(/<[^>]*>/g)?.map((tag) => tag.replace(/"[^"]*"/g, '""'))

describe('the page that posts the ticket', () => {
  const page = loginTicketPage(RETURN_TO, 'a.b.c')

  it('posts the ticket to the portal in a field, with a button if JavaScript is off', () => {
    expect(fieldsOf(page.body)).toEqual({ action: RETURN_TO, ticket: 'a.b.c' })
    expect(page.body).toContain('<button>Continue</button>')
  })

  it.each(['script', 'style'])('has one %s, whose hash is in its policy', (name) => {
    const found = [...page.body.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, 'g'))].map(
      ([, text]) => text ?? '',
    )
    const hashes = found.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`)
    expect(page.headers['content-security-policy']).toContain(`${name}-src ${hashes.join(' ')};`)
    expect(hashes).toHaveLength(1)
  })

  it('is not cached or framed, and its form may lead to the portal and workspaces', () => {
    expect(page.headers['cache-control']).toBe('no-store')
    expect(page.headers['content-security-policy']).toMatch(/default-src 'none';.*frame-ancestors 'none'/)
    expect(page.headers['content-security-policy']).toContain('form-action https:;')
  })

  it('keeps markup in every field inside its attribute', () => {
    const markup = fc.oneof(
      fc.string({
        unit: fc.constantFrom('"', "'", '<', '>', '&', '/', '=', 'x', '&quot;', '"><script>', ' '),
      }),
      fc.string({ unit: 'binary' }),
    )
    fc.assert(
      fc.property(markup, markup, (path, ticket) => {
        const returnTo = `https://auth.example.com/${path}`
        const { body } = loginTicketPage(returnTo, ticket)
        expect(fieldsOf(body)).toEqual({ action: returnTo, ticket })
        expect(tagsIn(body)).toEqual(tagsIn(page.body))
      }),
    )
  })

  it('posts only to http and https addresses', () => {
    expect(() => loginTicketPage('javascript:alert(1)', 'a.b.c')).toThrow(TypeError)
    expect(() => loginTicketPage('/sign-in/ticket/platform', 'a.b.c')).toThrow(TypeError)
  })
})
