// What the demo origin serves, one channel of the web after another. Every request here has been admitted.

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
  if (!route) return send(res, 404, messagePage(site, 'Not found', 'There is nothing at this address.'))
  const handler = route[req.method === 'HEAD' ? 'GET' : (req.method ?? '')]
  if (handler) return handler(site, req, res)
  res.setHeader('allow', Object.keys(route).join(', '))
  send(res, 405, messagePage(site, 'Not like this', 'This address takes requests of another method.'))
}

async function showFront(site: Site, req: AdmittedRequest, res: ServerResponse): Promise<void> {
  send(res, 200, frontPage(site, req.assertion, readClaims(tokenOf(req))))
}

async function tellWho(_site: Site, { assertion }: AdmittedRequest, res: ServerResponse): Promise<void> {
  res.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  res.end(JSON.stringify(assertion))
}

async function takeNote(site: Site, req: AdmittedRequest, res: ServerResponse): Promise<void> {
  // The gate knows who asks, not on which page: forged forms are the origin's to refuse.
  const { origin } = req.headers
  if (origin !== undefined && origin !== site.audience) {
    return send(res, 403, messagePage(site, 'Not from here', 'This form belongs to another site.'))
  }
  const body = await readBody(req)
  const text = body === null ? '' : (new URLSearchParams(body).get('text') ?? '').trim()
  if (text === '') {
    return send(res, 422, messagePage(site, 'No note', 'Write something, of at most 10,000 bytes.'))
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

/** A spreadsheet would run a cell that begins like a formula. */
const quoteCell = (text: string) => `"${text.replace(/^(?=[=+\-@])/, "'").replaceAll('"', '""')}"`

async function stream(_site: Site, _req: AdmittedRequest, res: ServerResponse): Promise<void> {
  res.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
  for (let line = 1; line <= 5 && !res.destroyed; line += 1) {
    res.write(`Line ${line} of 5\n`)
    await sleep(300)
  }
  res.end()
}

/** Stricter than the workspace's policy: an origin may ask for a second factor that is minutes old. */
async function showSecure(site: Site, req: AdmittedRequest, res: ServerResponse): Promise<void> {
  const demand = { maxAge: SECURE_WITHIN_SECONDS }
  const verification = await site.verifyAssertion(tokenOf(req), demand)
  if (verification.ok) return send(res, 200, secretPage(site, verification.assertion))
  const challenge = `Bearer error="insufficient_user_authentication", acr_values="aal2", max_age="${demand.maxAge}"`
  res.setHeader('www-authenticate', challenge)
  send(res, 401, refusalPage(site, verification.code, demand.maxAge))
}

const tokenOf = (req: IncomingMessage): string => String(req.headers['sallyport-assertion'] ?? '')

/** Only for showing, and only of a token that has been verified. */
function readClaims(token: string): string {
  const [, payload = ''] = token.split('.')
  return JSON.stringify(JSON.parse(Buffer.from(payload, 'base64url').toString()), null, 2)
}

/** Null where it is too long. */
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
