// The addresses of the demo origin, and who may ask for each.

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Assertion } from '../src/origin/index.ts'
import {
  refuseMethod,
  sendReport,
  showFront,
  showHooks,
  showMissing,
  showPayroll,
  showSecure,
  showTransfer,
  showVault,
  stream,
  takeNote,
  takeTransfer,
} from './origin-answers.ts'
import { showStatus, takeHook, tellWho } from './origin-open.ts'
import { redirect } from './origin-replies.ts'
import type { OriginRequest, Site } from './origin-site.ts'

/**
 * Whom the origin lets in. It asks for the assertion itself, on every path that is not public. `recent` asks
 * for a second factor of the last minutes, `passkey` for a passkey.
 */
export type Admitted = 'everybody' | 'services' | 'people' | 'recent' | 'passkey'

export interface Route {
  readonly admits: Admitted
  readonly answer: (site: Site, req: OriginRequest, res: ServerResponse) => Promise<void>
}

type PersonAnswer = (
  site: Site,
  req: OriginRequest & { readonly assertion: Assertion },
  res: ServerResponse,
) => Promise<void>

const toPeople = (answer: PersonAnswer, admits: 'people' | 'recent' | 'passkey' = 'people'): Route => ({
  admits,
  async answer(site, req, res) {
    const { assertion } = req
    if (!assertion) throw new Error(`${req.url} was asked without a person’s assertion`)
    await answer(site, Object.assign(req, { assertion }), res)
  },
})

const ROUTES: Readonly<Record<string, Readonly<Record<string, Route>>>> = {
  '/': { GET: toPeople(showFront) },
  '/notes': { POST: toPeople(takeNote) },
  '/api/whoami': { GET: { admits: 'services', answer: tellWho } },
  '/hooks': { GET: toPeople(showHooks), POST: { admits: 'everybody', answer: takeHook } },
  '/status': { GET: { admits: 'everybody', answer: showStatus } },
  '/report.csv': { GET: toPeople(sendReport) },
  '/redirect': { GET: toPeople(async (_site, _req, res) => redirect(res, 302, '/')) },
  '/stream': { GET: toPeople(stream) },
  '/secure': { GET: toPeople(showSecure, 'recent') },
  '/vault': { GET: toPeople(showVault, 'passkey') },
  '/payroll': { GET: toPeople(showPayroll) },
  '/transfer': { GET: toPeople(showTransfer), POST: toPeople(takeTransfer) },
}

const MISSING = toPeople(showMissing)

/** Finds who may ask and what to answer. Only members are told that a page is missing. */
export function findRoute({ audience }: Site, req: IncomingMessage): Route {
  const { pathname } = new URL(req.url ?? '/', audience)
  const path = pathname.startsWith('/hooks/') ? '/hooks' : pathname
  const routes = Object.hasOwn(ROUTES, path) ? ROUTES[path] : undefined
  if (!routes) return MISSING
  const route = routes[req.method === 'HEAD' ? 'GET' : (req.method ?? '')]
  return route ?? toPeople((site, _req, res) => refuseMethod(site, Object.keys(routes), res))
}
