// Answers of the demo origin that need no person: the public paths, and the path for service tokens.

import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { statusPage } from './origin-open-pages.ts'
import { readBody, send, sendJson } from './origin-replies.ts'
import type { OriginRequest, Site } from './origin-site.ts'

const MOST_DELIVERIES = 10
const MOST_BYTES = 100_000

/** Shows a page to everybody. It says the same to a member, because the edge sends no assertion here. */
export async function showStatus(site: Site, _req: OriginRequest, res: ServerResponse): Promise<void> {
  send(res, 200, statusPage(site))
}

/**
 * Keeps what a webhook sent, and answers with it. A real origin must check the sender's signature first. The
 * body arrives byte for byte, so the signature still fits.
 */
export async function takeHook(site: Site, req: OriginRequest, res: ServerResponse): Promise<void> {
  const body = await readBody(req, MOST_BYTES)
  if (body === null) return sendJson(res, 413, { error: `Send at most ${MOST_BYTES} bytes.` })
  const delivery = {
    at: Math.floor(Date.now() / 1000),
    path: req.url ?? '',
    headers: pairsOf(req.rawHeaders),
    body: body.toString(),
    sha256: createHash('sha256').update(body).digest('hex'),
  }
  site.deliveries.unshift(delivery)
  site.deliveries.splice(MOST_DELIVERIES)
  const { path, headers, sha256 } = delivery
  sendJson(res, 200, { path, headers: Object.fromEntries(headers), bytes: body.length, sha256 })
}

/** Tells a program, or the script of a page, who the edge says it is. */
export async function tellWho(
  _site: Site,
  { assertion, service }: OriginRequest,
  res: ServerResponse,
): Promise<void> {
  sendJson(res, 200, service ?? assertion)
}

const pairsOf = (raw: readonly string[]): (readonly [string, string])[] =>
  raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? ''] as const] : []))
