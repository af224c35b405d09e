// Changes of address over real HTTP: two accounts to one address, one link twice, and the operator beside the owner.

import { beforeAll, describe, expect, it } from 'vitest'
import { askForAddress, csrfOf } from '../support/node/portal-forms.ts'
import { api, atOnce, makePerson, type Person, portalOrigin, runSql } from '../support/node/test-bed.ts'
import { Visitor } from '../support/node/visitor.ts'

const ROUNDS = 40
const ADDRESS = '/account/security/address'

interface Mover {
  person: Person
  readonly visitor: Visitor
}

const makeMover = async (name: string): Promise<Mover> => {
  const person = await makePerson(name)
  const visitor = new Visitor()
  await visitor.signIn(person)
  return { person, visitor }
}

/** Sends the form of the link. Returns where its answer leads to, or its status. */
async function confirm({ visitor }: Mover, token: string, csrf: string, release: Promise<void>) {
  const { status, headers } = await visitor.ask(`${portalOrigin}${ADDRESS}/${token}`, {
    ...{ method: 'POST', follows: false, release },
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: portalOrigin },
    body: new URLSearchParams({ csrf }).toString(),
  })
  return status === 303 ? new URL(headers.get('location') ?? '', portalOrigin).pathname : status
}

const holderOf = async (email: string) =>
  (await runSql<{ id: string }>(`SELECT id FROM accounts WHERE email_key = '${email}'`))[0] ?? []
const entries = async (email: string) =>
  (
    await runSql(`SELECT 1 FROM audit WHERE action = 'address.changed' AND detail ->> 'email' = '${email}'`)
  )[0]?.length

/** Asks for an address that another account asks for as well. */
async function askFor({ person }: Mover, email: string): Promise<string> {
  const token = await askForAddress(person)
  await runSql(
    `UPDATE address_changes SET email = '${email}', email_key = '${email}'
     WHERE account_id = (SELECT id FROM accounts WHERE email = '${person.email}')`,
  )
  return token
}

/** Limits of an hour would end the rounds. */
const forget = () => runSql('DELETE FROM recent_counts')

describe('one address', () => {
  let movers: readonly [Mover, Mover]
  beforeAll(async () => {
    movers = [await makeMover('Ada'), await makeMover('Bela')]
  })

  it('that two accounts confirm at once goes to one of them, and the other is told so', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const email = `shared-${round}@acme.example`
      const sending = await Promise.all(
        movers.map(async (mover) => ({
          mover,
          token: await askFor(mover, email),
          csrf: await csrfOf(mover.visitor, '/sign-out'),
        })),
      )
      const answers = await atOnce((release) =>
        sending.map(({ mover, token, csrf }) => confirm(mover, token, csrf, release)),
      )
      expect([...answers].map(String).sort()).toEqual(['/account/security', '409'])
      expect(await holderOf(email)).toHaveLength(1)
      expect(await entries(email)).toBe(1)
      const winner = movers[answers.indexOf('/account/security')]
      if (winner) winner.person = { ...winner.person, email }
      await forget()
    }
  })
})

describe('one link', () => {
  it('that is used twice at once changes the address once, and the session stays signed in', async () => {
    const mover = await makeMover('Cleo')
    for (let round = 0; round < ROUNDS; round++) {
      const email = `cleo-${round}@acme.example`
      const token = await askFor(mover, email)
      const csrf = await csrfOf(mover.visitor, '/sign-out')
      const answers = await atOnce((release) => [0, 1].map(() => confirm(mover, token, csrf, release)))
      expect(answers.filter((answer) => answer === '/account/security')).toHaveLength(1)
      expect(await entries(email)).toBe(1)
      mover.person = { ...mover.person, email }
      const page = await mover.visitor.ask(`${portalOrigin}/account/security`)
      expect(page.text).toContain(email)
      await forget()
    }
  })
})

describe('the operator’s change beside the owner’s', () => {
  it('leaves one of the two addresses, and each change that was answered is in the audit', async () => {
    const mover = await makeMover('Dora')
    for (let round = 0; round < ROUNDS; round++) {
      const [own, given] = [`dora-${round}@home.example`, `dora-${round}@acme.example`]
      const token = await askFor(mover, own)
      const csrf = await csrfOf(mover.visitor, '/sign-out')
      const old = mover.person.email
      const [confirmed, moved] = await atOnce<unknown>((release) => [
        confirm(mover, token, csrf, release),
        release
          .then(() => api('POST', `/accounts/${old}/address`, { email: given }))
          .then(({ status }) => status),
      ])
      const isOwn = (await holderOf(own)).length === 1
      const isGiven = (await holderOf(given)).length === 1
      expect([isOwn, isGiven].filter(Boolean)).toHaveLength(1)
      expect(await entries(own)).toBe(confirmed === '/account/security' ? 1 : 0)
      expect(await entries(given)).toBe(moved === 200 ? 1 : 0)
      // The owner's change can't follow the operator's, which ends the link.
      expect(isGiven).toBe(moved === 200)
      if (moved !== 200) expect([404, 409]).toContain(moved)
      expect(await holderOf(old)).toEqual([])
      mover.person = { ...mover.person, email: isOwn ? own : given }
      await mover.visitor.signIn(mover.person)
      await forget()
    }
  })
})

describe('a mail scanner', () => {
  it('that opens the link ten times at once without a session changes nothing', async () => {
    const mover = await makeMover('Eva')
    const token = await askForAddress(mover.person)
    const before = await runSql('SELECT * FROM accounts', 'SELECT * FROM address_changes')
    const answers = await atOnce((release) =>
      Array.from({ length: 10 }, () =>
        new Visitor().ask(`${portalOrigin}${ADDRESS}/${token}`, { follows: false, release }),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 303))
    expect(await runSql('SELECT * FROM accounts', 'SELECT * FROM address_changes')).toEqual(before)
  })
})
