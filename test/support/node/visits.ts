// Records what a page loads, how it is answered, and what the browser reports, while a person uses it.

import { randomBytes } from 'node:crypto'
import type { CDPSession, Page, Request, Response } from 'playwright-core'
import { portalOrigin } from './test-bed.ts'

export interface Visits {
  /** Returns what went wrong since the last call. */
  takeTroubles(): string[]
  /** Returns the answer that is the page. */
  last(): Response
  /** The paths of all portal pages visited so far. */
  readonly paths: Set<string>
}

export function watch(page: Page): Visits {
  let troubles: string[] = []
  let last: Response | undefined
  const paths = new Set<string>()
  page.on('pageerror', (error) => troubles.push(String(error)))
  page.on('console', (message) => {
    // The console also reports that the page itself is a refusal. That is expected.
    const isThePage =
      message.location().url === page.url() && message.text().startsWith('Failed to load resource')
    if (['error', 'warning'].includes(message.type()) && !isThePage) troubles.push(message.text())
  })
  page.on('request', (request) => {
    const isOwn = [portalOrigin, new URL(page.url()).origin].includes(new URL(request.url()).origin)
    if (!request.isNavigationRequest() && !isOwn) troubles.push(`asks for ${request.url()}`)
  })
  page.on('response', (response) => {
    const isPage = response.request().isNavigationRequest() && response.frame() === page.mainFrame()
    if (response.status() >= 400 && !isPage) troubles.push(`${response.status()} ${response.url()}`)
    if (!isPage || (response.status() >= 300 && response.status() < 400)) return
    last = response
    const { origin, pathname } = new URL(response.url())
    if (origin === portalOrigin) paths.add(pathname)
  })
  return {
    takeTroubles() {
      const taken = troubles
      troubles = []
      return taken
    },
    last() {
      if (!last) throw new Error('no page yet')
      return last
    },
    paths,
  }
}

/**
 * Opens the same page in another language in this tab. A posted form is posted again, with a new id for what
 * it makes. A file can't be read from the browser, and a fault is for one answer, so both are repeated
 * through `open`.
 */
export async function reopenIn(
  tab: Page,
  language: string,
  last: Response,
  open: (page: Page) => Promise<unknown>,
): Promise<void> {
  const first = last.request()
  const body = first.postData()?.replace(/\bid=[\w-]{22}/, `id=${randomBytes(16).toString('base64url')}`)
  const isFile = first.method() === 'POST' && body === undefined
  const isPostedAgain = body !== undefined && last.status() < 500
  await askIn(language, tab)
  if (isPostedAgain) {
    // Only for this request: a page that is routed has no cache.
    await tab.route('**', (route, request) => route.continue(postAgain(request, body, language)), {
      times: 1,
    })
  }
  if (isFile) await tab.goto((await first.headerValue('referer')) ?? '')
  if (isFile || last.status() >= 500) await open(tab)
  else await tab.goto(first.url())
}

const sessions = new WeakMap<Page, CDPSession>()

/**
 * Makes the tab ask in this language. Playwright's own header gives way to the language of the context, and a
 * tab whose requests are all routed has no cache.
 */
async function askIn(language: string, tab: Page): Promise<void> {
  const session = sessions.get(tab) ?? (await tab.context().newCDPSession(tab))
  sessions.set(tab, session)
  const userAgent = await tab.evaluate(() => navigator.userAgent)
  await session.send('Emulation.setUserAgentOverride', { userAgent, acceptLanguage: language })
}

const postAgain = (request: Request, postData: string, language: string) => ({
  method: 'POST',
  postData,
  headers: {
    ...request.headers(),
    'accept-language': language,
    'content-type': 'application/x-www-form-urlencoded',
  },
})

/** Returns the sources that its Content-Security-Policy would allow but should not. */
export async function policyFaultsOf(answer: Response): Promise<string[]> {
  const policy = (await answer.headerValue('content-security-policy')) ?? ''
  const directives = new Map(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ')
      return [name, sources] as const
    }),
  )
  const isNothing = (name: string) => directives.get(name)?.join() === "'none'"
  const open = ['default-src', 'base-uri', 'frame-ancestors'].filter((name) => !isNothing(name))
  const foreign = [...directives].flatMap(([name, sources]) =>
    sources.filter((source) => !mayBe(name, source)).map((source) => `${name} ${source}`),
  )
  const unheld = directives.has('form-action') ? [] : ['form-action']
  return [...open, ...unheld, ...foreign]
}

/** A form may end at a workspace, whose origin may redirect to any site. */
const mayBe = (directive: string, source: string): boolean =>
  ["'none'", "'self'", portalOrigin].includes(source) || (directive === 'form-action' && source === 'http:')
