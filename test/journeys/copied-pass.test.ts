import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import { advance, api, makePerson, makeWorkspace, portalOrigin } from '../support/node/test-bed.ts'
import { Visitor } from '../support/node/visitor.ts'

let origin: RecordingOrigin
beforeAll(async () => {
  origin = await startRecordingOrigin()
})
afterAll(() => origin.close())

/** Somebody who copied all cookies of a browser. */
function thiefOf(victim: Visitor): Visitor {
  const thief = new Visitor()
  for (const [host, jar] of victim.cookies) thief.cookies.set(host, new Map(jar))
  return thief
}

describe('cookies copied before their owner enrolled', () => {
  it('gain nothing by it: neither entry nor a word of the second factor that the owner proved', async () => {
    const ada = await makePerson('Ada')
    const workspace = await makeWorkspace(origin.url, [[ada, 'member']])
    const victim = new Visitor()
    await victim.signIn(ada, `${workspace.origin}/`)
    const thief = thiefOf(victim)
    await api('PUT', `/workspaces/${workspace.slug}/policy`, { enforced: true, grace_days: 0 })
    await advance(6)
    await victim.enrol()

    const before = origin.requests.length
    const refused = await thief.ask(`${workspace.origin}/mail`, { isScript: true })
    expect(refused.status).toBe(401)
    expect(refused.headers.get('www-authenticate')).toContain('insufficient_user_authentication')
    expect((await thief.ask(`${workspace.origin}/mail`)).url).toContain('/sign-in')
    expect(origin.requests).toHaveLength(before)

    const owner = await victim.ask(`${workspace.origin}/mail`)
    expect(owner, 'who enrols is in at once').toMatchObject({ url: `${workspace.origin}/mail`, status: 200 })
    expect(origin.lastClaims()).toMatchObject({ acr: 'aal2' })
  })

  it('stay worth what they were after a step-up: a renewal tells of no newer proof', async () => {
    const ada = await makePerson('Ada')
    const workspace = await makeWorkspace(origin.url, [[ada, 'member']])
    const first = new Visitor()
    await first.signIn(ada)
    const { authenticator } = await first.enrol()
    await advance(30)
    const victim = new Visitor()
    await victim.signInWithCode(ada, await authenticator.code(), `${workspace.origin}/`)
    const { mfa_time } = origin.lastClaims()
    const thief = thiefOf(victim)
    await advance(700)
    const form = await victim.ask(`${portalOrigin}/sign-in/verify`)
    await victim.submit(form, '/sign-in/verify', { code: await authenticator.code() })
    await thief.ask(`${workspace.origin}/mail`, { isScript: true })
    expect(origin.lastClaims()).toMatchObject({ acr: 'aal2', mfa_time })
  })
})
