// Signs in while the password changes. A hash takes about 200 ms, so each sign-in reads the account long
// before it starts a session. Uses real HTTP.

import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { api, makePerson, type Person, portalOrigin, runSql } from '../support/node/test-bed.ts'
import { makeEnrolledPerson, Visitor } from '../support/node/visitor.ts'

const SIGN_INS = 6
const APART_MS = 60
/** One round each: the number of sign-ins sent before the change. */
const BEFORE_CHANGE = [0, 1, 2, 3, 4]

let ada: Person
let bela: Person
beforeAll(async () => {
  ada = await makePerson('Ada')
  bela = (await makeEnrolledPerson('Bela')).person
})

let passwords = 0
const nextPassword = (): string => `${++passwords} blue herons before dawn`

/** Sends sign-ins with the current password, and the operator's new password in the middle of them. */
async function signInAround(person: Person, changeTo: string, before: number): Promise<Visitor[]> {
  const visitors = Array.from({ length: SIGN_INS }, () => new Visitor())
  const pages = await Promise.all(visitors.map((visitor) => visitor.ask(`${portalOrigin}/sign-in`)))
  const { email, name, password } = person
  const sent: Promise<unknown>[] = []
  for (const [i, visitor] of visitors.entries()) {
    const page = pages[i]
    if (!page) throw new Error('no page was returned')
    if (i === before) sent.push(api('PUT', `/accounts/${email}`, { name, password: changeTo }))
    sent.push(visitor.submit(page, '/sign-in', { email, password }, false))
    await sleep(APART_MS)
  }
  await Promise.all(sent)
  return visitors
}

/** Counts the browsers that get past the password form. */
async function countInside(visitors: readonly Visitor[], path: string): Promise<number> {
  const answers = await Promise.all(visitors.map((visitor) => visitor.ask(portalOrigin + path)))
  return answers.filter(({ text }) => !text.includes('name="password"')).length
}

describe('a new password set by the operator during sign-ins with the old one', () => {
  it.each([
    ['a session', () => ada, '/account/security'],
    ['a login that waits for its second factor', () => bela, '/sign-in/verify'],
  ])('leaves none of them with %s', async (_, personOf, path) => {
    let person = personOf()
    const inside: number[] = []
    for (const before of BEFORE_CHANGE) {
      const password = nextPassword()
      inside.push(await countInside(await signInAround(person, password, before), path))
      person = { ...person, password }
      // On a slow machine every sign-in comes after the change, and two rounds of them are too many guesses.
      await runSql('DELETE FROM attempts')
    }
    expect(inside).toEqual(BEFORE_CHANGE.map(() => 0))

    const visitor = new Visitor()
    await visitor.signIn(person)
    expect(await countInside([visitor], path), 'the new password works').toBe(1)
  })
})
