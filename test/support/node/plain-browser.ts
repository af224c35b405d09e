// A browser without a screen. Keeps cookies by host, follows redirects, and submits the forms of its pages.

import { fetchLoopback } from '../../../demo/loopback.ts'

export interface Answer {
  readonly url: string
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

export interface Ask {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string | Uint8Array
  /** Sends a script's request instead of a navigation. */
  readonly isScript?: boolean
  readonly follows?: boolean
  /** Holds back the last byte of the body until then: see `atOnce`. */
  readonly release?: Promise<void>
}

export interface Sent {
  readonly method: string
  readonly headers: Record<string, string>
  readonly body?: string | Uint8Array
  readonly release?: Promise<void>
}

/** The limit of browsers. */
const MOST_HOPS = 20

export class PlainBrowser {
  readonly cookies = new Map<string, Map<string, string>>()
  /** Headers sent with every request. */
  readonly headers: Record<string, string> = {}
  readonly portal: string

  constructor(portal: string) {
    this.portal = portal
  }

  async ask(url: string, options: Ask = {}, hops = 0): Promise<Answer> {
    if (hops > MOST_HOPS) throw new Error(`too many redirects, at ${url}`)
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
    const sent = { method, headers, ...(body === undefined ? {} : { body }), ...(release && { release }) }
    const response = await this.send(url, sent)
    this.keepCookies(host, response.headers)
    const location = response.headers.get('location')
    if (follows && location && response.status >= 300 && response.status < 400) {
      return this.ask(new URL(location, url).href, {}, hops + 1)
    }
    return { url, status: response.status, headers: response.headers, text: await response.text() }
  }

  protected send(url: string, sent: Sent): Promise<Response> {
    return fetchLoopback(url, sent)
  }

  /** Submits the form on `page` that goes to `action`, with its hidden fields. */
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

  /** Enters the first factor. */
  async signIn(
    { email, password }: { email: string; password: string },
    from = `${this.portal}/sign-in`,
  ): Promise<Answer> {
    const page = await this.ask(from)
    return this.submit(page, '/sign-in', { email, password })
  }

  cookie(host: string, name: string): string | undefined {
    return this.cookies.get(host)?.get(name)
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

export function otpauthLink(html: string): string {
  const [, uri] = /href="(otpauth:[^"]+)"/.exec(html) ?? []
  if (!uri) throw new Error(`no otpauth link on the page:\n${html}`)
  return plainText(uri)
}

/** Reads the recovery codes from the page that shows them. */
export const recoveryCodesIn = (html: string): string[] =>
  html.match(/\b([A-Z2-7]{4}-){5}[A-Z2-7]{4}\b/g) ?? []

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

export const plainText = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
