// A path whose rule demands a fresh second factor: to the portal, and back with the proof.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { saveRules } from '../support/node/machines.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import { advance, edgeNow, makePerson, makeWorkspace, portalOrigin } from '../support/node/test-bed.ts'
import { follow, makeAdmitted, Visitor } from '../support/node/visitor.ts'

let origin: RecordingOrigin
beforeAll(async () => {
  origin = await startRecordingOrigin()
})
afterAll(() => origin.close())

const PAYROLL = {
  id: 'payroll',
  path: '/payroll',
  match: 'prefix',
  access: 'member',
  require: { max_age: 300 },
}

async function makeEnrolled() {
  const admitted = await makeAdmitted(origin.url, 'Ada')
  await saveRules(admitted.workspace, PAYROLL)
  const { authenticator } = await admitted.visitor.enrol()
  // The portal brings a pass with the new proof.
  await admitted.visitor.ask(`${admitted.workspace.origin}/.sallyport/start`)
  return { ...admitted, authenticator }
}

describe('a person whose second factor is too old for a path', () => {
  it('proves it once at the portal and comes back to the path', async () => {
    const { visitor, workspace, authenticator } = await makeEnrolled()
    await advance(400)
    expect((await visitor.ask(`${workspace.origin}/report`)).status, 'another path').toBe(200)
    const before = origin.arrivals()
    const form = await visitor.ask(`${workspace.origin}/payroll/may?x=1`)
    expect([new URL(form.url).origin, new URL(form.url).pathname]).toEqual([portalOrigin, '/sign-in/verify'])
    expect(origin.arrivals()).toBe(before)
    const back = await visitor.submit(form, '/sign-in/verify', { code: await authenticator.code() })
    expect([back.url, back.text]).toEqual([
      `${workspace.origin}/payroll/may?x=1`,
      'origin: GET /payroll/may?x=1',
    ])
    expect((await edgeNow()) - Number(origin.lastClaims().mfa_time)).toBeLessThan(60)
    const again = await visitor.ask(`${workspace.origin}/payroll`)
    expect(again.url, 'nothing is asked twice').toBe(`${workspace.origin}/payroll`)
  })

  it('who sent a form is asked on a page, and the form reaches nobody', async () => {
    const { visitor, workspace, authenticator } = await makeEnrolled()
    await advance(400)
    const before = origin.arrivals()
    const headers = { referer: `${workspace.origin}/payroll/form`, 'content-type': 'text/plain' }
    const page = await visitor.ask(`${workspace.origin}/payroll`, { method: 'POST', body: 'a=1', headers })
    expect([page.status, origin.arrivals()]).toEqual([401, before])
    const form = await follow(visitor, page, /Confirm/)
    const back = await visitor.submit(form, '/sign-in/verify', { code: await authenticator.code() })
    expect(back.url).toBe(`${workspace.origin}/payroll/form`)
  })

  it('gets a problem in a script, with the way to prove it', async () => {
    const { visitor, workspace } = await makeEnrolled()
    await advance(400)
    const answer = await visitor.ask(`${workspace.origin}/payroll`, { isScript: true })
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([401, 'second_factor_too_old'])
    expect(answer.headers.get('www-authenticate')).toContain('max_age="300"')
    const way = await visitor.ask(answer.headers.get('sallyport-step-up') ?? '')
    expect(new URL(way.url).pathname).toBe('/sign-in/verify')
  })
})

describe('a person without a second factor', () => {
  it('sets one up on the way to the path, though no policy asks for it, and gets in', async () => {
    const bo = await makePerson('Bo')
    const workspace = await makeWorkspace(origin.url, [[bo, 'member']])
    await saveRules(workspace, PAYROLL)
    const visitor = new Visitor()
    await visitor.signIn(bo, `${workspace.origin}/`)
    expect(origin.lastClaims()).toMatchObject({ acr: 'aal1' })
    const script = await visitor.ask(`${workspace.origin}/payroll`, { isScript: true })
    expect([script.status, JSON.parse(script.text).code]).toEqual([403, 'enrollment_required'])

    const page = await visitor.ask(`${workspace.origin}/payroll`)
    expect(new URL(page.url).pathname).toBe('/account/security/authenticator')
    expect(page.text).toContain('requires two-factor authentication for the page that you opened')
    const unwilling = await visitor.ask(`${workspace.origin}/payroll`)
    expect(new URL(unwilling.url).pathname, 'still asked, in the same way').toBe(
      '/account/security/authenticator',
    )
    await visitor.enrol()
    const inside = await visitor.ask(`${workspace.origin}/payroll`)
    expect(inside.url).toBe(`${workspace.origin}/payroll`)
    expect(origin.lastClaims()).toMatchObject({ acr: 'aal2' })
  })
})
