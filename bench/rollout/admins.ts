// What an admin does, on the pages of the portal: require two-factor authentication, invite, agree with recoveries, leave,
// and appoint another admin.

import { type Answer, type PlainBrowser, plainText } from '../../test/support/node/plain-browser.ts'
import { REQUIRED_ON } from './people.ts'
import type { Person } from './person.ts'
import { offers, walkOn } from './walk.ts'
import type { World } from './world.ts'

interface Desk {
  readonly world: World
  readonly admin: Person
  readonly browser: PlainBrowser
}

/** The admin signs in again each time, so that the second factor is new. Must not happen twice within a step. */
const sitDown = (world: World, admin: Person): Desk => ({
  ...{ world, admin },
  browser: admin.anotherBrowser(world.portal),
})

/** Opens a page, and proves whatever it asks for. */
async function open(desk: Desk, path: string): Promise<Answer> {
  return arrive(desk, path, await desk.browser.ask(new URL(path, desk.world.portal).href))
}

async function arrive({ world, admin, browser }: Desk, path: string, start: Answer): Promise<Answer> {
  const { pathname } = new URL(path, world.portal)
  const isThere = ({ url }: Answer) => new URL(url).pathname === pathname
  const page = await walkOn({ world, person: admin, browser }, start, isThere)
  if (typeof page === 'string') throw new Error(`the admin ${admin.email} did not reach ${path}: ${page}`)
  return page
}

/** Sends a form. If the portal asks for a proof first, sends it again on the page that it leads back to. */
async function send(desk: Desk, page: Answer, action: string, fields: Record<string, string>): Promise<void> {
  const answer = await desk.browser.submit(page, action, fields)
  const isProofAsked = /^\/(sign-in|account)\//.test(new URL(answer.url).pathname)
  const done = isProofAsked
    ? await desk.browser.submit(await arrive(desk, new URL(page.url).pathname, answer), action, fields)
    : answer
  if (done.status >= 400) throw new Error(`an admin could not send ${action}: ${done.status}\n${done.text}`)
}

const settings = ({ slug }: World, tab: string) => `/workspaces/${slug}/settings/${tab}`

/** Requires it in 14 days, and says whether members may get back in by waiting. */
export async function requireSecondFactor(world: World, admin: Person, selfRecovery: boolean): Promise<void> {
  const desk = sitDown(world, admin)
  const path = settings(world, 'security')
  const page = await open(desk, path)
  const days = String(REQUIRED_ON - 1)
  await send(desk, page, path, {
    ...{ enforced: 'on', grace_days: days },
    ...(selfRecovery ? { self_recovery: 'on' } : {}),
  })
}

export async function invite(world: World, admin: Person, emails: readonly string[]): Promise<void> {
  const desk = sitDown(world, admin)
  const members = settings(world, 'members')
  for (const email of emails) {
    const page = await open(desk, members)
    await send(desk, page, `${members}/invitations`, { email, role: 'member' })
  }
}

/** Agrees with each recovery that the members page lists. The admin has called the people before. */
export async function agreeWithRecoveries(world: World, admin: Person): Promise<void> {
  const desk = sitDown(world, admin)
  const members = settings(world, 'members')
  const page = await open(desk, members)
  for (const [, href = ''] of page.text.matchAll(
    /<a class="button" href="([^"]*\/recovery\?email=[^"]*)"/g,
  )) {
    const recovery = await open(desk, plainText(href))
    const agree = `${members}/recovery/agree`
    if (offers(recovery, agree)) await send(desk, recovery, agree, { reason: 'Called them, ticket 4711' })
  }
}

export async function leave(world: World, admin: Person): Promise<void> {
  const desk = sitDown(world, admin)
  const path = `/workspaces/${world.slug}/leave`
  await send(desk, await open(desk, path), path, {})
}

/** Makes a member an admin, in the list of members. */
export async function appoint(world: World, admin: Person, { email }: Person): Promise<void> {
  const desk = sitDown(world, admin)
  const members = settings(world, 'members')
  const page = await open(desk, `${members}?${new URLSearchParams({ q: email })}`)
  await send(desk, page, `${members}/role`, { email, role: 'admin' })
}
