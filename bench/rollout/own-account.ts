// What people do on the portal by a link in a mail: choose a new password, and change their address.

import type { Mailbox } from './mailbox.ts'
import type { Person } from './person.ts'
import { offers } from './walk.ts'
import type { World } from './world.ts'

const FORGOTTEN = '/forgotten-password'
const ADDRESS = '/account/security/address'

/** Asks for a link and chooses a password. Returns false if no link came, or it did not work. */
export async function chooseNewPassword(
  { portal }: World,
  mailbox: Mailbox,
  person: Person,
): Promise<boolean> {
  const { browser, email, plan } = person
  const page = await browser.ask(portal + FORGOTTEN)
  if (!offers(page, FORGOTTEN)) return false
  await browser.submit(page, FORGOTTEN, { email })
  const link = await mailbox.linkTo(email, FORGOTTEN)
  if (link === null) return false
  const next = `the next long password of ${plan.number}`
  const { pathname } = new URL(link)
  const form = await browser.ask(link)
  if (!offers(form, pathname)) return false
  const done = await browser.submit(form, pathname, { new_password: next, new_password_again: next })
  if (done.status >= 400) return false
  person.password = next
  return true
}

/** Changes the address of a person who is signed in and has just proved a second factor. */
export async function changeAddress({ portal }: World, mailbox: Mailbox, person: Person): Promise<boolean> {
  const { browser, plan } = person
  const next = `new-name${plan.number}@rollout.example`
  const page = await browser.ask(portal + ADDRESS)
  if (!offers(page, ADDRESS)) return false
  await browser.submit(page, ADDRESS, { email: next })
  const link = await mailbox.linkTo(next, ADDRESS)
  if (link === null) return false
  const { pathname } = new URL(link)
  const form = await browser.ask(link)
  if (!offers(form, pathname)) return false
  const done = await browser.submit(form, pathname, {})
  if (done.status >= 400) return false
  person.email = next
  return true
}
