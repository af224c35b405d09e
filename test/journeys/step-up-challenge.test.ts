// An origin that demands a newer second factor by a 401 of RFC 9470, without code of its own for the way there.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { locationOf, outlastCaches } from '../support/node/arrivals.ts'
import { startDemandingOrigin } from '../support/node/demanding-origin.ts'
import { startProvider } from '../support/node/hostile-bed.ts'
import { assertionFor, madeCredential, PASSKEYS, passkeyOf, VERIFY } from '../support/node/passkey-visitor.ts'
import { advance, api, makePerson, makeWorkspace, portalOrigin, stopClock } from '../support/node/test-bed.ts'
import { type Answer, follow, makeEnrolledPerson, Visitor } from '../support/node/visitor.ts'

let origin: Awaited<ReturnType<typeof startDemandingOrigin>>
let startClock: () => Promise<unknown>
beforeAll(async () => {
  // On a slow machine a code would be too old before the origin is asked.
  startClock = await stopClock()
  origin = await startDemandingOrigin()
})
afterAll(async () => {
  await startClock()
  await origin.close()
})

/** Makes an enrolled member who is in the workspace with a second factor of 400 seconds ago. */
async function memberInside() {
  const { person, visitor, authenticator } = await makeEnrolledPerson('Ada')
  const workspace = await makeWorkspace(origin.url, [[person, 'member']])
  await visitor.ask(`${workspace.origin}/`)
  await advance(400)
  return { visitor, authenticator, workspace }
}

const pathOf = ({ url }: Answer) => new URL(url).pathname

describe('a page that demands a newer second factor', () => {
  it.each([60, 0])(
    'of the last %i seconds asks for one code, and opens with the next assertion',
    async (age) => {
      const { visitor, authenticator, workspace } = await memberInside()
      const address = `${workspace.origin}/within/${age}?month=11&note=a%20b`
      const asked = await visitor.ask(address)
      expect([asked.url.split('?')[0], asked.status]).toEqual([`${portalOrigin}/sign-in/verify`, 200])
      expect(asked.text).toMatch(
        new RegExp(`<bdi>Workspace ${workspace.slug}</bdi> asks you to confirm it’s you`),
      )
      const back = await visitor.submit(asked, '/sign-in/verify', { code: await authenticator.code() })
      expect([back.url, back.status]).toEqual([address, 200])
    },
  )

  it('asks nobody who has proved one elsewhere: the pass alone was older', async () => {
    const { visitor, authenticator, workspace } = await memberInside()
    const page = await visitor.ask(`${portalOrigin}/sign-in/verify?max_age=0&return_to=/workspaces`)
    await visitor.submit(page, '/sign-in/verify', { code: await authenticator.code() })
    const address = `${workspace.origin}/within/300`
    expect(await visitor.ask(address)).toMatchObject({ url: address, status: 200 })
  })

  it('opens within a day without a question', async () => {
    const { visitor, workspace } = await memberInside()
    await advance(3600)
    expect((await visitor.ask(`${workspace.origin}/within/86400`)).status).toBe(200)
  })

  it('leads a person without a second factor to set one up, and then back', async () => {
    const bo = await makePerson('Bo')
    const workspace = await makeWorkspace(origin.url, [[bo, 'member']])
    const visitor = new Visitor()
    await visitor.signIn(bo, `${workspace.origin}/`)
    const page = await visitor.ask(`${workspace.origin}/within/300`)
    expect(pathOf(page)).toBe('/account/security/authenticator')
    await visitor.enrol()
    expect((await visitor.ask(`${workspace.origin}/within/300`)).status).toBe(200)
  })

  it('leads a person who signed out at the portal to sign in, and then back', async () => {
    const { person, visitor, authenticator } = await makeEnrolledPerson('Ada')
    const workspace = await makeWorkspace(origin.url, [[person, 'member']])
    await visitor.ask(`${workspace.origin}/`)
    const question = await visitor.ask(`${portalOrigin}/sign-out`)
    await visitor.submit(question, '/sign-out', {})
    await advance(30)
    const page = await visitor.ask(`${workspace.origin}/within/0`)
    expect([pathOf(page), new URL(page.url).searchParams.get('why')]).toEqual(['/sign-in', null])
    const code = await visitor.submit(page, '/sign-in', { email: person.email, password: person.password })
    const back = await visitor.submit(code, '/sign-in/verify', { code: await authenticator.code() })
    expect(back).toMatchObject({ url: `${workspace.origin}/within/0`, status: 200 })
  })
})

