// Answers of the demo origin to people. Every request here carries a verified assertion.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Assertion } from '../src/origin/index.ts'
import { hooksPage } from './origin-open-pages.ts'
import { frontPage, messagePage, payrollPage, secretPage, transferPage, vaultPage } from './origin-pages.ts'
import { readBody, redirect, send } from './origin-replies.ts'
import type { OriginRequest, Site } from './origin-site.ts'

interface PersonRequest extends OriginRequest {
  readonly assertion: Assertion
}

const MOST_NOTES = 20
const MOST_FORM_BYTES = 10_000

export async function showFront(site: Site, req: PersonRequest, res: ServerResponse): Promise<void> {
  send(res, 200, frontPage(site, req.assertion, readClaims(req)))
}

export async function showHooks(site: Site, _req: PersonRequest, res: ServerResponse): Promise<void> {
  send(res, 200, hooksPage(site))
}

export async function takeNote(site: Site, req: PersonRequest, res: ServerResponse): Promise<void> {
  if (isForeign(site, req)) return refuseForm(site, res)
  const text = (await readForm(req))?.get('text')?.trim() ?? ''
  if (text === '') {
    return send(res, 422, messagePage(site, 'The note is empty or too long', 'Write at most 10,000 bytes.'))
  }
  site.notes.unshift({ from: req.assertion.account.name, text })
  site.notes.splice(MOST_NOTES)
  redirect(res, 303, '/#notes')
}

/** Checks nothing itself: a rule has made the edge ask for a second factor from the last minute. */
export async function showTransfer(site: Site, req: PersonRequest, res: ServerResponse): Promise<void> {
  send(res, 200, transferPage(site, req.assertion))
}

export async function takeTransfer(site: Site, req: PersonRequest, res: ServerResponse): Promise<void> {
  if (isForeign(site, req)) return refuseForm(site, res)
  const amount = Number((await readForm(req))?.get('amount'))
  if (!(amount > 0)) return send(res, 422, messagePage(site, 'Enter an amount', 'It must be above 0.'))
  const message = `${amount} coins were transferred. This is a demo, so nobody received them.`
  send(res, 200, messagePage(site, 'Transferred', message))
}

/** The middleware has asked for a second factor of the last 5 minutes. */
export async function showSecure(site: Site, req: PersonRequest, res: ServerResponse): Promise<void> {
  send(res, 200, secretPage(site, req.assertion))
}

/** The middleware has asked for a passkey. */
export async function showVault(site: Site, req: PersonRequest, res: ServerResponse): Promise<void> {
  send(res, 200, vaultPage(site, req.assertion))
}

/** Checks nothing itself: a rule has made the edge ask for a passkey. */
export async function showPayroll(site: Site, req: PersonRequest, res: ServerResponse): Promise<void> {
  send(res, 200, payrollPage(site, req.assertion))
}

export async function showMissing(site: Site, _req: PersonRequest, res: ServerResponse): Promise<void> {
  send(res, 404, messagePage(site, 'Page not found', 'Nothing is at this address.'))
}

export async function refuseMethod(
  site: Site,
  allowed: readonly string[],
  res: ServerResponse,
): Promise<void> {
  res.setHeader('allow', allowed.join(', '))
  send(res, 405, messagePage(site, 'Method not allowed', 'This address does not accept this method.'))
}

export async function sendReport(
  _site: Site,
  { assertion }: PersonRequest,
  res: ServerResponse,
): Promise<void> {
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

export async function stream(_site: Site, _req: PersonRequest, res: ServerResponse): Promise<void> {
  res.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
  for (let line = 1; line <= 5 && !res.destroyed; line += 1) {
    res.write(`Line ${line} of 5\n`)
    await sleep(300)
  }
  res.end()
}

/**
 * Must check where a form comes from. The gate knows who posts it, but not which site's page the form is on.
 * Otherwise another site could post forms in the visitor's name.
 */
const isForeign = ({ audience }: Site, { headers }: IncomingMessage): boolean =>
  headers.origin !== undefined && headers.origin !== audience

const refuseForm = (site: Site, res: ServerResponse): void =>
  send(res, 403, messagePage(site, 'Request refused', 'This form belongs to another site.'))

async function readForm(req: IncomingMessage): Promise<URLSearchParams | null> {
  const body = await readBody(req, MOST_FORM_BYTES)
  return body && new URLSearchParams(body.toString())
}

/** Reads the claims to display them. Does not verify the token, so it must be verified already. */
function readClaims({ headers }: IncomingMessage): string {
  const [, payload = ''] = String(headers['sallyport-assertion'] ?? '').split('.')
  return JSON.stringify(JSON.parse(Buffer.from(payload, 'base64url').toString()), null, 2)
}
