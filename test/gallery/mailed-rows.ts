// The pages of a platform that sends mail, which the tests' edge does not. In an order in which each leads to the next.
// Rows use no words, so they work in any language.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { vi } from 'vitest'
import { type MailServer, startMailServer } from '../../demo/mail/mail-server.ts'
import { enterCodeOn, leaving, signInOn } from '../support/node/browser.ts'
import type { Row } from '../support/node/every-page.ts'
import { NoticingEdge } from '../support/node/noticing-edge.ts'
import { type EnrolledPerson, enrolledAt } from '../support/node/recovering.ts'
import { settling } from '../support/node/recovery-pages.ts'

const PATIENCE = 15_000
const NEW_PASSWORD = 'nine blue herons at dawn'
const WEEK = 7 * 86_400

let edge: NoticingEdge
let local: MailServer
let amy: EnrolledPerson // owns Acme
let lee: EnrolledPerson // a member of Acme, who loses the phone
let max: EnrolledPerson // another one
let sam: EnrolledPerson // in no workspace
let acme: string // requires a second factor, and lets its members wait for a recovery
let globex: string // requires nothing; Amy is invited

export async function setMailedStage(): Promise<() => Promise<void>> {
  edge = await NoticingEdge.start()
  amy = await enrolledAt(edge, 'Amy')
  lee = await enrolledAt(edge, 'Lee')
  max = await enrolledAt(edge, 'Max')
  sam = await enrolledAt(edge, 'Sam')
  acme = await edge.makeWorkspace('Acme', [
    [amy.person, 'owner'],
    [lee.person, 'member'],
    [max.person, 'member'],
  ])
  globex = await edge.makeWorkspace('Globex', [[sam.person, 'owner']])
  const policy = { enforced: true, grace_days: 0, self_recovery: true }
  await edge.api('PUT', `/workspaces/${acme}/policy`, policy)
  await edge.sql(...settling(acme))
  await edge.advance(60)
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-gallery-'))
  local = await startMailServer({ file: join(folder, 'mails.jsonl'), port: 0, brand: 'Sallyport' })
  return async () => {
    await Promise.all([local.close(), edge.stop()])
    await rm(folder, { recursive: true, force: true })
  }
}

const at = (path: string) => (page: Page) => page.goto(edge.portal + path)
const submit = (page: Page, form = 'main form') =>
  leaving(page, () => page.locator(`${form} button:not([type=button])`).last().click())

/** Returns the newest link to this page in the mails to an address. */
const linkIn = (email: string, path: string): Promise<string> =>
  vi.waitFor(async () => {
    const texts = (await edge.mailsTo(email)).map(({ text }) => text).join('\n')
    const link = texts.match(new RegExp(`http://\\S+/${path}/spl_[\\w-]+`, 'g'))?.at(-1)
    if (!link) throw new Error(`no link to /${path} for ${email}`)
    return link
  }, PATIENCE)

const openLink = async (page: Page, { person }: EnrolledPerson, path: string) =>
  page.goto(await linkIn(person.email, path))

async function signInFresh(page: Page, { person, authenticator }: EnrolledPerson, withCode: boolean) {
  await page.context().clearCookies()
  await page.goto(`${edge.portal}/sign-in`)
  await signInOn(page, person)
  if (withCode) await enterCodeOn(page, await authenticator.code())
}

async function askForPassword(page: Page): Promise<void> {
  await page.locator('[name=email]').fill(sam.person.email)
  await submit(page)
}

async function choosePassword(page: Page, password: string): Promise<void> {
  await openLink(page, sam, 'forgotten-password')
  for (const name of ['new_password', 'new_password_again'])
    await page.locator(`[name=${name}]`).fill(password)
  await submit(page)
}

const decisionOf = ({ person }: EnrolledPerson) =>
  at(`/workspaces/${acme}/settings/members/recovery?${new URLSearchParams({ email: person.email })}`)

async function askForMax(page: Page): Promise<void> {
  await decisionOf(max)(page)
  await page.locator('#reason').fill('Called Max, and knew the voice')
  await submit(page)
}

async function askForAddress(page: Page): Promise<void> {
  await page.locator('[name=email]').fill('person-50@acme.example')
  await submit(page, 'main form.stack')
}

const invite = (slug: string, email: string) =>
  edge.api('POST', `/workspaces/${slug}/invitations`, { email, role: 'member' })

async function openAcceptedInvitation(page: Page): Promise<void> {
  await invite(globex, amy.person.email)
  await openLink(page, amy, 'invitations')
  await submit(page)
  await openLink(page, amy, 'invitations')
}

async function openExpiredInvitation(page: Page): Promise<void> {
  await invite(globex, 'person-51@acme.example')
  const link = await linkIn('person-51@acme.example', 'invitations')
  await edge.advance(WEEK)
  await page.context().clearCookies()
  await page.goto(link)
}

async function openLocalMails(page: Page): Promise<void> {
  const [mail] = await edge.mailsTo(amy.person.email)
  const { subject = '', text = '' } = mail ?? {}
  const shown = { to: amy.person.email, subject, text, html: `<!doctype html><pre>${text}</pre>` }
  await fetch(local.intake, { method: 'POST', body: JSON.stringify(shown) })
  await page.goto(local.url)
}

/** The mails on this machine are shown in English alone. */
export const LOCAL = 'on this machine, its mails'

export const MAILED_PAGES: readonly (readonly [string, readonly Row[]])[] = [
  [
    'where mail is sent',
    [
      ['the page for a forgotten password', at('/forgotten-password')],
      ['the page after a link to a new password was sent', askForPassword],
      ['the page that chooses a new password', (page) => openLink(page, sam, 'forgotten-password')],
      ['the page that refuses the new password', (page) => choosePassword(page, 'passwordpassword')],
      ['the sign-in page after the new password was chosen', (page) => choosePassword(page, NEW_PASSWORD)],
      ['the page that asks whether a change was theirs', (page) => openLink(page, sam, 'not-me')],
      ['the page of a password that was reported', (page) => submit(page)],
      ['the page of an app that may be reported', (page) => openLink(page, max, 'not-me')],
      [
        'the page of a person who can ask admins or wait',
        async (page) => {
          await signInFresh(page, lee, false)
          await at('/sign-in/lost')(page)
        },
      ],
      ['the page of a person who waits for a recovery', (page) => submit(page)],
      [
        'the page of an admin who sees a member wait',
        async (page) => {
          await signInFresh(page, amy, true)
          await decisionOf(lee)(page)
        },
      ],
      ['the page of an admin who can ask for a member', (page) => decisionOf(max)(page)],
      ['the page of an admin who has just agreed', askForMax],
      [
        'the list of members, with a form that invites',
        (page) => at(`/workspaces/${acme}/settings/members`)(page),
      ],
      ['the page to change the address', at('/account/security/address')],
      ['the page of an address that waits for its link', askForAddress],
      ['the Security tab while an address waits', at('/account/security')],
      ['the page of an invitation that was accepted', openAcceptedInvitation],
      ['the page of an invitation that has expired', openExpiredInvitation],
    ],
  ],
  [
    LOCAL,
    [
      ['the list of mails', openLocalMails],
      ['a mail', (page) => leaving(page, () => page.locator('#mails a').first().click())],
    ],
  ],
]
