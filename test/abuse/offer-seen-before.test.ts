// A thief who copied a cookie has seen the secret that its session offered. After the owner signs in or
// proves a code again, that secret must not become their second factor.

import { expect, it } from 'vitest'
import { portalHost } from '../support/node/arrivals.ts'
import { advance, makePerson, portalOrigin } from '../support/node/test-bed.ts'
import { makeEnrolledPerson, otpauthLink, Visitor } from '../support/node/visitor.ts'

const SET_UP = `${portalOrigin}/account/security/authenticator`
const NO_LONGER_FRESH = 660

/** Returns the set-up link that a thief sees with this browser's cookies. */
async function seenWithCookiesOf({ cookies }: Visitor): Promise<string> {
  const thief = new Visitor()
  thief.cookies.set(portalHost, new Map(cookies.get(portalHost)))
  return otpauthLink((await thief.ask(SET_UP)).text)
}

it('a secret shown before its owner signed in again is not the one they set up then', async () => {
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

it('a secret shown before a step-up is not the one that replaces an app after it', async () => {
  const { visitor: owner, authenticator } = await makeEnrolledPerson('Ada')
  const seen = await seenWithCookiesOf(owner)
  await advance(NO_LONGER_FRESH)
  const code = await authenticator.code()
  const page = await owner.submit(await owner.ask(SET_UP), '/sign-in/verify', { code })
  expect(page.url).toBe(SET_UP)
  expect(otpauthLink(page.text)).not.toBe(seen)
})
