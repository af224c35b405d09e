// A browser without a screen: keeps cookies by host, follows redirects, fills in the forms of the pages it is on.

import { fetchLoopback } from '../../../demo/loopback.ts'
import { type Authenticator, authenticatorFrom } from './authenticator.ts'
import {
  headersOf,
  makePerson,
  makeWorkspace,
  type Person,
  portalOrigin,
  type RawAsk,
  sendRaw,
  type TestWorkspace,
} from './test-bed.ts'

export interface Answer {
  readonly url: string
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

export interface Ask {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string
  /** Not a navigation: a script's request. */
  readonly isScript?: boolean
  readonly follows?: boolean
  /** Until then the last byte of the body is held back: see `atOnce`. */
  readonly release?: Promise<void>
}

/** As browsers have it. */
const MOST_HOPS = 20

export class Visitor {
  readonly cookies = new Map<string, Map<string, string>>()
  /** Sent with every request. */
  readonly headers: Record<string, string> = {}
  private readonly portal: string

  constructor(portal = portalOrigin) {
    this.portal = portal
  }

  async ask(url: string, options: Ask = {}, hops = 0): Promise<Answer> {
    if (hops > MOST_HOPS) throw new Error(`redirected for ever, at ${url}`)
    const { method = 'GET', isScript = false, follows = true } = options
    const { host } = new URL(url)
    const jar = this.cookies.get(host)
    const cookie = [...(jar ?? [])].map(([name, value]) => `${name}=${value}`).join('; ')
    const { body, release } = options
    const headers = {
      ...(isScript ? { 'sec-fetch-mode': 'cors' } : { 'sec-fetch-mode': 'navigate', accept: 'text/html' }),
      ...(cookie ? { cookie } : {}),
      ...this.headers,
      ...options.headers,
    }
    const response = await (release
      ? sendHeldBack(url, { method, headers: Object.entries(headers), body: body ?? '', release })
      : fetchLoopback(url, { method, headers, ...(body === undefined ? {} : { body }) }))
    this.keepCookies(host, response.headers)
    const location = response.headers.get('location')
    if (follows && location && response.status >= 300 && response.status < 400) {
      return this.ask(new URL(location, url).href, {}, hops + 1)
    }
    return { url, status: response.status, headers: response.headers, text: await response.text() }
  }

  /** Submits the form of `page` that goes to `action`, with its hidden fields. */
  submit(
    page: Answer,
    action: string,
    fields: Record<string, string>,
    follows = true,
    release?: Promise<void>,
  ): Promise<Answer> {
    const form = formsOf(page.text).find((each) => each.action === action)
    if (!form) throw new Error(`no form goes to ${action} on ${page.url}:\n${page.text}`)
    const body = new URLSearchParams({ ...form.hidden, ...fields }).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: this.portal }
    const sent = { method: 'POST', headers, body, follows, ...(release && { release }) }
    return this.ask(new URL(action, page.url).href, sent)
  }

  /** The first factor. */
  async signIn({ email, password }: Person, from = `${this.portal}/sign-in`): Promise<Answer> {
    const page = await this.ask(from)
    return this.submit(page, '/sign-in', { email, password })
  }

  async signInWithCode(person: Person, code: string, from?: string): Promise<Answer> {
    const page = await this.signIn(person, from)
    return this.submit(page, '/sign-in/verify', { code })
  }

  /** Signed in, and not enrolled yet: sets up an authenticator, and saves the recovery codes. */
  async enrol(): Promise<{ authenticator: Authenticator; recoveryCodes: string[] }> {
    const path = '/account/security/authenticator'
    const page = await this.ask(this.portal + path)
    const authenticator = authenticatorFrom(otpauthLink(page.text))
    const shown = await this.submit(page, path, { code: await authenticator.code() })
    const recoveryCodes = [...shown.text.matchAll(/<li>([A-Z2-7-]{29})<\/li>/g)].map(([, code = '']) => code)
    await this.submit(shown, '/account/security/recovery-codes/confirm', {})
    return { authenticator, recoveryCodes }
  }

  cookie(host: string, name: string): string | undefined {
    return this.cookies.get(host)?.get(name)
  }

  /** From now on it comes from there: under `wrangler dev` nothing overwrites what Cloudflare's edge would. */
  comesFrom(ip: string): this {
    this.headers['cf-connecting-ip'] = ip
    return this
  }

  setCookie(host: string, name: string, value: string): void {
    const jar = this.cookies.get(host) ?? new Map<string, string>()
    this.cookies.set(host, jar.set(name, value))
  }

  private keepCookies(host: string, headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '' || /max-age=0\b/i.test(line)) this.cookies.get(host)?.delete(name)
      else this.setCookie(host, name, value)
    }
  }
}

async function sendHeldBack(url: string, asked: RawAsk): Promise<Response> {
  const { host, pathname, search } = new URL(url)
  const { status, headers, text } = await sendRaw(host, pathname + search, asked)
  return new Response(text, { status, headers: headersOf(headers) })
}

export interface Enrolled {
  readonly person: Person
  /** The browser that they enrolled in: signed in, with both factors. */
  readonly visitor: Visitor
  readonly authenticator: Authenticator
  readonly recoveryCodes: string[]
}

/** A new account with an authenticator. The code of this very moment is used. */
export async function makeEnrolledPerson(name: string): Promise<Enrolled> {
  const person = await makePerson(name)
  const visitor = new Visitor()
  await visitor.signIn(person)
  return { person, visitor, ...(await visitor.enrol()) }
}

export interface Admitted {
  readonly person: Person
  readonly workspace: TestWorkspace
  /** A browser with a session and a pass. */
  readonly visitor: Visitor
}

/** A new account in a new workspace, and inside. */
export async function makeAdmitted(
  origin: string,
  name: string,
  role: 'owner' | 'admin' | 'member' = 'member',
): Promise<Admitted> {
  const person = await makePerson(name)
  const workspace = await makeWorkspace(origin, [[person, role]])
  const visitor = new Visitor()
  await visitor.signIn(person, `${workspace.origin}/`)
  return { person, workspace, visitor }
}

export function otpauthLink(html: string): string {
  const [, uri] = /href="(otpauth:[^"]+)"/.exec(html) ?? []
  if (!uri) throw new Error(`no otpauth link on the page:\n${html}`)
  return plainText(uri)
}

export const alertOf = (html: string): string =>
  plainText(/role="alert">(.*?)<\/div>/s.exec(html)?.[1] ?? '').replace(/<[^>]*>/g, '')

function formsOf(html: string) {
  return [...html.matchAll(/<form[^>]*action="([^"]*)"[^>]*>(.*?)<\/form>/gs)].map(
    ([, action = '', inner = '']) => ({
      action: plainText(action),
      hidden: Object.fromEntries(
        [...inner.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
          ([, name = '', value = '']) => [name, plainText(value)],
        ),
      ),
    }),
  )
}

const plainText = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
