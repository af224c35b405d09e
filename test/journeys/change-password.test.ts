import { beforeEach, describe, expect, it } from 'vitest'
import { en } from '../../src/words/en/index.ts'
import { advance, api, makePerson, type Person, portalOrigin } from '../support/node/test-bed.ts'
import { type Answer, alertOf, makeEnrolledPerson, Visitor } from '../support/node/visitor.ts'
import { sentence } from '../support/sentence.ts'

const PATH = '/account/security/password'
const PAGE = portalOrigin + PATH
const HOST = new URL(portalOrigin).host
const NEXT = 'nine blue herons at dawn'

interface Typed {
  readonly current_password: string
  readonly new_password: string
  readonly new_password_again?: string
}

const change = (visitor: Visitor, page: Answer, typed: Typed) => visitor.submit(page, PATH, { ...typed })
const isSignedIn = async (visitor: Visitor) =>
  new URL((await visitor.ask(`${portalOrigin}/account/security`)).url).pathname === '/account/security'
const auditOf = async ({ email }: Person): Promise<string[]> =>
  (await api('GET', '/audit')).body.entries
    .filter((entry: { account: string }) => entry.account === email)
    .map((entry: { action: string }) => entry.action)

let ada: Person
let visitor: Visitor
beforeEach(async () => {
  ada = await makePerson('Ada')
  visitor = new Visitor()
  await visitor.signIn(ada)
})

describe('a changed password', () => {
  it('is the only valid one; other browsers are signed out, and this one gets a new cookie', async () => {
    const other = new Visitor()
    await other.signIn(ada)
    const copied = new Visitor()
    const cookie = visitor.cookie(HOST, '__Host-sallyport-session') ?? ''
    copied.setCookie(HOST, '__Host-sallyport-session', cookie)
    expect(await isSignedIn(copied)).toBe(true)

    const tab = await visitor.ask(`${portalOrigin}/account/security`)
    expect(tab.text).toContain(`href="${PATH}"`)
    const done = await change(visitor, await visitor.ask(PAGE), {
      current_password: ada.password,
      new_password: NEXT,
    })
    expect(done.url).toBe(`${portalOrigin}/account/security`)
    expect(done.text).toContain(en.account.done.password)
    expect(await isSignedIn(visitor)).toBe(true)
    expect(await isSignedIn(other)).toBe(false)
    expect(await isSignedIn(copied), 'a copy of the cookie of before').toBe(false)
    expect((await new Visitor().signIn(ada)).status).toBe(422)
    expect((await new Visitor().signIn({ ...ada, password: NEXT })).status).toBe(200)
    expect(await auditOf(ada)).toContain('password.changed')
  })

  it('ends a half-finished sign-in', async () => {
    const { person, visitor, authenticator } = await makeEnrolledPerson('Bo')
    await advance(30)
    const halfDone = new Visitor()
    const verify = await halfDone.signIn(person)
    await change(visitor, await visitor.ask(PAGE), { current_password: person.password, new_password: NEXT })
    const answer = await halfDone.submit(verify, '/sign-in/verify', { code: await authenticator.code() })
    expect(new URL(answer.url).pathname).toBe('/sign-in')
    expect(await isSignedIn(halfDone)).toBe(false)
  })
})

describe('the page for changing a password', () => {
  it('asks an enrolled person for a code from the last ten minutes, when opened and when sent', async () => {
    const { person, visitor, authenticator } = await makeEnrolledPerson('Bo')
    const open = await visitor.ask(PAGE)
    await advance(601)
    const typed = { current_password: person.password, new_password: NEXT }
    const verify = await change(visitor, open, typed)
    expect(new URL(verify.url).pathname).toBe('/sign-in/verify')
    expect((await new Visitor().signIn(person)).status, 'nothing was changed').toBe(200)
    expect(new URL((await visitor.ask(PAGE)).url).pathname).toBe('/sign-in/verify')
    const back = await visitor.submit(verify, '/sign-in/verify', { code: await authenticator.code() })
    expect(back.url).toBe(PAGE)
    expect((await change(visitor, back, typed)).text).toContain(en.account.done.password)
  })

  it('works with password managers and screen readers', async () => {
    const { text } = await visitor.ask(PAGE)
    expect(text).toMatch(/<input name="username"[^>]*autocomplete="username"/)
    expect(text).toContain(`value="${ada.email}"`)
    expect(text).toMatch(/<label for="current_password">.*autocomplete="current-password"/s)
    expect(text).toMatch(/<label for="new_password">.*autocomplete="new-password"/s)
    expect(text).toMatch(/aria-describedby="new_password-hint"/)
  })
})

