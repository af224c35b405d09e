// A person with a browser, using the tests' edge.

import { type Authenticator, authenticatorFrom } from './authenticator.ts'
import {
  type Answer,
  otpauthLink,
  PlainBrowser,
  plainText,
  recoveryCodesIn,
  type Sent,
} from './plain-browser.ts'
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

export type { Answer, Ask } from './plain-browser.ts'
export { otpauthLink, recoveryCodesIn } from './plain-browser.ts'

export class Visitor extends PlainBrowser {
  constructor(portal = portalOrigin) {
    super(portal)
  }

  protected override send(url: string, { body, release, ...sent }: Sent): Promise<Response> {
    if (!release) return super.send(url, { ...sent, ...(body === undefined ? {} : { body }) })
    return sendHeldBack(url, { ...sent, headers: Object.entries(sent.headers), body: body ?? '', release })
  }

  async signInWithCode(person: Person, code: string, from?: string): Promise<Answer> {
    const page = await this.signIn(person, from)
    return this.submit(page, '/sign-in/verify', { code })
  }

  /** Sets up an authenticator for a signed-in person, and saves the recovery codes. */
  async enrol(): Promise<{ authenticator: Authenticator; recoveryCodes: string[] }> {
    const path = '/account/security/authenticator'
    const page = await this.ask(this.portal + path)
    const authenticator = authenticatorFrom(otpauthLink(page.text))
    const shown = await this.submit(page, path, { code: await authenticator.code() })
    const recoveryCodes = recoveryCodesIn(shown.text)
    await this.submit(shown, '/account/security/recovery-codes/confirm', {})
    return { authenticator, recoveryCodes }
  }

  /**
   * Sets the address that requests come from. Cloudflare would overwrite this header, but nothing does here.
   */
  comesFrom(ip: string): this {
    this.headers['cf-connecting-ip'] = ip
    return this
  }
}

async function sendHeldBack(url: string, asked: RawAsk): Promise<Response> {
  const { host, pathname, search } = new URL(url)
  const { status, headers, text } = await sendRaw(host, pathname + search, asked)
  return new Response(text, { status, headers: headersOf(headers) })
}

export interface Enrolled {
  readonly person: Person
  /** The browser in which they enrolled: signed in, with both factors. */
  readonly visitor: Visitor
  readonly authenticator: Authenticator
  readonly recoveryCodes: string[]
}

/** Makes a new account with an authenticator. The current code is used. */
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

/** Makes a new account in a new workspace, which it has entered. */
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

/** Opens the first link on `page` whose text matches. */
export function follow(visitor: PlainBrowser, page: Answer, name: RegExp): Promise<Answer> {
  const links = [...page.text.matchAll(/<a [^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/gs)]
  const link = links.find(([, , text = '']) => name.test(plainText(text.replaceAll(/<[^>]*>/g, ''))))
  if (!link) throw new Error(`no link ${name} on ${page.url}:\n${page.text}`)
  return visitor.ask(new URL(plainText(link[1] ?? ''), page.url).href)
}

export const alertOf = (html: string): string =>
  plainText(/role="alert">(.*?)<\/div>/s.exec(html)?.[1] ?? '').replace(/<[^>]*>/g, '')
