// Links in mails that are used twice at once, or while the same account changes. Uses real HTTP and real mails.

import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { NoticingEdge } from '../support/node/noticing-edge.ts'
import type { Person } from '../support/node/test-bed.ts'
import { Visitor } from '../support/node/visitor.ts'

const ROUNDS = 40
// A mail is there within milliseconds, and each of many rounds waits for one.
const PATIENCE = { timeout: 15_000, interval: 5 }

let edge: NoticingEdge
beforeAll(async () => {
  edge = await NoticingEdge.start()
})
afterAll(() => edge.stop())
beforeEach(() => edge.keepTime())

let passwords = 0
const nextPassword = () => `${++passwords} blue herons before dawn`

/** Returns the path of the newest link to this page, once more mails have come than before. */
async function linkTo(path: string, { email }: Person, act: () => Promise<unknown>): Promise<string> {
  const links = async () =>
    (await edge.mailsTo(email)).flatMap(({ text }) => text.match(new RegExp(`${path}/spl_[\\w-]+`)) ?? [])
  const before = (await links()).length
  await act()
  await vi.waitFor(async () => expect((await links()).length).toBeGreaterThan(before), PATIENCE)
  return (await links()).at(-1) ?? ''
}

const FORGOTTEN = '/forgotten-password'

const forgottenLink = (person: Person): Promise<string> =>
  linkTo(FORGOTTEN, person, async () => {
    await edge.runSql('DELETE FROM recent_counts')
    const visitor = new Visitor(edge.portal)
    const page = await visitor.ask(edge.portal + FORGOTTEN)
    await visitor.submit(page, FORGOTTEN, { email: person.email })
  })

/** Opens the link in a browser of its own. Returns what sends its form. */
async function opened(link: string): Promise<(fields: Record<string, string>) => Promise<number>> {
  const visitor = new Visitor(edge.portal)
  const page = await visitor.ask(edge.portal + link)
  expect(page.status).toBe(200)
  return async (fields) => (await visitor.submit(page, link, fields, false)).status
}

async function opens(person: Person, password: string): Promise<boolean> {
  const visitor = new Visitor(edge.portal)
  const page = await visitor.ask(`${edge.portal}/sign-in`)
  const { status } = await visitor.submit(page, '/sign-in', { email: person.email, password }, false)
  await edge.runSql('DELETE FROM attempts')
  return status === 303
}

const isInside = async (visitor: Visitor): Promise<boolean> => {
  const { url, status } = await visitor.ask(`${edge.portal}/account/security`)
  return status === 200 && new URL(url).pathname === '/account/security'
}

describe('one link to choose a password, used by two browsers at once', () => {
  it('sets one password, and tells the other browser that it did not', async () => {
    const ada = await edge.makePerson('Ada')
    for (let round = 0; round < ROUNDS; round++) {
      const link = await forgottenLink(ada)
      const [one, other] = [nextPassword(), nextPassword()]
      const [send, sendOther] = [await opened(link), await opened(link)]
      const answers = await Promise.all([send({ new_password: one }), sendOther({ new_password: other })])
      expect([...answers].sort()).toEqual([303, 410])
      expect([await opens(ada, one), await opens(ada, other)]).toEqual(
        answers.map((status) => status === 303),
      )
    }
  })
})

describe('a link to choose a password, used while its owner changes it', () => {
  it('leaves one password and no session of the other one', async () => {
    const bela = await edge.makePerson('Bela')
    let { password } = bela
    for (let round = 0; round < ROUNDS; round++) {
      const visitor = new Visitor(edge.portal)
      await visitor.signIn({ ...bela, password })
      const path = '/account/security/password'
      const page = await visitor.ask(edge.portal + path)
      const link = await forgottenLink(bela)
      const send = await opened(link)
      const [changed, mailed] = [nextPassword(), nextPassword()]
      const [change, reset] = await Promise.all([
        visitor.submit(page, path, { current_password: password, new_password: changed }, false),
        send({ new_password: mailed }),
      ])
      const hasReset = reset === 303
      expect([await opens(bela, changed), await opens(bela, mailed)]).toEqual([!hasReset, hasReset])
      expect(await isInside(visitor), `${change.status} ${reset}`).toBe(!hasReset)
      password = hasReset ? mailed : changed
    }
  })
})

/** Counts the reports in the audit log since the last unlock. */
async function reportsThisRound(): Promise<number> {
  const { entries } = (await edge.api('GET', '/audit')).body
  const actions: string[] = entries.map(({ action }: { action: string }) => action)
  const end = actions.indexOf('account.unlocked')
  return actions.slice(0, end === -1 ? undefined : end).filter((each) => each === 'account.disowned').length
}

describe('a report that locks the account, while its sessions are used', () => {
  it('leaves no session, also none that begins at that moment', async () => {
    const cy = await edge.makePerson('Cy')
    for (let round = 0; round < ROUNDS; round++) {
      const inside = new Visitor(edge.portal)
      await inside.signIn(cy)
      let recoveryCodes: string[] = []
      const link = await linkTo('/not-me', cy, async () => {
        ;({ recoveryCodes } = await inside.enrol())
      })
      const [begun, twice] = [new Visitor(edge.portal), new Visitor(edge.portal)]
      const codePage = await begun.signIn(cy)
      const [send, sendAgain] = [await opened(link), await opened(link)]
      const answers = await Promise.all([
        send({}),
        sendAgain({}),
        inside.ask(`${edge.portal}/account/security`),
        begun.submit(codePage, '/sign-in/verify', { code: recoveryCodes[0] ?? '' }, false),
      ])
      expect(answers.slice(0, 2)).toEqual([303, 303])
      expect([await isInside(inside), await isInside(begun)]).toEqual([false, false])
      const page = await twice.signIn(cy)
      expect(page.status, 'the right password gets the page of a locked account').toBe(403)
      expect(await isInside(twice)).toBe(false)
      expect(await reportsThisRound()).toBe(1)
      await edge.api('DELETE', `/accounts/${cy.email}/second-factor`, { reason: 'the next round' })
      await edge.api('POST', `/accounts/${cy.email}/unlock`, { reason: 'the next round' })
      await edge.runSql('DELETE FROM recent_counts')
    }
  })
})
