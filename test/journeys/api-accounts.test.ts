// Accounts through the API: creating, renaming, deleting, and access after a lost device.

import { describe, expect, it } from 'vitest'
import { expectProblem, pathsIn } from '../support/node/problems.ts'
import { advance, api, makePerson, portalOrigin } from '../support/node/test-bed.ts'
import { makeEnrolledPerson, Visitor } from '../support/node/visitor.ts'

const RFC_3339_UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/

const newEmail = () => `ada-${crypto.randomUUID().slice(0, 8)}@acme.example`

describe('an account', () => {
  it('is created with 201, changed with 200, found, and deleted with 204', async () => {
    const email = newEmail()
    const made = await api('PUT', `/accounts/${email}`, { name: 'Ada', password: 'a long enough password' })
    expect(made).toMatchObject({ status: 201 })
    expect(made.body).toEqual({
      id: expect.any(String),
      email,
      name: 'Ada',
      enrolled: false,
      language: 'en',
      created_at: expect.stringMatching(RFC_3339_UTC),
      locked_at: null,
    })
    const renamed = await api('PUT', `/accounts/${email}`, { name: 'Ada L.' })
    expect(renamed).toMatchObject({ status: 200, body: { ...made.body, name: 'Ada L.' } })
    expect(await api('GET', `/accounts/${email}`)).toMatchObject({ status: 200, body: renamed.body })
    expect(await api('DELETE', `/accounts/${email}`)).toMatchObject({ status: 204, body: null })
    for (const method of ['GET', 'DELETE']) {
      expectProblem(await api(method, `/accounts/${email}`), 404, 'not_found')
    }
    const reset = await api('DELETE', `/accounts/${email}/second-factor`, { reason: 'lost' })
    expectProblem(reset, 404, 'not_found')
  })

  it('gets the given language, keeps it when none is given, and refuses an unknown one', async () => {
    const email = newEmail()
    const made = await api('PUT', `/accounts/${email}`, { name: 'Ada', language: 'ar' })
    expect(made).toMatchObject({ status: 201, body: { language: 'ar' } })
    expect((await api('PUT', `/accounts/${email}`, { name: 'Ada L.' })).body.language).toBe('ar')
    for (const language of ['nl', 'DE', 'de-AT', '', null, 5, '__proto__']) {
      const refused = await api('PUT', `/accounts/${email}`, { name: 'Ada', language })
      expect(pathsIn(refused)).toEqual(['language'])
      expect(refused.body.errors[0].message).toMatch(/"en".*"de".*"es".*"fr".*"ja".*"ar"/)
    }
    expect((await api('GET', `/accounts/${email}`)).body).toMatchObject({ name: 'Ada L.', language: 'ar' })
  })

  it.each([
    ['case', 'JosÉ-%@Acme.Example', 'josé-%@ACME.EXAMPLE'],
    ['spaces around it', ' ada-%@acme.example', 'ada-%@acme.example  '],
    ['Unicode form', 'jose\u0301-%@acme.example', 'jos\u00e9-%@acme.example'],
    ['the form of its domain', 'ada-%@b\u00fccher.example', 'ada-%@xn--bcher-kva.example'],
  ])('is the same account whatever the %s of its address', async (_, first, second) => {
    const id = crypto.randomUUID().slice(0, 8)
    const [a, b] = [first, second].map((text) => encodeURIComponent(text.replace('%', id)))
    const made = await api('PUT', `/accounts/${a}`, { name: 'Ada', password: 'a long enough password' })
    expect(made.status).toBe(201)
    const again = await api('PUT', `/accounts/${b}`, { name: 'Ada' })
    expect(again).toMatchObject({ status: 200, body: { id: made.body.id } })
    expect((await api('GET', `/accounts/${b}`)).body.id).toBe(made.body.id)
    const person = { name: 'Ada', email: decodeURIComponent(b ?? ''), password: 'a long enough password' }
    expect((await new Visitor().signIn(person)).url).toBe(`${portalOrigin}/workspaces`)
  })

  it('is another account if the letters of the address only look alike', async () => {
    const id = crypto.randomUUID().slice(0, 8)
    const [plain, fullWidth] = [`ada-${id}@acme.example`, `\uff41da-${id}@acme.example`]
    const made = await api('PUT', `/accounts/${plain}`, { name: 'Ada' })
    const other = await api('PUT', `/accounts/${encodeURIComponent(fullWidth ?? '')}`, { name: 'Mallory' })
    expect(other.status).toBe(201)
    expect(other.body.id).not.toBe(made.body.id)
  })

  it.each([
    'no-at-sign',
    '@acme.example',
    'ada@',
    'ada@acme',
    'a b@acme.example',
    'ada@acme.example@x.example',
    'ada@[::1]',
  ])('cannot have the address %s', async (address) => {
    const path = `/accounts/${encodeURIComponent(address)}`
    expect(pathsIn(await api('PUT', path, { name: 'Ada' }))).toEqual(['email'])
    expect(pathsIn(await api('GET', path))).toEqual(['email'])
  })

  it.each([
    [{ name: '' }, 'name'],
    [{ name: 'a\nb' }, 'name'],
    [{ name: 'x'.repeat(101) }, 'name'],
    [{ name: 5 }, 'name'],
    [{ name: 'Ada', password: 'short' }, 'password'],
    [{ name: 'Ada', password: 12_345_678_901_234 }, 'password'],
    [{ name: 'Ada', password: null }, 'password'],
  ])('cannot be created from %j', async (body, path) => {
    const email = newEmail()
    expect(pathsIn(await api('PUT', `/accounts/${email}`, body))).toEqual([path])
    expect((await api('GET', `/accounts/${email}`)).status).toBe(404)
  })

  it.each([
    ['short', 'Must have at least 15 characters'],
    ['x7#kQ9!mZv2$Lp4'.repeat(20), 'Must have at most 256 characters'],
    ['Manchester United', 'Must not be one of the most common passwords'],
    ['passwordpassword', 'Must not be one of the most common passwords'],
    ['Ada Okafor 12.05.1987', 'Must not consist mainly of the account’s name or address'],
    [null, 'Must not consist mainly of the account’s name or address'],
  ])(
    'cannot have the password %.30j (null: its own address), and the answer says why',
    async (chosen, words) => {
      const email = newEmail()
      const password = chosen ?? email
      const { status, body } = await api('PUT', `/accounts/${email}`, { name: 'Ada Okafor', password })
      expect(status).toBe(422)
      expect(body.errors).toEqual([{ path: 'password', message: expect.stringContaining(words) }])
      expect((await api('GET', `/accounts/${email}`)).status).toBe(404)
    },
  )

  it('with a new password accepts only that one, and its sessions have ended', async () => {
    const ada = await makePerson('Ada')
    const visitor = new Visitor()
    await visitor.signIn(ada)
    const changed = { ...ada, password: 'another long password' }
    await api('PUT', `/accounts/${ada.email}`, { name: ada.name, password: changed.password })
    expect((await visitor.ask(`${portalOrigin}/account/security`)).url).toContain('/sign-in?')
    expect((await new Visitor().signIn(ada)).status).toBe(422)
    expect((await new Visitor().signIn(changed)).url).toBe(`${portalOrigin}/workspaces`)
  })
})

