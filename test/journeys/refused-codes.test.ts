// Checks what happens to a typed code that was refused.

import { describe, expect, it } from 'vitest'
import { authenticatorFrom } from '../support/node/authenticator.ts'
import { advance, makePerson, portalOrigin } from '../support/node/test-bed.ts'
import { type Answer, makeEnrolledPerson, otpauthLink, Visitor } from '../support/node/visitor.ts'

const VERIFY = '/sign-in/verify'
const SET_UP = '/account/security/authenticator'
const keptIn = ({ text }: Answer) => /<input id="code"[^>]* value="([^"]*)"/.exec(text)?.[1]

async function atTheCode(name: string) {
  const enrolled = await makeEnrolledPerson(name)
  await advance(60)
  const visitor = new Visitor()
  return { ...enrolled, visitor, verify: await visitor.signIn(enrolled.person) }
}

describe('a refused code', () => {
  it('stays in its field, so that it can be corrected', async () => {
    const { visitor, verify, recoveryCodes } = await atTheCode('Ada')
    const [right = ''] = recoveryCodes
    for (const typed of [right.slice(0, -1), `${right.slice(0, -1)}${right.endsWith('A') ? 'B' : 'A'}`]) {
      expect(keptIn(await visitor.submit(verify, VERIFY, { code: typed, method: 'recovery' })), typed).toBe(
        typed,
      )
    }
    const inside = await visitor.submit(verify, VERIFY, { code: right, method: 'recovery' })
    expect(new URL(inside.url).pathname).toBe('/account/security/recovery-codes')
  })

  it('stays on the page that sets up an app, too', async () => {
    const visitor = new Visitor()
    await visitor.signIn(await makePerson('Bob'))
    const page = await visitor.ask(portalOrigin + SET_UP)
    expect(keptIn(page) ?? '').toBe('')
    expect(keptIn(await visitor.submit(page, SET_UP, { code: '12345' }))).toBe('12345')
  })

  it('of six digits must be typed again, since it may become valid if a phone’s clock is off', async () => {
    const { visitor, verify, authenticator } = await atTheCode('Ada')
    const code = await authenticator.code(40)
    const answer = await visitor.submit(verify, VERIFY, { code })
    expect(answer.status).toBe(422)
    expect(answer.text).not.toContain(code)
  })

  it('is written as text, whatever it is, and dropped if far too long', async () => {
    const { visitor, verify } = await atTheCode('Ada')
    const hostile = await visitor.submit(verify, VERIFY, { code: '"><script>alert(1)</script>' })
    expect(hostile.text).not.toContain('<script>alert')
    expect(keptIn(await visitor.submit(verify, VERIFY, { code: 'x'.repeat(101) })) ?? '').toBe('')
  })
})

describe('an accepted code', () => {
  it('is on no later page of sign-in', async () => {
    const { visitor, verify, person, authenticator, recoveryCodes } = await atTheCode('Ada')
    const code = await authenticator.code()
    await visitor.submit(verify, VERIFY, { code })
    const again = await new Visitor().signIn(person)
    for (const used of [code, recoveryCodes[0] ?? '']) {
      const other = new Visitor()
      if (used !== code) await other.submit(await other.signIn(person), VERIFY, { code: used })
      const browser = new Visitor()
      const answer = await browser.submit(await browser.signIn(person), VERIFY, { code: used })
      expect(answer.status).toBe(422)
      expect(answer.text).not.toContain(used)
    }
    expect(again.status).toBe(200)
  })

  it('is on no later page of setting up an app', async () => {
    const visitor = new Visitor()
    await visitor.signIn(await makePerson('Bob'))
    const page = await visitor.ask(portalOrigin + SET_UP)
    const code = await authenticatorFrom(otpauthLink(page.text)).code()
    await visitor.submit(page, SET_UP, { code })
    const replacing = await visitor.ask(portalOrigin + SET_UP)
    for (const form of [page, replacing]) {
      expect((await visitor.submit(form, SET_UP, { code })).text).not.toContain(`value="${code}"`)
    }
  })
})