describe('a refused password change', () => {
  it.each([NEXT.toUpperCase(), '', `${NEXT} `])(
    'for a repetition that differs says so beside the field, changes and counts nothing: %j',
    async (again) => {
      const page = await visitor.ask(PAGE)
      const typed = { current_password: 'wrong', new_password: NEXT, new_password_again: again }
      for (let i = 0; i < 12; i++) {
        const answer = await change(visitor, page, typed)
        expect(answer.status).toBe(422)
        expect(answer.text).toMatch(/id="new_password_again"[^>]*aria-invalid="true"/)
        expect(answer.text).not.toContain(NEXT)
      }
      expect((await new Visitor().signIn(ada)).status).toBe(200)
    },
  )

  it.each([
    ['short', 422, en.password.problems['too-short']],
    ['passwordpassword', 422, en.password.problems.common],
    ['Manchester United', 422, en.password.problems.common],
    [`nine blue herons ${'x'.repeat(300)}`, 422, en.password.problems['too-long']],
  ])('for %.20s says why beside the field, and is not counted as a guess', async (next, status, words) => {
    const page = await visitor.ask(PAGE)
    for (let i = 0; i < 12; i++) {
      const answer = await change(visitor, page, { current_password: 'wrong', new_password: next })
      expect(answer.status).toBe(status)
      expect(alertOf(answer.text)).toContain(words)
      expect(answer.text).toMatch(/id="new_password"[^>]*aria-invalid="true"/)
      expect(answer.text).not.toContain(`value="${next}"`)
    }
    expect((await new Visitor().signIn(ada)).status).toBe(200)
  })

  it('for the account’s own address says so, and so does one for the same password', async () => {
    const page = await visitor.ask(PAGE)
    const own = await change(visitor, page, { current_password: ada.password, new_password: `${ada.email}!` })
    expect(own.status).toBe(422)
    expect(alertOf(own.text)).toContain(en.password.problems['about-owner'])
    const same = await change(visitor, page, {
      current_password: ada.password,
      new_password: ada.password.normalize('NFD'),
    })
    expect(same.status).toBe(422)
    expect(alertOf(same.text)).toContain(en.password.unchanged)
  })

  it('for a wrong current password counts as at sign-in: ten, then a wait; the session stays', async () => {
    const page = await visitor.ask(PAGE)
    for (let guess = 1; guess <= 10; guess++) {
      const wrong = await change(visitor, page, { current_password: `wrong ${guess}`, new_password: NEXT })
      expect(wrong.status).toBe(422)
      expect(alertOf(wrong.text)).toContain(en.password.wrong)
      expect(wrong.text).toMatch(/id="current_password"[^>]*aria-invalid="true"/)
    }
    const typed = { current_password: ada.password, new_password: NEXT }
    const waits = await change(visitor, page, typed)
    expect(waits.status).toBe(429)
    expect(Number(waits.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(alertOf(waits.text)).toMatch(sentence(en.layout.tooManyAttempts))
    expect((await auditOf(ada)).filter((action) => action === 'password.refused')).toHaveLength(10)
    expect(await isSignedIn(visitor)).toBe(true)
    expect((await new Visitor().signIn(ada)).status, 'elsewhere nobody waits for it').toBe(200)
    await advance(31)
    expect((await change(visitor, page, typed)).text).toContain(en.account.done.password)
  })
})
