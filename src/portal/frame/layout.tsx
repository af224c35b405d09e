// The frame of every page, and the policy that limits what a page may load and where its forms may lead.

import { getContext } from 'hono/context-storage'
import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { BrandLinks, BrandName, SecuredBy } from './brand.tsx'
import { contentPolicy } from './content-policy.ts'
import type { PortalContext, PortalEnv } from './context.ts'
import { Form } from './form.tsx'
import { LanguageSwitcher } from './language-switcher.tsx'
import { useWords } from './words.ts'

export interface PageOptions {
  readonly title: string
  readonly status?: ContentfulStatusCode
  /** When the person may try again, in Unix seconds. Sets the status to 429. */
  readonly retryAt?: number | undefined
  /**
   * True if the page's form may end at a workspace or another site. Some browsers apply `form-action` to
   * redirects as well.
   */
  readonly leadsAway?: boolean
  readonly isWide?: boolean
  /** The accent colour of the page's workspace. */
  readonly accent?: string | null | undefined
  readonly current?: 'workspaces' | 'security' | 'sessions'
  /** A script of this page alone, after the script of every page. */
  readonly script?: Child
}

export async function page(c: PortalContext, options: PageOptions, content: Child): Promise<Response> {
  const { session, edge, words } = c.var
  const { layout, links } = words
  const { brand } = edge.config
  c.header('content-language', words.code)
  c.header('content-security-policy', contentPolicy(options.leadsAway ? edge.config.scheme : ''))
  c.status(options.retryAt === undefined ? (options.status ?? 200) : 429)
  if (options.retryAt !== undefined) c.header('retry-after', String(Math.max(1, options.retryAt - edge.now)))
  return c.html(
    html`<!doctype html>${(
      <html lang={words.code} dir={words.direction}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>{`${options.title} · ${brand.name}`}</title>
          <BrandLinks brand={brand} accent={options.accent} />
          <script
            src="/assets/sallyport.js"
            defer
            data-copied={layout.copied}
            data-not-copied={layout.notCopied}
            data-your-time={layout.yourTime}
          />
          {options.script}
        </head>
        <body>
          <a class="skip" href="#main">
            {layout.skip}
          </a>
          <header class="top">
            <a class="brand" href="/workspaces">
              <BrandName brand={brand} />
            </a>
            {session ? (
              <nav aria-label={layout.mainNavigation}>
                <NavLink href="/workspaces" isCurrent={options.current === 'workspaces'}>
                  {layout.workspaces}
                </NavLink>
                <NavLink href="/account/security" isCurrent={options.current === 'security'}>
                  {layout.security}
                </NavLink>
                <Form action="/sign-out">
                  <button type="submit" class="link">
                    {links.signOut}
                  </button>
                </Form>
              </nav>
            ) : null}
          </header>
          <main id="main" class={options.isWide ? 'page' : 'page narrow'}>
            {content}
          </main>
          <footer class="quiet">
            {session ? <p>{layout.signedInAs({ email: <bdi>{session.email}</bdi> })}</p> : null}
            <LanguageSwitcher c={c} />
            <SecuredBy brand={brand} />
          </footer>
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

export function Alert({ children }: { children?: Child }) {
  return (
    <div class="alert" role="alert">
      {children}
    </div>
  )
}

export function Info({ children }: { children?: Child }) {
  return (
    <div class="info" role="status">
      {children}
    </div>
  )
}

export function Warning({ children }: { children?: Child }) {
  return (
    <div class="warning" role="status">
      {children}
    </div>
  )
}

/** Warns above a form that the page's URL filled in, because nothing is saved yet. */
export const Unsaved = () => <Warning>{useWords().settings.notSaved}</Warning>

interface EmailFieldProps {
  readonly label: string
  readonly value: string
  readonly autocomplete: 'username' | 'email' | 'off'
  readonly hasFocus?: boolean
  /** The id of the text that says what is wrong with the address. */
  readonly problemId?: string | undefined
}

/**
 * A field that accepts every address that the portal can parse. Must not have `type="email"`. Otherwise
 * browsers would refuse letters outside ASCII before the `@`, which accounts may have.
 */
export function EmailField({ label, value, autocomplete, hasFocus = false, problemId }: EmailFieldProps) {
  return (
    <label>
      {label}
      <input
        name="email"
        type="text"
        inputmode="email"
        dir="ltr"
        value={value}
        autocomplete={autocomplete}
        autocapitalize="none"
        spellcheck={false}
        required
        autofocus={hasFocus}
        aria-describedby={problemId}
        aria-invalid={problemId ? 'true' : undefined}
      />
    </label>
  )
}

/**
 * Shows a name that a person chose. Isolates it, because it may be written in another direction than the text
 * around it.
 */
export function Strong({ text }: { text: string }) {
  return (
    <strong>
      <bdi>{text}</bdi>
    </strong>
  )
}

/** Breaks a hyphenated word in a heading only if it does not fit on a line. */
export function Unbroken({ text }: { text: string }) {
  return (
    <>
      {text
        .split(/(\S+-\S+)/)
        .map((part, place) => (place % 2 === 1 ? <span class="unbroken">{part}</span> : part))}
    </>
  )
}

/** Says where to ask for help: the operator's address, or a general phrase if none is set. */
export function Contact(): Child {
  const { edge, words } = getContext<PortalEnv>().var
  const { support } = edge.config.brand
  if (!support) return words.layout.operator
  if (support.email === null) {
    return (
      <a href={support.href}>
        <bdi>{words.layout.operator}</bdi>
      </a>
    )
  }
  return (
    <>
      {words.layout.supportAddress({
        address: (
          <a href={support.href}>
            <bdi>{support.email}</bdi>
          </a>
        ),
      })}
    </>
  )
}

/**
 * Shows a time in UTC. The script adds the reader's local time as a title, or next to it with `isLocalToo`.
 */
export function Time({ at, isLocalToo = false }: { at: number; isLocalToo?: boolean }) {
  return (
    <time datetime={new Date(at * 1000).toISOString()} data-local={isLocalToo ? '' : undefined}>
      {useWords().write.time(at)}
    </time>
  )
}

/**
 * Shows the rest of a wait, which the script counts down. Without the script, the end of the wait is shown
 * next to it.
 */
export function Countdown({ until, now }: { until: number; now: number }) {
  const { codeRefusals, write } = useWords()
  return (
    <>
      <time
        role="timer"
        datetime={new Date(until * 1000).toISOString()}
        data-countdown={until - now}
        data-over={codeRefusals.lockOver}
      >
        {write.span(until - now)}
      </time>
      <noscript> ({write.time(until)})</noscript>
    </>
  )
}
