// `sallyport/login-ticket`: issues login tickets in a login service. Runs on Node, Workers, Deno and Bun.
// Depends only on jose.
//
// Reads the portal's request, signs a ticket for the person who signed in, and builds the page that posts it
// to the portal.
//
// It can't know who signed in. docs/login-tickets.md says what must happen before you issue a ticket.

import { type CryptoKey, type JWK, type KeyObject, SignJWT } from 'jose'

/** A sign-in that the portal requests. */
export interface LoginRequest {
  /** Where the ticket is posted: the portal's path for this provider. */
  readonly returnTo: string
  /**
   * Identifies this sign-in in this browser: 128 bits, as 22 characters of base64url. Copy it into the ticket
   * unchanged.
   *
   * Keep it confidential. It is in the URL of your login page, so send `Referrer-Policy: strict-origin` with
   * every response of that page. Load nothing from other sites there, and keep the query out of your logs.
   */
  readonly nonce: string
  /**
   * Like `prompt=login` (OpenID Connect Core 1.0, section 3.1.2.1): the person must sign in now, even with a
   * session.
   */
  readonly mustReauthenticate: boolean
}

export interface TicketIssuer {
  /** The private key. Its public half is in your JWKS, under the same `kid`. */
  readonly key: CryptoKey | KeyObject | JWK
  readonly kid: string
  readonly alg: 'ES256' | 'EdDSA' | 'Ed25519' | 'RS256'
  /** Exactly as in the portal's configuration. */
  readonly issuer: string
  /** The portal's web origin, such as `https://auth.example.com`. */
  readonly portal: string
}

export interface SignedInPerson {
  /** From the login request of the same browser. */
  readonly nonce: string
  /**
   * The person's id in your service: 1 to 255 ASCII characters. It must never change or be given to another
   * person.
   */
  readonly subject: string
  readonly email: string
  /** Whether the person proved that they receive mail at this address. */
  readonly emailVerified: boolean
  readonly name: string
  /** How they signed in, in RFC 8176 values, such as `['pwd']` or `['pwd', 'otp', 'mfa']`. */
  readonly amr: readonly string[]
  /** When they signed in, in Unix seconds. Earlier than now if they used an existing session. */
  readonly authTime: number
}

export interface LoginTicketPage {
  readonly body: string
  /** The headers of the page. Send all of them. */
  readonly headers: Readonly<Record<string, string>>
}

/** The portal refuses a longer lifetime. */
const LIFETIME_SECONDS = 60
const NONCE = /^[\w-]{22}$/
const SUBJECT = /^\p{ASCII}{1,255}$/u

/**
 * Reads the portal's request from the URL of your login page. `url` may be a path with a query, as in Node.
 *
 * Returns null if the request is not from this portal, or its `return_to` is wrong. Answer it with 400.
 * Otherwise the ticket would be posted to an attacker.
 *
 * Throws a TypeError if `portal` is not a web origin.
 */
export function readLoginRequest(
  url: string | URL,
  { portal, provider }: { readonly portal: string; readonly provider: string },
): LoginRequest | null {
  const expected = `${requireWebOrigin(portal)}/sign-in/ticket/${provider}`
  if (!URL.canParse(url, portal)) return null
  const { searchParams } = new URL(url, portal)
  // Compare the whole string. Otherwise an address that only begins like the portal's would pass.
  const returnTo = findOnly(searchParams, 'return_to')
  const nonce = findOnly(searchParams, 'nonce')
  if (returnTo !== expected || nonce === null || !NONCE.test(nonce)) return null
  const prompts = searchParams.getAll('prompt').flatMap((value) => value.split(' '))
  return { returnTo, nonce, mustReauthenticate: prompts.includes('login') }
}

/**
 * Issues a login ticket: a JWT (RFC 7519) of type `login-ticket+jwt` (RFC 8725, section 3.11). It is valid
 * for one sign-in within 60 seconds.
 *
 * Throws a TypeError for values that the portal would refuse.
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
 * Returns the page that posts the ticket. A script submits it. Without JavaScript, the person presses its
 * button.
 *
 * Send it with exactly these headers, in the response to the request that signed the person in. The page is
 * not cached and loads nothing.
 *
 * Throws a TypeError if `returnTo` is not from `readLoginRequest`.
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
  // Browsers also apply `form-action` to redirects after a form, and the portal redirects to any workspace
  // host. So the policy allows a scheme, not a host.
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

/** Returns null if a parameter is missing or repeated. Otherwise two programs could read different values. */
function findOnly(parameters: URLSearchParams, name: string): string | null {
  const [value, ...others] = parameters.getAll(name)
  return value === undefined || others.length > 0 ? null : value
}

function requireUsable({ nonce, subject, amr, authTime }: SignedInPerson): void {
  if (!NONCE.test(nonce))
    throw new TypeError('nonce: must be 22 characters of base64url, from the login request')
  if (!SUBJECT.test(subject)) throw new TypeError('subject: must be 1 to 255 ASCII characters')
  if (amr.length === 0) throw new TypeError('amr: must have at least one method')
  if (!Number.isSafeInteger(authTime) || authTime > Date.now() / 1000) {
    throw new TypeError('authTime: must be whole seconds since 1970, not in the future')
  }
}

function requireWebOrigin(text: string): string {
  if (URL.canParse(text) && new URL(text).origin === text) return text
  throw new TypeError(`portal: must be a web origin without a trailing slash, not ${text}`)
}

/**
 * Allows only http and https. Otherwise `javascript:` in `returnTo` would run a script on your login page.
 */
function requireWebScheme(url: string): 'https:' | 'http:' {
  const { protocol } = new URL(url)
  if (protocol === 'https:' || protocol === 'http:') return protocol
  throw new TypeError(`returnTo: must come from readLoginRequest, not ${url}`)
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? '')
