// Whoever copied a cookie has seen what was on offer in its session. Once its owner has proved who they are anew, the cookie is
// worth nothing, and the secret that it showed must not become the owner's second factor.

import { expect, it } from 'vitest'
import { portalHost } from '../support/node/arrivals.ts'
import { advance, makePerson, portalOrigin } from '../support/node/test-bed.ts'
import { makeEnrolledPerson, otpauthLink, Visitor } from '../support/node/visitor.ts'

const SET_UP = `${portalOrigin}/account/security/authenticator`
const NO_LONGER_FRESH = 660

/** What the set-up page shows to somebody else who has this browser's cookies. */
async function seenWithCookiesOf({ cookies }: Visitor): Promise<string> {
  const thief = new Visitor()
  thief.cookies.set(portalHost, new Map(cookies.get(portalHost)))
  return otpauthLink((await thief.ask(SET_UP)).text)
}

it('a secret that was shown before its owner signed in once more is not the one that they set up then', async () => {
  const person = await makePerson('Bo')
  const owner = new Visitor()
  await owner.signIn(person)
  const seen = await seenWithCookiesOf(owner)
  await advance(NO_LONGER_FRESH)
  const { email, password } = person
  const page = await owner.submit(await owner.ask(SET_UP), '/sign-in', { email, password })
  expect(page.url).toBe(SET_UP)
  expect(otpauthLink(page.text)).not.toBe(seen)
})

it('a secret that was shown before a step-up is not the one that replaces an app after it', async () => {
  const { visitor: owner, authenticator } = await makeEnrolledPerson('Ada')
  const seen = await seenWithCookiesOf(owner)
  await advance(NO_LONGER_FRESH)
  const code = await authenticator.code()
  const page = await owner.submit(await owner.ask(SET_UP), '/sign-in/verify', { code })
  expect(page.url).toBe(SET_UP)
  expect(otpauthLink(page.text)).not.toBe(seen)
})