describe('an account that is put a second time', () => {
  it('keeps its sessions if the body is the same and the address differs only in case', async () => {
    const ada = await makePerson('Ada')
    const visitor = new Visitor()
    await visitor.signIn(ada)
    const path = `/accounts/${ada.email.toUpperCase()}`
    const again = await api('PUT', path, { name: ada.name, password: ada.password })
    expect(again).toMatchObject({ status: 200, body: { email: ada.email } })
    expect((await visitor.ask(`${portalOrigin}/account/security`)).url).not.toContain('/sign-in')
  })
})

describe('a second factor reset by the operator', () => {
  it('is removed with its sessions, logins and recovery codes, and the audit has the reason', async () => {
    const { person, visitor, authenticator, recoveryCodes } = await makeEnrolledPerson('Ada')
    await advance(30)
    const under = new Visitor()
    const asked = await under.signIn(person)
    expect((await api('GET', `/accounts/${person.email}`)).body.enrolled).toBe(true)

    const reset = await api('DELETE', `/accounts/${person.email}/second-factor`, {
      reason: 'phone in the lake',
    })
    expect(reset).toMatchObject({ status: 204, body: null })
    expect((await api('GET', `/accounts/${person.email}`)).body.enrolled).toBe(false)
    expect((await visitor.ask(`${portalOrigin}/account/security`)).url).toContain('/sign-in?')
    for (const code of [await authenticator.code(), recoveryCodes[0] ?? '']) {
      const refused = await under.submit(asked, '/sign-in/verify', { code })
      expect(refused.url).toContain('/sign-in?')
    }
    const { body } = await api('GET', '/audit')
    expect(body.entries).toContainEqual(
      expect.objectContaining({
        action: 'second_factor.reset',
        actor: 'operator',
        account: person.email,
        detail: expect.objectContaining({ reason: 'phone in the lake' }),
      }),
    )
    expect((await visitor.signIn(person)).url).toBe(`${portalOrigin}/workspaces`)
    const again = await visitor.enrol()
    expect(again.recoveryCodes).toHaveLength(10)
    expect(again.recoveryCodes).not.toContain(recoveryCodes[0])
  })
})
