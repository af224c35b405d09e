// `sallyport/login-ticket`: a login service's side of login tickets. Runs on Node, Workers, Deno and Bun; needs only jose.
//
// Reads what the portal asks, signs who has just signed in, and makes the page that posts it to the portal. It doesn't
// know who has signed in: docs/login-tickets.md says what must have happened before a ticket is issued.

import { type CryptoKey, type JWK, type KeyObject, SignJWT } from 'jose'

/** One sign-in that the portal asks for. */
export interface LoginRequest {
  /** Where the ticket is posted to: the portal's own path for this provider. */
  readonly returnTo: string
  /**
   * Names this sign-in in this browser: 128 bits, 22 letters of base64url. Goes into the ticket unchanged. Keep it
   * confidential: it is in the URL of your login page, so send every answer of that page with the header
   * `Referrer-Policy: strict-origin`, load nothing from other sites there, and keep its query out of your logs.
   */
  readonly nonce: string
  /** `prompt=login` (OpenID Connect Core, 3.1.2.1): the person signs in now, whatever session they have with you. */
  readonly mustReauthenticate: boolean
}

export interface TicketIssuer {
  /** The private key. Its public half is in your JWKS, under the same `kid`. */
  readonly key: CryptoKey | KeyObject | JWK
  readonly kid: string
  readonly alg: 'ES256' | 'EdDSA' | 'Ed25519' | 'RS256'
  /** As the portal has it in its configuration, letter by letter. */
  readonly issuer: string
  /** The portal's web origin, such as `https://auth.example.com`. */
  readonly portal: string
}

export interface SignedInPerson {
  /** From the login request of this very browser. */
  readonly nonce: string
  /** The person's id with you: 1 to 255 ASCII characters. It stays, and nobody else ever gets it. */
  readonly subject: string
  readonly email: string
  /** Whether they have shown that mail to it reaches them. */
  readonly emailVerified: boolean
  readonly name: string
  /** How they signed in, in the words of RFC 8176: `['pwd']`, or `['pwd', 'otp', 'mfa']`. */
  readonly amr: readonly string[]
  /** When they signed in with you, in seconds since 1970: earlier than now where a session of yours answered. */
  readonly authTime: number
}

export interface LoginTicketPage {
  readonly body: string
  /** The page needs all of them. */
  readonly headers: Readonly<Record<string, string>>
}

/** The portal refuses a longer one. */
const LIFETIME_SECONDS = 60
const NONCE = /^[\w-]{22}$/
const SUBJECT = /^\p{ASCII}{1,255}$/u

/**
 * What the portal asks, from the URL of your login page; `url` may be a path with its query, as Node has it. Null is for
 * 400: not from this portal, or a `return_to` that leads elsewhere and would hand the ticket to somebody else.
 * Throws a TypeError where `portal` is no web origin.
 */
export function readLoginRequest(
  url: string | URL,
  { portal, provider }: { readonly portal: string; readonly provider: string },
): LoginRequest | null {
  const expected = `${requireWebOrigin(portal)}/sign-in/ticket/${provider}`
  if (!URL.canParse(url, portal)) return null
  const { searchParams } = new URL(url, portal)
  // The whole string is compared: what begins like the portal, or only parses to the same, is not it.
  const returnTo = findOnly(searchParams, 'return_to')
  const nonce = findOnly(searchParams, 'nonce')
  if (returnTo !== expected || nonce === null || !NONCE.test(nonce)) return null
  const prompts = searchParams.getAll('prompt').flatMap((value) => value.split(' '))
  return { returnTo, nonce, mustReauthenticate: prompts.includes('login') }
}

/**
 * A login ticket: a JWT (RFC 7519) in compact form, of type `login-ticket+jwt` (RFC 8725, 3.11), good for one sign-in in
 * the next 60 seconds. Throws a TypeError for values that no portal would take.
 */
export function issueLoginTicket(issuer: TicketIssuer, person: SignedInPerson): Promise<string> {
  requireUsable(person)
  const issuedAt = Math.floor(Date.now() / 1000)
  return new SignJWT({
    email: person.email,
    email_verified: person.emailVerified,
    name: person.name,
    amr: person.amr,
    auth_time: person.authTime,
    nonce: person.nonce,
  })
    .setProtectedHeader({ alg: issuer.alg, kid: issuer.kid, typ: 'login-ticket+jwt' })
    .setIssuer(issuer.issuer)
    .setAudience(requireWebOrigin(issuer.portal))
    .setSubject(person.subject)
    .setJti(crypto.randomUUID())
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + LIFETIME_SECONDS)
    .sign(issuer.key)
}

const STYLE =
  'body{max-width:28rem;margin:4rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif}button{padding:.6rem 1rem;font:inherit}'
const STYLE_HASH = 'sha256-cKEZ82/PJO0xruw0nyxplf5hlK+AwNAcFYVpmVZcWN0='
const SCRIPT = 'document.forms[0].submit()'
const SCRIPT_HASH = 'sha256-ePniVEkSivX/c7XWBGafqh8tSpiRrKiqYeqbG7N1TOE='

/**
 * The page that posts the ticket, by itself or, without JavaScript, by its button. Send it with exactly its headers, as
 * the answer to the request in which the person signed in: it is kept nowhere, and loads nothing. Throws a TypeError for
 * a `returnTo` that no `readLoginRequest` has given.
 */
export function loginTicketPage(returnTo: string, ticket: string): LoginTicketPage {
  const body = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Signing you in</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Signing you in</h1>
<form method="post" action="${escapeHtml(returnTo)}">
<input type="hidden" name="ticket" value="${escapeHtml(ticket)}">
<p>If nothing happens:</p>
<button>Continue</button>
</form>
</main>
<script>${SCRIPT}</script>
</body>
</html>
`
  // Browsers hold the redirects after a form to `form-action`, too, and the portal leads on to any workspace's host.
  const formTargets = requireWebScheme(returnTo)
  const policy = [
    "default-src 'none'",
    `script-src '${SCRIPT_HASH}'`,
    `style-src '${STYLE_HASH}'`,
    `form-action ${formTargets}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
  return {
    body,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': policy,
      'referrer-policy': 'strict-origin',
      'x-content-type-options': 'nosniff',
    },
  }
}

/** Null where it is missing or there are two: they might be read differently here and elsewhere. */
function findOnly(parameters: URLSearchParams, name: string): string | null {
  const [value, ...others] = parameters.getAll(name)
  return value === undefined || others.length > 0 ? null : value
}

function requireUsable({ nonce, subject, amr, authTime }: SignedInPerson): void {
  if (!NONCE.test(nonce)) throw new TypeError('nonce: 22 letters of base64url, from the login request')
  if (!SUBJECT.test(subject)) throw new TypeError('subject: 1 to 255 ASCII characters')
  if (amr.length === 0) throw new TypeError('amr: at least one method')
  if (!Number.isSafeInteger(authTime) || authTime > Date.now() / 1000) {
    throw new TypeError('authTime: whole seconds since 1970, and not in the future')
  }
}

function requireWebOrigin(text: string): string {
  if (URL.canParse(text) && new URL(text).origin === text) return text
  throw new TypeError(`portal: a web origin (scheme, host and port, no slash at the end), not ${text}`)
}

/** Anything else, `javascript:` above all, would be somebody's own action on your login page. */
function requireWebScheme(url: string): 'https:' | 'http:' {
  const { protocol } = new URL(url)
  if (protocol === 'https:' || protocol === 'http:') return protocol
  throw new TypeError(`returnTo: the one that readLoginRequest gave, not ${url}`)
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? '')
