// A person on their way through the portal, page by page, with what they have at hand.
//
// They know nothing about the platform's tables. Each step follows from the page that answered.

import {
  type Answer,
  type PlainBrowser,
  plainText,
  recoveryCodesIn,
} from '../../test/support/node/plain-browser.ts'
import { DAY } from './people.ts'
import type { Person } from './person.ts'
import { INSIDE, type World } from './world.ts'

/** Why a walk ended before its goal. */
export type Refusal =
  | 'wrong password'
  | 'the code was refused'
  | 'the clock of the phone is off'
  | 'no phone and no codes'
  | 'too many attempts'
  | 'the app could not be set up'
  | `a page that leads nowhere: ${string}`

export interface Walk {
  readonly world: World
  readonly person: Person
  readonly browser: PlainBrowser
}

const MOST_PAGES = 16
const CODES = '/account/security/recovery-codes'
const CONFIRM = `${CODES}/confirm`
const VERIFY = '/sign-in/verify'

/**
 * Tries once to enter the workspace, by the link of an invitation that was not accepted yet. Returns null if the person
 * got in.
 */
export async function visit(world: World, person: Person): Promise<Refusal | null> {
  const walk = { world, person, browser: person.browser }
  const end = await walkTo(walk, person.invitation ?? `${world.site}/`, ({ text }) => text === INSIDE)
  if (typeof end === 'string') return end
  person.invitation = null
  return null
}

/** Opens the address, and goes on until a page is the one that was looked for. */
export async function walkTo(
  walk: Walk,
  url: string,
  isThere: (page: Answer) => boolean,
): Promise<Answer | Refusal> {
  return walkOn(walk, await walk.browser.ask(url), isThere)
}

/** Goes on from a page. */
export async function walkOn(
  walk: Walk,
  start: Answer,
  isThere: (page: Answer) => boolean,
): Promise<Answer | Refusal> {
  let page = start
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    if (isThere(page)) return page
    const next = await step(walk, page)
    if (typeof next === 'string') return next
    page = next
  }
  return nowhere(page)
}

async function step(walk: Walk, page: Answer): Promise<Answer | Refusal> {
  const { pathname } = new URL(page.url)
  if (pathname === '/sign-in') return signIn(walk, page)
  if (pathname === VERIFY) return proveSecondFactor(walk, page)
  if (page.text.includes('href="otpauth:')) return setUp(walk, page, pathname)
  if (offers(page, CONFIRM)) return saveCodes(walk, page)
  if (pathname === '/enter') return atTheEntrance(walk, page)
  if (pathname.startsWith('/invitations/')) return acceptInvitation(walk, page, pathname)
  return goOn(walk, page)
}

async function signIn({ person, browser }: Walk, page: Answer): Promise<Answer | Refusal> {
  const { email, password } = person
  const next = await browser.submit(page, '/sign-in', { email, password })
  return next.status === 422 ? refusalOn(next, 'wrong password') : next
}

async function proveSecondFactor({ world, person, browser }: Walk, page: Answer): Promise<Answer | Refusal> {
  const code = person.readCode(world) ?? person.codes[0]
  if (code === undefined) return 'no phone and no codes'
  const next = await browser.submit(page, VERIFY, { code: person.type(code) })
  if (new URL(next.url).pathname === VERIFY) return refusalOn(next, 'the code was refused')
  person.codes = person.codes.filter((each) => each !== code)
  return next
}

function refusalOn({ text }: Answer, refusal: Refusal): Refusal {
  const [, alert = ''] = /role="alert"[^>]*>(.*?)<\/div>/s.exec(text) ?? []
  if (/Try again in/.test(alert)) return 'too many attempts'
  return /clock/.test(alert) ? 'the clock of the phone is off' : refusal
}

/** The page shows a key: of a first app, of another one, or at the link of a recovery. */
async function setUp(
  { world, person, browser }: Walk,
  page: Answer,
  path: string,
): Promise<Answer | Refusal> {
  const before = person.app
  person.scan(page.text)
  const next = await browser.submit(page, path, { code: person.readCode(world) ?? '' })
  if (next.status === 422) {
    person.app = before
    return refusalOn(next, 'the app could not be set up')
  }
  person.isEnrolled = true
  return next
}

/** Everybody saves the codes. Some will lose them. */
function saveCodes({ person, browser }: Walk, page: Answer): Promise<Answer> {
  person.codes = recoveryCodesIn(page.text)
  return browser.submit(page, CONFIRM, {})
}

/** The prompt before the date, or the page after it. */
async function atTheEntrance(walk: Walk, page: Answer): Promise<Answer | Refusal> {
  const { world, person, browser } = walk
  if (offers(page, '/enter') && !wantsNow(person, Math.floor(world.now() / DAY)))
    return browser.submit(page, '/enter', {})
  return goOn(walk, page)
}

function wantsNow({ plan }: Person, day: number): boolean {
  if (plan.style === 'when blocked') return false
  return plan.style === 'at the first prompt' || day >= 5
}

/** Makes an account first, if the page asks for it. Then accepts. */
async function acceptInvitation(walk: Walk, page: Answer, path: string): Promise<Answer | Refusal> {
  const { person, browser } = walk
  const { plan, password } = person
  if (offers(page, `${path}/account`))
    return browser.submit(page, `${path}/account`, { name: plan.name, new_password: password })
  return offers(page, path) ? browser.submit(page, path, {}) : goOn(walk, page)
}

/** Does what the page emphasizes: follows its main link, or makes recovery codes. */
async function goOn({ world, browser }: Walk, page: Answer): Promise<Answer | Refusal> {
  const [, link] = /<a class="button wide-on-phone" href="([^"]*)"/.exec(page.text) ?? []
  if (link !== undefined) return browser.ask(new URL(plainText(link), world.portal).href)
  return offers(page, CODES) ? browser.submit(page, CODES, {}) : nowhere(page)
}

/** The person sees no way on. The title says on which page. */
const nowhere = ({ status, text }: Answer): Refusal =>
  `a page that leads nowhere: ${/<title>(.*?)<\/title>/.exec(text)?.[1] ?? status}`

export const offers = ({ text }: Answer, action: string): boolean =>
  plainText(text).includes(`action="${action}"`)
