// A Worker that is asked and counted: in a test by calling it, in a benchmark over HTTP.

export interface Count {
  readonly roundTrips: number
  readonly statements: number
  readonly rowsRead: number
  readonly rowsWritten: number
  readonly kvReads: number
  readonly kvWrites: number
  /** That D1 spent in SQLite. */
  readonly milliseconds: number
}

export interface Asked {
  readonly method?: string
  readonly headers: Headers
  readonly body?: string
}

export interface World {
  /** Answers when what was deferred is done, too. */
  readonly ask: (url: string, init: Asked) => Promise<Response>
  readonly cron: (cron: string) => Promise<void>
  /** Since it was asked last. */
  readonly takeCount: () => Promise<Count>
  readonly now: () => number
  readonly moveClock: (seconds: number) => Promise<void>
  readonly operatorToken: string
}

export const PORTAL = 'http://auth.localhost:8787'

interface Page {
  readonly url: string
  readonly status: number
  readonly text: string
}

/** Cookies, redirects and forms. */
export class Browser {
  private readonly jars = new Map<string, Map<string, string>>()
  private readonly world: World
  constructor(world: World) {
    this.world = world
  }

  /** Follows redirects up to an origin, which nothing answers at: the gate's 502 is as far as this goes. */
  async ask(url: string, form?: Record<string, string>): Promise<Page> {
    const { host } = new URL(url)
    const jar = this.jars.get(host) ?? new Map<string, string>()
    this.jars.set(host, jar)
    const headers = new Headers({ accept: 'text/html' })
    headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '))
    if (form) headers.set('content-type', 'application/x-www-form-urlencoded')
    const init = form ? { method: 'POST', body: new URLSearchParams(form).toString() } : {}
    const response = await this.world.ask(url, { ...init, headers })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value) jar.set(name, value)
      else jar.delete(name)
    }
    const text = await response.text()
    const location = response.headers.get('location')
    return location ? this.ask(new URL(location, url).href) : { url, status: response.status, text }
  }

  async submit(page: Page, action: string, fields: Record<string, string>): Promise<Page> {
    const [, form] = new RegExp(`<form[^>]*action="${action}"[^>]*>(.*?)</form>`, 's').exec(page.text) ?? []
    if (form === undefined) throw new Error(`no form for ${action} at ${page.url} (${page.status})`)
    const hidden = [...form.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')] as const,
    )
    return this.ask(new URL(action, page.url).href, { ...Object.fromEntries(hidden), ...fields })
  }
}

/** The API, as the operator. */
export async function callApi(world: World, method: string, path: string, body?: unknown): Promise<unknown> {
  const headers = new Headers({
    authorization: `Bearer ${world.operatorToken}`,
    'content-type': 'application/json',
  })
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
  const response = await world.ask(`${PORTAL}/api/v1${path}`, init)
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`)
  return text
}
