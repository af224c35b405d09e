// Renders a part of a page from facts, without D1. Finds elements by role, and by the addresses and names
// that programs use.

import { env } from 'cloudflare:workers'
import { Hono } from 'hono'
import { contextStorage } from 'hono/context-storage'
import { type Config, parseConfig } from '../../src/config.ts'
import { PORTAL_PARSERS } from '../../src/core/portal-parsers.ts'
import type { Provider } from '../../src/core/provider.ts'
import type { Edge } from '../../src/flows/edge/edge.ts'
import type { Session } from '../../src/flows/session/session.ts'
import type { PortalEnv } from '../../src/portal/frame/context.ts'
import { readLanguage } from '../../src/portal/frame/language.ts'
import { CLIENT, digestOf, NOW } from './rows.ts'

export const TOKENS = { 'sign-in': 'token of the sign-in', session: 'token of the session' }

/** Ada's session, with everything proved. */
export const ADAS_SESSION: Session = {
  ...{ id: 'laptop', token: digestOf('laptop'), accountId: 'ada', email: 'ada@acme.example', name: 'Ada' },
  ...{ isEnrolled: true, language: 'en' },
  proof: {
    ...{ firstFactor: 'pwd', provider: 'password', authTime: NOW },
    secondFactor: { method: 'totp', at: NOW },
  },
}

export interface ShownForm {
  readonly action: string
  /** The fields without the token. */
  readonly fields: Readonly<Record<string, string>>
}

export interface Shown {
  /** All readable text, with single spaces. */
  readonly text: string
  /** The addresses of links. */
  readonly links: readonly string[]
  readonly forms: readonly ShownForm[]
  readonly alerts: readonly string[]
  readonly statuses: readonly string[]
  /** The names of the fields marked as invalid. */
  readonly invalid: readonly string[]
}

interface Around {
  readonly providers?: readonly Provider[]
  /** The query of the requested address. */
  readonly query?: string
  readonly browser?: string
  readonly publicPathsBy?: Config['publicPathsBy']
}

export async function draw(
  view: unknown,
  { providers, query = '', browser, publicPathsBy = 'admins' }: Around = {},
): Promise<Shown> {
  const config = parseConfig(env, PORTAL_PARSERS)
  if (!config.ok) throw new Error(JSON.stringify(config.error))
  const app = new Hono<PortalEnv>()
  app.use(contextStorage(), readLanguage)
  app.get('/', (c) => {
    const client = browser === undefined ? CLIENT : { ...CLIENT, browser }
    c.set('edge', {
      config: { ...config.value, providers: providers ?? config.value.providers, publicPathsBy },
      ...{ now: NOW, client },
    } as Edge)
    c.set('session', ADAS_SESSION)
    c.set('csrf', TOKENS)
    return c.html(view as string)
  })
  const answer = await app.request(`/?${query}`)
  if (answer.status !== 200) throw new Error(`the view failed: ${await answer.text()}`)
  return read(answer)
}

/** Reads the document once. */
async function read(answer: Response): Promise<Shown> {
  const links: string[] = []
  const forms: { action: string; fields: Record<string, string> }[] = []
  const invalid: string[] = []
  const alerts: string[] = []
  const statuses: string[] = []
  const texts: string[] = []
  const gather = (into: string[]) => ({
    element: () => void into.push(''),
    text: ({ text }: { text: string }) => void into.push((into.pop() ?? '') + text),
  })
  const marked = new HTMLRewriter()
    .on('a[href]', { element: (a) => void links.push(plain(a.getAttribute('href') ?? '')) })
    .on('form', {
      element: (form) => void forms.push({ action: form.getAttribute('action') ?? '', fields: {} }),
    })
    .on('form input[name]', {
      element(input) {
        const name = input.getAttribute('name') ?? ''
        if (input.getAttribute('aria-invalid') === 'true') invalid.push(name)
        const form = forms.at(-1)
        if (form && name !== 'csrf') form.fields[name] = plain(input.getAttribute('value') ?? '')
      },
    })
    .on('[role=alert]', gather(alerts))
    .on('[role=status]', gather(statuses))
    .onDocument({ text: ({ text }) => void texts.push(text) })
    .transform(answer)
  await marked.text()
  const clean = (text: string) => plain(text).replace(/\s+/g, ' ').trim()
  return {
    text: clean(texts.join('')),
    ...{ links, forms, invalid, alerts: alerts.map(clean), statuses: statuses.map(clean) },
  }
}

const plain = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
