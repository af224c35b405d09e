// Passkeys at once: one answer many times, two first factors, an eleventh passkey, and a removal during a sign-in.

import { beforeAll, describe, expect, it } from 'vitest'
import { authenticatorFrom } from '../support/node/authenticator.ts'
import {
  askedForPasskey,
  assertionFor,
  enrolWithPasskey,
  madeCredential,
  PASSKEYS,
  passkeyOf,
  VERIFY,
} from '../support/node/passkey-visitor.ts'
import { atOnce, makePerson, type Person, portalOrigin, runSql } from '../support/node/test-bed.ts'
import { type Answer, otpauthLink, Visitor } from '../support/node/visitor.ts'
import type { SoftwarePasskey } from '../support/software-passkey.ts'

const ROUNDS = 8
const APP = '/account/security/authenticator'

const hasSession = ({ headers }: Answer) =>
  headers.getSetCookie().some((cookie) => cookie.startsWith('__Host-sallyport-session='))
const idOf = ({ email }: Person) => `(SELECT id FROM accounts WHERE email = '${email}')`
const countOf = async (table: string, person: Person): Promise<number> => {
  const [[row] = []] = await runSql<{ n: number }>(
    `SELECT count(*) AS n FROM ${table} WHERE account_id = ${idOf(person)}`,
  )
  return row?.n ?? 0
}

describe('one answer of a passkey', () => {
  let ada: Person
  let passkey: SoftwarePasskey
  beforeAll(async () => {
    ada = await makePerson('Ada')
    const visitor = new Visitor()
    await visitor.signIn(ada)
    passkey = await enrolWithPasskey(visitor)
  })

  it.each([2, 10])('brought %i times at once makes exactly one session', async (times) => {
    const sessions: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const { visitor, page } = await askedForPasskey(ada)
      const assertion = await assertionFor(visitor, page, passkey)
      const answers = await atOnce((release) =>
        Array.from({ length: times }, () =>
          visitor.submit(page, `${VERIFY}/passkey`, { assertion }, false, release),
        ),
      )
      sessions.push(answers.filter(hasSession).length)
    }
    expect(sessions).toEqual(Array(ROUNDS).fill(1))
  })

  it('of a passkey that is removed at the same time makes a session that ends, or none', async () => {
    const left: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const bo = await makePerson('Bo')
      const owner = new Visitor()
      await owner.signIn(bo)
      const first = await enrolWithPasskey(owner)
      const list = await owner.ask(portalOrigin + PASSKEYS)
      const second = await passkeyOf()
      await owner.submit(list, `${PASSKEYS}/new`, { credential: await madeCredential(owner, list, second) })
      const [[row] = []] = await runSql<{ id: string }>(
        `SELECT id FROM passkeys WHERE credential_id = '${first.id}'`,
      )
      const ask = await owner.ask(`${portalOrigin}${PASSKEYS}/${row?.id}/remove`)
      const thief = await askedForPasskey(bo)
      const assertion = await assertionFor(thief.visitor, thief.page, first)
      await atOnce((release) => [
        owner.submit(ask, `${PASSKEYS}/${row?.id}/remove`, {}, false, release),
        thief.visitor.submit(thief.page, `${VERIFY}/passkey`, { assertion }, false, release),
      ])
      const [[counted] = []] = await runSql<{ n: number }>(
        `SELECT count(*) AS n FROM sessions WHERE passkey_id = '${row?.id}'`,
      )
      left.push(counted?.n ?? -1, (await countOf('passkeys', bo)) - 1)
    }
    expect(left).toEqual(Array(2 * ROUNDS).fill(0))
  })
})

it('of an app and a passkey that enrol an account at once, one does', async () => {
  const factors: number[] = []
  const codes: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const person = await makePerson('Cy')
    const [one, other] = [new Visitor(), new Visitor()]
    for (const visitor of [one, other]) await visitor.signIn(person)
    const page = await one.ask(portalOrigin + APP)
    const code = await authenticatorFrom(otpauthLink(page.text)).code()
    const others = await other.ask(portalOrigin + APP)
    const credential = await madeCredential(other, others, await passkeyOf())
    await atOnce((release) => [
      one.submit(page, APP, { code }, false, release),
      other.submit(others, `${PASSKEYS}/new`, { credential }, false, release),
    ])
    factors.push((await countOf('authenticators', person)) + (await countOf('passkeys', person)))
    codes.push(await countOf('recovery_codes', person))
  }
  expect(factors).toEqual(Array(ROUNDS).fill(1))
  expect(codes).toEqual(Array(ROUNDS).fill(10))
})

it('of two passkeys that are added as the tenth at once in two browsers, one is added', async () => {
  const person = await makePerson('Di')
  const visitors = [new Visitor(), new Visitor()]
  for (const visitor of visitors) await visitor.signIn(person)
  // Both sessions are proved, and nine passkeys are there.
  await runSql(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9)
     INSERT INTO passkeys SELECT 'di' || i, ${idOf(person)}, 'di' || i, 'key', 'auth.localhost', 'Key', 0, 0, 0, '[]', 1, NULL FROM n`,
  )
  const prove = () =>
    runSql(
      `UPDATE sessions SET mfa_time = auth_time, mfa_method = 'passkey', mfa_amr = '["hwk"]', passkey_id = 'di1' WHERE account_id = ${idOf(person)}`,
    )
  await prove()
  const asked = await Promise.all(
    visitors.map(async (visitor) => {
      const page = await visitor.ask(portalOrigin + PASSKEYS)
      return { visitor, page, credential: await madeCredential(visitor, page, await passkeyOf()) }
    }),
  )
  await atOnce((release) =>
    asked.map(({ visitor, page, credential }) =>
      visitor.submit(page, `${PASSKEYS}/new`, { credential }, false, release),
    ),
  )
  expect(await countOf('passkeys', person)).toBe(10)
})
