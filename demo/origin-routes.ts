// Serves the pages of the demo origin. Every request here carries a verified assertion.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Assertion, VerifyAssertion } from '../src/origin/index.ts'
import { frontPage, messagePage, type Page, refusalPage, secretPage } from './origin-pages.ts'

export interface Note {
  readonly from: string
  readonly text: string
}

export interface Site {
  readonly name: string
  /** The name of the platform that people sign in to. */
  readonly brand: string
  readonly issuer: string
  readonly audience: string
  readonly verifyAssertion: VerifyAssertion
  readonly notes: Note[]
}

export interface AdmittedRequest extends IncomingMessage {
  readonly assertion: Assertion
}

type Handler = (site: Site, req: AdmittedRequest, res: ServerResponse) => Promise<void>

const MOST_NOTES = 20
const MOST_NOTE_BYTES = 10_000
const SECURE_WITHIN_SECONDS = 300

const ROUTES: Readonly<Record<string, Readonly<Record<string, Handler>>>> = {
  '/': { GET: showFront },
  '/notes': { POST: takeNote },
  '/api/whoami': { GET: tellWho },
  '/report.csv': { GET: sendReport },
  '/redirect': { GET: async (_site, _req, res) => redirect(res, 302, '/') },
  '/stream': { GET: stream },
  '/secure': { GET: showSecure },
}

export async function answer(site: Site, req: AdmittedRequest, res: ServerResponse): Promise<void> {
  const { pathname } = new URL(req.url ?? '/', site.audience)
  const route = Object.hasOwn(ROUTES, pathname) ? ROUTES[pathname] : undefined
  if (!route) return send(res, 404, messagePage(site, 'Page not found', 'Nothing is at this address.'))
  const handler = route[req.method === 'HEAD' ? 'GET' : (req.method ?? '')]
  if (handler) return handler(site, req, res)
  res.setHeader('allow', Object.keys(route).join(', '))
  send(res, 405, messagePage(site, 'Method not allowed', 'This address does not accept this method.'))
}

async function showFront(site: Site, req: AdmittedRequest, res: ServerResponse): Promise<void> {
  send(res, 200, frontPage(site, req.assertion, readClaims(tokenOf(req))))
}

async function tellWho(_site: Site, { assertion }: AdmittedRequest, res: ServerResponse): Promise<void> {
  res.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  res.end(JSON.stringify(assertion))
}

async function takeNote(site: Site, req: AdmittedRequest, res: ServerResponse): Promise<void> {
  // Must check where a form comes from. The gate knows who posts it, but not which site's page the form is
  // on. Otherwise another site could post notes in the visitor's name.
  const { origin } = req.headers
  if (origin !== undefined && origin !== site.audience) {
    return send(res, 403, messagePage(site, 'Request refused', 'This form belongs to another site.'))
  }
  const body = await readBody(req)
  const text = body === null ? '' : (new URLSearchParams(body).get('text') ?? '').trim()
  if (text === '') {
    return send(res, 422, messagePage(site, 'The note is empty or too long', 'Write at most 10,000 bytes.'))
  }
  site.notes.unshift({ from: req.assertion.account.name, text })
  site.notes.splice(MOST_NOTES)
  redirect(res, 303, '/#notes')
}

async function sendReport(_site: Site, { assertion }: AdmittedRequest, res: ServerResponse): Promise<void> {
  const rows = [
    ['workspace', 'account', 'role', 'assurance'],
    [assertion.workspace.slug, assertion.account.email, assertion.workspace.role, assertion.acr],
  ]
  res.writeHead(200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${assertion.workspace.slug}-report.csv"`,
    'cache-control': 'no-store',
  })
  res.end(rows.map((row) => `${row.map(quoteCell).join(',')}\r\n`).join(''))
}

/**
 * Quotes a cell. Must put an apostrophe before the start of a formula. Otherwise a spreadsheet would run it.
 */
const quoteCell = (text: string) => `"${text.replace(/^(?=[=+\-@])/, "'").replaceAll('"', '""')}"`

async function stream(_site: Site, _req: AdmittedRequest, res: ServerResponse): Promise<void> {
  res.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
  for (let line = 1; line <= 5 && !res.destroyed; line += 1) {
    res.write(`Line ${line} of 5\n`)
    await sleep(300)
  }
  res.end()
}

/**
 * Requires a second factor from the last 5 minutes. An origin may be stricter than its workspace's policy.
 */
async function showSecure(site: Site, req: AdmittedRequest, res: ServerResponse): Promise<void> {
  const demand = { maxAge: SECURE_WITHIN_SECONDS }
  const verification = await site.verifyAssertion(tokenOf(req), demand)
  if (verification.ok) return send(res, 200, secretPage(site, verification.assertion))
  const challenge = `Bearer error="insufficient_user_authentication", acr_values="aal2", max_age="${demand.maxAge}"`
  res.setHeader('www-authenticate', challenge)
  send(res, 401, refusalPage(site, verification.code, demand.maxAge))
}

const tokenOf = (req: IncomingMessage): string => String(req.headers['sallyport-assertion'] ?? '')

/** Reads the claims to display them. Does not verify the token, so it must be verified already. */
function readClaims(token: string): string {
  const [, payload = ''] = token.split('.')
  return JSON.stringify(JSON.parse(Buffer.from(payload, 'base64url').toString()), null, 2)
}

/** Returns null if the body is too long. */
async function readBody(req: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of req) {
    size += chunk.length
    if (size <= MOST_NOTE_BYTES) chunks.push(chunk)
  }
  return size <= MOST_NOTE_BYTES ? Buffer.concat(chunks).toString() : null
}

function redirect(res: ServerResponse, status: 302 | 303, location: string): void {
  res.writeHead(status, { location, 'cache-control': 'no-store' })
  res.end()
}

function send(res: ServerResponse, status: number, { body, contentPolicy }: Page): void {
  res.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': contentPolicy,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  res.end(body)
}
