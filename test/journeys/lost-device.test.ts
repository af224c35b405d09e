import { afterAll, beforeAll, expect, it } from 'vitest'
import { authenticatorFrom } from '../support/node/authenticator.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import { advance, api, hostOf, makePerson, makeWorkspace, portalOrigin } from '../support/node/test-bed.ts'
import { follow, makeEnrolledPerson, otpauthLink, Visitor } from '../support/node/visitor.ts'

let origin: RecordingOrigin
beforeAll(async () => {
  origin = await startRecordingOrigin()
})
afterAll(() => origin.close())

const APP = '/account/security/authenticator'

it('replacing a lost authenticator ends every other session that used it', async () => {
  const ada = await makePerson('Ada')
  const owner = new Visitor()
  await owner.signIn(ada)
  const { authenticator } = await owner.enrol()
  await advance(30)
  const thief = new Visitor()
  await thief.signInWithCode(ada, await authenticator.code())
  expect((await thief.ask(portalOrigin + APP)).status).toBe(200)

  const page = await owner.ask(portalOrigin + APP)
  const next = authenticatorFrom(otpauthLink(page.text))
  await owner.submit(page, APP, { code: await next.code() })
  expect((await thief.ask(portalOrigin + APP)).url).toContain('/sign-in')
  expect((await owner.ask(`${portalOrigin}/account/security`)).status).toBe(200)
})

it('a recovery code leads through setting up another app to where the person was going', async () => {
  const { person, recoveryCodes } = await makeEnrolledPerson('Ada')
  const workspace = await makeWorkspace(origin.url, [[person, 'member']])
  await advance(30)
  const owner = new Visitor()
  const verify = await owner.signIn(person, `${workspace.origin}/reports?q=7`)
  const left = await owner.submit(verify, '/sign-in/verify', { code: recoveryCodes[0] ?? '' })
  expect(left.text).toMatch(/<a class="button( wide-on-phone)?" href="[^"]*authenticator[^"]*">Set up/)
  const setUp = await follow(owner, left, /^Set up/)
  const next = authenticatorFrom(otpauthLink(setUp.text))
  const codes = await owner.submit(setUp, APP, { code: await next.code() })
  expect(new URL(codes.url).pathname).toBe('/account/security/recovery-codes')
  const arrived = await follow(owner, codes, /^Continue/)
  expect(arrived.url).toBe(`${workspace.origin}/reports?q=7`)
  expect(origin.requests.at(-1)?.path).toBe('/reports?q=7')
})

it('setting up another app still works if it needs a new proof, and leads on', async () => {
  const { person, visitor, authenticator } = await makeEnrolledPerson('Ada')
  const workspace = await makeWorkspace(origin.url, [[person, 'member']])
  const query = new URLSearchParams({
    for: 'replacement',
    return_to: `/enter?${new URLSearchParams({ host: workspace.host, return_to: '/here' })}`,
  })
  const stale = await visitor.ask(`${portalOrigin}${APP}?${query}`)
  await advance(700)
  const verify = await visitor.submit(stale, APP, { code: '000000' })
  expect(new URL(verify.url).pathname).toBe('/sign-in/verify')
  const setUp = await visitor.submit(verify, '/sign-in/verify', { code: await authenticator.code() })
  const next = authenticatorFrom(otpauthLink(setUp.text))
  const codes = await visitor.submit(setUp, APP, { code: await next.code() })
  expect((await follow(visitor, codes, /^Continue/)).url).toBe(`${workspace.origin}/here`)
})

it('an operator’s reset ends the account’s tokens and sessions', async () => {
  const ada = await makePerson('Ada')
  const workspace = await makeWorkspace(origin.url, [[ada, 'owner']])
  const owner = new Visitor()
  await owner.signIn(ada)
  await owner.enrol()
  const path = `/workspaces/${workspace.slug}/settings/tokens`
  const made = await owner.submit(await owner.ask(portalOrigin + path), path, {
    name: 'ci',
    expires_in_days: '7',
  })
  const [token = ''] = /spt_[\w-]{43}/.exec(made.text) ?? []
  expect((await api('GET', `/workspaces/${workspace.slug}`, undefined, { token })).status).toBe(200)
  await api('DELETE', `/accounts/${ada.email}/second-factor`, { reason: 'Lost phone' })
  expect((await api('GET', `/workspaces/${workspace.slug}`, undefined, { token })).status).toBe(401)
  expect((await owner.ask(`${portalOrigin}/account/security`)).url).toContain('/sign-in')
})

it('a host given to another workspace admits nobody of the first one with an old pass', async () => {
  const ada = await makePerson('Ada')
  const workspace = await makeWorkspace(origin.url, [[ada, 'owner']])
  const visitor = new Visitor()
  await visitor.signIn(ada, `${workspace.origin}/`)
  await api('DELETE', `/workspaces/${workspace.slug}`)
  const next = { name: 'Next', hosts: [hostOf(workspace.slug)], origin: origin.url }
  expect((await api('PUT', `/workspaces/next-${workspace.slug}`, next)).status).toBe(201)
  const before = origin.requests.length
  expect((await visitor.ask(`${workspace.origin}/`, { isScript: true })).status).toBe(403)
  expect(origin.requests).toHaveLength(before)
})
