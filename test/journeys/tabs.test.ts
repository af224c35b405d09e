import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { en } from '../../src/words/en/index.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import { advance, api, makePerson, makeWorkspace, portalOrigin } from '../support/node/test-bed.ts'
import { follow, Visitor } from '../support/node/visitor.ts'
import { sentence } from '../support/sentence.ts'

let origin: RecordingOrigin
beforeAll(async () => {
  origin = await startRecordingOrigin()
})
afterAll(() => origin.close())

it('two tabs that sign in one after the other both continue, and one sign-out ends both', async () => {
  const ada = await makePerson('Ada')
  const [acme, globex] = [
    await makeWorkspace(origin.url, [[ada, 'member']]),
    await makeWorkspace(origin.url, [[ada, 'member']]),
  ]
  const visitor = new Visitor()
  const tabs = [await visitor.ask(`${acme.origin}/a`), await visitor.ask(`${globex.origin}/b`)]
  const signIn = { email: ada.email, password: ada.password }
  const [first, second] = tabs
  if (!first || !second) throw new Error('two tabs')
  expect((await visitor.submit(first, '/sign-in', signIn)).url).toBe(`${acme.origin}/a`)
  const { sid } = origin.lastClaims()
  expect((await visitor.submit(second, '/sign-in', signIn)).url).toBe(`${globex.origin}/b`)
  expect(origin.lastClaims().sid, 'a session of its own').not.toBe(sid)

  await advance(121)
  const stale = await visitor.ask(`${acme.origin}/data`, { isScript: true })
  expect(stale.status, 'its pass is renewed no more').toBe(401)
  expect((await visitor.ask(`${acme.origin}/a`)).url, 'its page asks for nothing').toBe(`${acme.origin}/a`)
  for (const { origin: host } of [acme, globex]) {
    expect((await visitor.ask(`${host}/data`, { isScript: true })).status, host).toBe(200)
  }
  await visitor.submit(await visitor.ask(`${portalOrigin}/sign-out`), '/sign-out', {})
  await advance(121)
  for (const { origin: host } of [acme, globex]) {
    expect((await visitor.ask(`${host}/data`, { isScript: true })).status, host).toBe(401)
  }
})

describe('a tab opened before another one enrolled', () => {
  const SET_UP = '/account/security/authenticator'

  async function enrolledInAnotherTab() {
    const bob = await makePerson('Bob')
    const workspace = await makeWorkspace(origin.url, [[bob, 'owner']])
    await api('PUT', `/workspaces/${workspace.slug}/policy`, { enforced: true, grace_days: 30 })
    const visitor = new Visitor()
    const prompt = await visitor.signIn(bob, `${workspace.origin}/notes`)
    const tabs = {
      prompt,
      setUp: await follow(visitor, prompt, /^Set up now/),
      security: await visitor.ask(`${portalOrigin}/account/security`),
      workspaces: await visitor.ask(`${portalOrigin}/workspaces`),
    }
    await visitor.enrol()
    return { visitor, workspace, tabs }
  }

  it('is told that the app is already set up, and goes on to its destination', async () => {
    const { visitor, workspace, tabs } = await enrolledInAnotherTab()
    const page = await follow(visitor, tabs.prompt, /^Set up now/)
    expect(page.text).not.toContain('name="code"')
    expect((await follow(visitor, page, sentence(en.enter.continueTo))).url).toBe(`${workspace.origin}/notes`)
    expect((await follow(visitor, page, /^Replace/)).text).toContain('name="for" value="replacement"')
  })

  it('is told so hours later without a code first', async () => {
    const { visitor, tabs } = await enrolledInAnotherTab()
    await advance(7200)
    const page = await follow(visitor, tabs.prompt, /^Set up now/)
    expect([page.status, new URL(page.url).pathname]).toEqual([200, SET_UP])
    expect(page.text).not.toContain('otpauth:')
  })

  it('replaces nothing with the form for a first app', async () => {
    const { visitor, workspace, tabs } = await enrolledInAnotherTab()
    const page = await visitor.submit(tabs.setUp, SET_UP, { code: '123456' })
    expect((await follow(visitor, page, sentence(en.enter.continueTo))).url).toBe(`${workspace.origin}/notes`)
  })

  it.each(['security', 'workspaces'] as const)(
    'opens no replacement by the links on its page: %s',
    async (tab) => {
      const { visitor, tabs } = await enrolledInAnotherTab()
      const page = await follow(visitor, tabs[tab], /^(Enable two-factor|Set it up)/)
      expect(page.text).not.toContain('name="code"')
      expect(page.text).not.toContain('otpauth:')
    },
  )
})
