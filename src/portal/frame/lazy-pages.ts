// Mounts pages whose code is loaded when one of them is first asked for.

import { Hono } from 'hono'
import type { PortalEnv } from './context.ts'
import { type FormNeeds, takes } from './form-needs.ts'

/** `needs` are what the route's form needs. They are read before the page is loaded. */
export type Route = readonly [method: 'GET' | 'POST', path: string, needs?: FormNeeds]
export type Pages = readonly Hono<PortalEnv>[]

/**
 * Returns an application with these routes, and no code behind them until it is needed. The routes must be those of the
 * pages, because the guards and the table of methods are made before the pages are loaded. A test compares the two.
 */
export function lazyPages(routes: readonly Route[], load: () => Promise<Pages>): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>()
  for (const [method, path, needs] of routes) {
    if (needs) app.on(method, path, takes(needs))
    app.on(method, path, async (c, next) => handlerOf(await load(), method, path)(c, next))
  }
  return app
}

function handlerOf(pages: Pages, method: string, path: string) {
  const isIt = (route: { method: string; path: string }) => route.method === method && route.path === path
  const found = pages.flatMap(({ routes }) => routes).find(isIt)
  if (!found) throw new Error(`no page answers ${method} ${path}`)
  return found.handler
}
