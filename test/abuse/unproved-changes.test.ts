// Sends every form with a session that is missing, has ended, lacks the second factor, or proved it too long
// ago. Nothing changes, least of all a factor.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { locationOf, portalHost, type Scene } from '../support/node/arrivals.ts'
import { type Authenticator, authenticatorFrom } from '../support/node/authenticator.ts'
import { refuses } from '../support/node/invariants.ts'
import { csrfOf, PORTAL_FORMS, type Settled, send, settle, write } from '../support/node/portal-forms.ts'
import { startRecordingOrigin } from '../support/node/recording-origin.ts'
import { advance, api, makePerson, portalOrigin } from '../support/node/test-bed.ts'
import { type Answer, otpauthLink, recoveryCodesIn, Visitor } from '../support/node/visitor.ts'

const SESSION = '__Host-sallyport-session'
const AUTHENTICATOR = '/account/security/authenticator'

let olga: Settled
let scene: Scene
const without: Record<string, Visitor> = {}
beforeAll(async () => {
  const origin = await startRecordingOrigin()
  olga = await settle(origin.url, 'Olga')
  scene = { origin, workspace: olga.workspace }
  const ended = new Visitor()
  const bob = await makePerson('Bob')
  await ended.signIn(bob)
  const copy = ended.cookie(portalHost, SESSION) ?? ''
  await ended.submit(await ended.ask(`${portalOrigin}/sign-out`), '/sign-out', {})
  ended.setCookie(portalHost, SESSION, copy)
  Object.assign(without, {
    'no session': new Visitor(),
    'a login, before the second factor': olga.halfDone,
    'a session from before the second factor was enrolled': olga.unproved,
    'a session that has ended': ended,
  })
})
afterAll(() => scene.origin.close())

const behindSession = PORTAL_FORMS.filter(({ path }) => /^\/(account|workspaces)\//.test(path))
const named = behindSession.map((form) => [form.path, form] as const)

/** Returns the page that an answer leads to: a redirect, or a problem that the script follows. */
const ledTo = (answer: Answer): string =>
  new URL(answer.status === 401 ? JSON.parse(answer.text).url : locationOf(answer)).pathname

describe('a form with its own valid token', () => {
  it.each(named)(
    'changes nothing without a session that has proved what the form needs: %s',
    async (_, form) => {
      await refuses(scene, async () => {
        const answers = []
        for (const [state, visitor] of Object.entries(without)) {
          const answer = await send(visitor, write(form, olga.known), await csrfOf(visitor, '/sign-out'))
          expect([state, answer.status, ledTo(answer)]).toEqual([
            state,
            form.by === 'script' ? 401 : 303,
            state.includes('from before') ? '/sign-in/verify' : '/sign-in',
          ])
          answers.push(answer)
        }
        return answers
      })
    },
  )
})

describe('a proof older than ten minutes', () => {
  beforeAll(() => advance(601))

  it.each(named.filter(([, { freshness }]) => freshness === 'fresh'))(
    'changes nothing: %s',
    async (_, form) => {
      await refuses(scene, async () => {
        const answer = await send(
          olga.visitor,
          write(form, { ...olga.known, offeredCode: await olga.offered.code() }),
        )
        expect([answer.status, ledTo(answer)]).toEqual([form.by === 'script' ? 401 : 303, '/sign-in/verify'])
        return answer
      })
    },
  )

  it.each(['', '/download'])(
    'does not show recovery codes that wait to be saved: recovery-codes%s',
    async (page) => {
      const path = `/account/security/recovery-codes${page}`
      const answer = await refuses(scene, () => olga.visitor.ask(portalOrigin + path, { follows: false }))
      expect([answer.status, new URL(locationOf(answer)).pathname]).toEqual([303, '/sign-in/verify'])
      expect(recoveryCodesIn(answer.text)).toEqual([])
    },
  )

  it('is renewed only by a code: an hour of visits does not renew it', async () => {
    for (let i = 0; i < 3; i++) {
      await advance(300)
      expect((await olga.visitor.ask(`${portalOrigin}/account/security`, { follows: false })).status).toBe(
        200,
      )
    }
    const { status, headers } = await olga.visitor.ask(portalOrigin + AUTHENTICATOR, { follows: false })
    expect([status, headers.get('location')]).toEqual([303, expect.stringContaining('/sign-in/verify')])
  })
})

describe('an account without a second factor', () => {
  let visitor: Visitor
  let offered: Authenticator
  let email: string
  beforeEach(async () => {
    const person = await makePerson('Ada')
    email = person.email
    visitor = new Visitor()
    await visitor.signIn(person)
    offered = authenticatorFrom(otpauthLink((await visitor.ask(portalOrigin + AUTHENTICATOR)).text))
  })
  const enrol = async () => ({ path: AUTHENTICATOR, fields: { code: await offered.code() } })

  it('cannot enrol with a password proof older than ten minutes', async () => {
    await advance(601)
    await refuses(scene, async () => {
      const answer = await send(visitor, await enrol())
      expect(locationOf(answer)).toContain('/sign-in?why=fresh')
      return answer
    })
    expect((await api('GET', `/accounts/${email}`)).body.enrolled).toBe(false)
  })

  it('changes nothing in a workspace, even as its owner', async () => {
    const { slug } = olga.workspace
    await api('PUT', `/workspaces/${slug}/members/${email}`, { role: 'owner' })
    for (const form of behindSession.filter(
      ({ path, freshness }) => path.startsWith('/workspaces/') && freshness === 'fresh',
    )) {
      await refuses(scene, async () => {
        const answer = await send(visitor, write(form, olga.known))
        expect([form.path, new URL(locationOf(answer)).pathname]).toEqual([form.path, AUTHENTICATOR])
        return answer
      })
    }
  })
})

describe('a secret offered before the account enrolled in another browser', () => {
  it('enrols nobody, replaces nothing, and is not shown again', async () => {
    const person = await makePerson('Ada')
    const [early, later] = [new Visitor(), new Visitor()]
    await early.signIn(person)
    await later.signIn(person)
    const page = await early.ask(portalOrigin + AUTHENTICATOR)
    const offered = authenticatorFrom(otpauthLink(page.text))
    const { authenticator } = await later.enrol()
    for (const fields of [{}, { for: 'replacement' }]) {
      await refuses(scene, async () => {
        const code = await offered.code()
        const answer = await send(early, { path: AUTHENTICATOR, fields: { code, ...fields } })
        expect(locationOf(answer)).toContain('/sign-in/verify')
        return answer
      })
    }
    await refuses(scene, () => early.ask(portalOrigin + AUTHENTICATOR, { follows: false }))
    await refuses(
      scene,
      async () => {
        const login = new Visitor()
        await login.signIn(person)
        const code = await offered.code()
        return login.submit(
          await login.ask(`${portalOrigin}/sign-in/verify`),
          '/sign-in/verify',
          { code },
          false,
        )
      },
      { mayChange: ['logins'] },
    )
    await advance(30)
    const code = await authenticator.code()
    expect((await new Visitor().signInWithCode(person, code)).url).toBe(`${portalOrigin}/workspaces`)
  })
})
