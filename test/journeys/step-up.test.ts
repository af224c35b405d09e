import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import { advance, edgeNow, makePerson, makeWorkspace, portalOrigin } from '../support/node/test-bed.ts'
import { Visitor } from '../support/node/visitor.ts'

let origin: RecordingOrigin
beforeAll(async () => {
  origin = await startRecordingOrigin()
})
afterAll(() => origin.close())

const stepUpUrl = (host: string, maxAge: number) => {
  const wayBack = `/enter?${new URLSearchParams({ host, return_to: '/secure' })}`
  return `${portalOrigin}/sign-in/verify?${new URLSearchParams({ max_age: String(maxAge), return_to: wayBack })}`
}

describe('an origin that wants a newer second factor than the pass has', () => {
  it('gets it at once: the return from the portal brings a new pass', async () => {
    const ada = await makePerson('Ada')
    const workspace = await makeWorkspace(origin.url, [[ada, 'member']])
    const visitor = new Visitor()
    await visitor.signIn(ada, `${workspace.origin}/`)
    const { authenticator } = await visitor.enrol()
    await advance(400)
    await visitor.ask(`${workspace.origin}/`)
    expect((await edgeNow()) - Number(origin.lastClaims().mfa_time)).toBeGreaterThanOrEqual(400)

    const form = await visitor.ask(stepUpUrl(workspace.host, 300))
    expect(form.text).toContain('name="code"')
    const back = await visitor.submit(form, '/sign-in/verify', { code: await authenticator.code() })
    expect(back.url).toBe(`${workspace.origin}/secure`)
    expect((await edgeNow()) - Number(origin.lastClaims().mfa_time)).toBeLessThan(60)

    const again = await visitor.ask(stepUpUrl(workspace.host, 300))
    expect(again.url, 'nothing is asked twice').toBe(`${workspace.origin}/secure`)
  })

  it('sends a person without a second factor to set one up, and gets them back with it', async () => {
    const bo = await makePerson('Bo')
    const workspace = await makeWorkspace(origin.url, [[bo, 'member']])
    const visitor = new Visitor()
    await visitor.signIn(bo, `${workspace.origin}/`)
    expect(origin.lastClaims()).toMatchObject({ acr: 'aal1' })
    const page = await visitor.ask(stepUpUrl(workspace.host, 300))
    expect(new URL(page.url).pathname).toBe('/account/security/authenticator')
    await visitor.enrol()
    await visitor.ask(
      `${portalOrigin}/enter?${new URLSearchParams({ host: workspace.host, return_to: '/secure' })}`,
    )
    expect(origin.lastClaims()).toMatchObject({ acr: 'aal2' })
  })
})

describe('a person who signs in with another account', () => {
  it('has that account in the workspace at once, though the old pass has time left', async () => {
    const [ada, bo] = [await makePerson('Ada'), await makePerson('Bo')]
    const workspace = await makeWorkspace(origin.url, [
      [ada, 'member'],
      [bo, 'member'],
    ])
    const visitor = new Visitor()
    await visitor.signIn(ada, `${workspace.origin}/`)
    const wayBack = `/enter?${new URLSearchParams({ host: workspace.host, return_to: '/mine' })}`
    await visitor.signIn(bo, `${portalOrigin}/sign-in?${new URLSearchParams({ return_to: wayBack })}`)
    expect(origin.lastClaims()).toMatchObject({ email: bo.email })
  })
})
