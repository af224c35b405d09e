import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { en } from '../../src/words/en/index.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import { advance, makePerson, makeWorkspace, portalOrigin } from '../support/node/test-bed.ts'
import { alertOf, makeEnrolledPerson, Visitor } from '../support/node/visitor.ts'

let origin: RecordingOrigin
beforeAll(async () => {
  origin = await startRecordingOrigin()
})
afterAll(() => origin.close())

describe('the first sign-in', () => {
  it('takes a person without a second factor to where they were going, as aal1', async () => {
    const ada = await makePerson('Ada')
    const workspace = await makeWorkspace(origin.url, [[ada, 'owner']])
    const visitor = new Visitor()
    const answer = await visitor.signIn(ada, `${workspace.origin}/reports?q=1`)
    expect(answer).toMatchObject({ url: `${workspace.origin}/reports?q=1`, status: 200 })
    expect(origin.lastClaims()).toMatchObject({
      iss: portalOrigin,
      aud: workspace.origin,
      acr: 'aal1',
      amr: ['pwd'],
      email: ada.email,
      workspace: { slug: workspace.slug, role: 'owner' },
      enforcement: { state: 'off' },
    })
  })
})

describe('a code', () => {
  it('is asked of every enrolled person, and makes the session aal2', async () => {
    const ada = await makePerson('Ada')
    const workspace = await makeWorkspace(origin.url, [[ada, 'owner']])
    const first = new Visitor()
    await first.signIn(ada)
    const { authenticator, recoveryCodes } = await first.enrol()
    expect(recoveryCodes).toHaveLength(10)
    await advance(30)
    const second = new Visitor()
    const answer = await second.signInWithCode(ada, await authenticator.code(), `${workspace.origin}/x`)
    expect(answer.url).toBe(`${workspace.origin}/x`)
    expect(origin.lastClaims()).toMatchObject({ acr: 'aal2', amr: ['pwd', 'otp', 'mfa'], mfa_method: 'totp' })
    const third = new Visitor()
    const refused = await third.signInWithCode(ada, await authenticator.code())
    expect(refused.status).toBe(422)
    expect(alertOf(refused.text)).toContain(en.codeRefusals.usedCode)
  })
  it('is asked even if a person without a second factor was signed in here before', async () => {
    const bela = await makePerson('Bela')
    const { person: ada, authenticator } = await makeEnrolledPerson('Ada')
    const shared = new Visitor()
    await shared.signIn(bela)
    await advance(30)
    const asked = await shared.signIn(ada)
    expect(asked.url).toContain(`${portalOrigin}/sign-in/verify`)
    await shared.submit(asked, '/sign-in/verify', { code: await authenticator.code() })
    expect((await shared.ask(`${portalOrigin}/sign-out`)).text).toContain(
      `signed in as <bdi>${ada.email}</bdi>`,
    )
  })
})