describe('a page that demands a passkey', () => {
  it('asks a person who proved a code for the passkey alone, and opens with it', async () => {
    const { visitor, authenticator, workspace } = await memberInside()
    const list = await visitor.ask(portalOrigin + PASSKEYS)
    const passkey = await passkeyOf()
    const credential = await madeCredential(visitor, list, passkey)
    await visitor.submit(list, `${PASSKEYS}/new`, { credential })
    const codePage = await visitor.ask(`${portalOrigin}${VERIFY}?max_age=0&return_to=/workspaces`)
    await visitor.submit(codePage, VERIFY, { code: await authenticator.code() })

    const address = `${workspace.origin}/passkey?month=11`
    const asked = await visitor.ask(address)
    expect([pathOf(asked), new URL(asked.url).searchParams.get('methods')]).toEqual([VERIFY, 'passkey'])
    const assertion = await assertionFor(visitor, asked, passkey)
    const back = await visitor.submit(asked, `${VERIFY}/passkey`, { assertion })
    expect(back).toMatchObject({ url: address, status: 200 })
  })

  it('leads a person without one to add it', async () => {
    const { visitor, workspace } = await memberInside()
    const page = await visitor.ask(`${workspace.origin}/passkey`)
    expect(pathOf(page)).toBe(PASSKEYS)
    expect(new URL(page.url).searchParams.get('return_to')).toContain(encodeURIComponent('/passkey'))
  })
})

describe('an origin that always demands', () => {
  it('ends after one code: its own answer is shown', async () => {
    const { visitor, authenticator, workspace } = await memberInside()
    const asked = await visitor.ask(`${workspace.origin}/always/0`)
    const back = await visitor.submit(asked, '/sign-in/verify', { code: await authenticator.code() })
    expect(back).toMatchObject({
      url: `${workspace.origin}/always/0`,
      status: 401,
      text: 'refused by the origin',
    })
  })
})

describe('a form that meets the demand', () => {
  it('is told to be sent again, and goes through after the code', async () => {
    const { visitor, authenticator, workspace } = await memberInside()
    const referer = `${workspace.origin}/form?id=7`
    const send = () =>
      visitor.ask(`${workspace.origin}/within/60`, { method: 'POST', body: 'a=b', headers: { referer } })
    const page = await send()
    expect(page.status).toBe(401)
    expect(page.text).toMatch(/send the form again/)
    const asked = await follow(visitor, page, /Confirm it’s you/)
    const back = await visitor.submit(asked, '/sign-in/verify', { code: await authenticator.code() })
    expect([back.url, back.status]).toEqual([referer, 200])
    expect(await send()).toMatchObject({ status: 200, text: expect.stringMatching(/^POST/) })
  })
})

describe('a script that meets the demand', () => {
  it('reads where the person can prove it, and gets them back to its page', async () => {
    const { visitor, authenticator, workspace } = await memberInside()
    const referer = `${workspace.origin}/app?view=2`
    const call = () => visitor.ask(`${workspace.origin}/within/60`, { isScript: true, headers: { referer } })
    const refused = await call()
    expect([refused.status, refused.text]).toEqual([401, 'refused by the origin'])
    const asked = await visitor.ask(refused.headers.get('sallyport-step-up') ?? '')
    const back = await visitor.submit(asked, '/sign-in/verify', { code: await authenticator.code() })
    expect(back.url).toBe(referer)
    expect((await call()).status).toBe(200)
  })
})

describe('a person whose provider proves the second factor', () => {
  /** Makes a member with a proof of 400 seconds ago. The provider answers a prompt with a sign-in that is `age` old. */
  async function vouchedMember({ age }: { age: number }) {
    const provider = await startProvider('other')
    await outlastCaches()
    const sub = crypto.randomUUID()
    const email = `${sub}@acme.example`
    provider.next({
      claims: (right, asked) => ({
        ...right,
        ...{ sub, email, amr: ['pwd', 'otp'] },
        ...(asked.has('prompt') && { auth_time: Number(right.auth_time) - age }),
      }),
    })
    const visitor = new Visitor()
    const workspace = await makeWorkspace(origin.url)
    const sent = await visitor.ask(`${portalOrigin}/sign-in/with/other`, { follows: false })
    await visitor.ask(locationOf(await visitor.ask(locationOf(sent), { follows: false })))
    await api('PUT', `/workspaces/${workspace.slug}/members/${email}`, { role: 'member' })
    await visitor.ask(`${workspace.origin}/`)
    await advance(400)
    return { provider, visitor, workspace }
  }

  it('goes to the provider and back, with the demanded age', async () => {
    const { provider, visitor, workspace } = await vouchedMember({ age: 0 })
    const before = provider.receivedAt('/authorize').length
    const back = await visitor.ask(`${workspace.origin}/within/60`)
    expect([back.url, back.status]).toEqual([`${workspace.origin}/within/60`, 200])
    const asked = provider.receivedAt('/authorize').slice(before)
    expect(asked.map(({ query }) => [query.get('prompt'), query.get('max_age')])).toEqual([['login', '60']])
    await provider.close()
  })

  it('is told once if the provider asked for nothing, and is not sent around', async () => {
    const { provider, visitor, workspace } = await vouchedMember({ age: 300 })
    const page = await visitor.ask(`${workspace.origin}/within/60`)
    expect([pathOf(page), new URL(page.url).searchParams.get('refused')]).toEqual(['/sign-in', 'not-fresh'])
    await provider.close()
  })
})
