// The frame of every page, and the policy of what a page may load and where its forms may lead.

import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import { writeTime } from '../core/time.ts'
import type { PortalContext } from './context.ts'
import { csrfToken } from './csrf.ts'

export interface PageOptions {
  readonly title: string
  readonly status?: 200 | 403 | 404 | 409 | 413 | 415 | 422 | 429
  /** Its form leads to a workspace, and wherever that leads: some browsers hold redirects to `form-action`, too. */
  readonly leadsAway?: boolean
  readonly isWide?: boolean
  readonly current?: 'workspaces' | 'security' | 'sessions'
}

export async function page(c: PortalContext, options: PageOptions, content: Child): Promise<Response> {
  const { session, edge, browser } = c.var
  const csrf = session && (await csrfToken(edge, browser, { sessionId: session.id }))
  c.header('content-security-policy', contentPolicy(options.leadsAway ? edge.config.scheme : ''))
  c.status(options.status ?? 200)
  return c.html(
    html`<!doctype html>${(
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>{options.title} · Sallyport</title>
          <link rel="icon" href="/assets/mark.svg" type="image/svg+xml" />
          <link rel="stylesheet" href="/assets/sallyport.css" />
          <script src="/assets/sallyport.js" defer />
        </head>
        <body>
          <a class="skip" href="#main">
            Skip to content
          </a>
          <header class="top">
            <a class="brand" href="/workspaces">
              <img src="/assets/mark.svg" alt="" width="28" height="28" />
              Sallyport
            </a>
            {session && csrf ? (
              <nav aria-label="Main">
                <NavLink href="/workspaces" isCurrent={options.current === 'workspaces'}>
                  Workspaces
                </NavLink>
                <NavLink href="/account/security" isCurrent={options.current === 'security'}>
                  Security
                </NavLink>
                <form method="post" action="/sign-out">
                  <input type="hidden" name="csrf" value={csrf} />
                  <button type="submit" class="link">
                    Sign out
                  </button>
                </form>
              </nav>
            ) : null}
          </header>
          <main id="main" class={options.isWide ? 'page' : 'page narrow'}>
            {content}
          </main>
          {session ? <footer class="quiet">Signed in as {session.email}</footer> : null}
        </body>
      </html>
    )}`,
  )
}

function NavLink({ href, isCurrent, children }: { href: string; isCurrent: boolean; children?: Child }) {
  return (
    <a href={href} {...(isCurrent ? { 'aria-current': 'page' } : {})}>
      {children}
    </a>
  )
}

/** Hidden fields that every form carries. */
export function FormFields({ csrf, returnTo }: { csrf: string; returnTo?: string | null }) {
  return (
    <>
      <input type="hidden" name="csrf" value={csrf} />
      {returnTo ? <input type="hidden" name="return_to" value={returnTo} /> : null}
    </>
  )
}

export function Alert({ children }: { children?: Child }) {
  return (
    <div class="alert" role="alert">
      {children}
    </div>
  )
}

export function Notice({ children }: { children?: Child }) {
  return (
    <div class="notice" role="status">
      {children}
    </div>
  )
}

/** In UTC, which is true everywhere; the script adds the reader's own time. */
export function Time({ at }: { at: number }) {
  return <time datetime={new Date(at * 1000).toISOString()}>{writeTime(at)}</time>
}

export function writeSpan(seconds: number): string {
  const [count, unit] =
    seconds >= 172_800
      ? [Math.round(seconds / 86_400), 'day']
      : seconds >= 7200
        ? [Math.round(seconds / 3600), 'hour']
        : seconds >= 120
          ? [Math.round(seconds / 60), 'minute']
          : [Math.max(1, seconds), 'second']
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

function contentPolicy(moreFormTargets: string): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    `form-action 'self' ${moreFormTargets}`.trim(),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
