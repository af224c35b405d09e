// Who is admitted, who is refused and how, and when a change takes effect. Each refusal proves that the
// origin got no request.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { en } from '../../src/words/en/index.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import { advance, api, edgeNow, makePerson, makeWorkspace, portalOrigin } from '../support/node/test-bed.ts'
import { type Answer, type Ask, makeAdmitted, makeEnrolledPerson, Visitor } from '../support/node/visitor.ts'
import { sentence } from '../support/sentence.ts'

const PASS_SECONDS = 120
const PASS = '__Host-sallyport-pass'
const AAL2_CHALLENGE = 'Bearer error="insufficient_user_authentication", acr_values="aal2"'

let origin: RecordingOrigin
beforeAll(async () => {
  origin = await startRecordingOrigin()
})
afterAll(() => origin.close())

/** Returns the edge's answer. Checks that the origin was not asked. */
async function refusalOf(visitor: Visitor, url: string, ask: Ask = {}): Promise<Answer> {
  const before = origin.arrivals()
  const answer = await visitor.ask(url, { follows: false, ...ask })
  expect(origin.arrivals()).toBe(before)
  return answer
}

const scriptRefusal = (visitor: Visitor, url: string, ask: Ask = {}) =>
  refusalOf(visitor, url, { isScript: true, ...ask })

const problemIn = (answer: Answer) => {
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  return JSON.parse(answer.text) as Record<string, unknown>
}

const enforce = (slug: string, grace_days = 0, enforced = true) =>
  api('PUT', `/workspaces/${slug}/policy`, { enforced, grace_days })

const passOf = (visitor: Visitor, { host }: { host: string }) => visitor.cookie(host, PASS)

describe('without a pass', () => {
  it('a navigation is sent to the portal with a flow for this browser', async () => {
    const workspace = await makeWorkspace(origin.url)
    const answer = await refusalOf(new Visitor(), `${workspace.origin}/reports?q=1`)
    expect(answer.status).toBe(302)
    const target = new URL(answer.headers.get('location') ?? '')
    expect(target.origin + target.pathname).toBe(`${portalOrigin}/enter`)
    expect(Object.fromEntries(target.searchParams)).toMatchObject({
      host: workspace.host,
      return_to: '/reports?q=1',
    })
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^__Host-sallyport-flow-[\w-]{22}=[\w-]{43}; Path=\/; Max-Age=600; Secure; HttpOnly; SameSite=Lax$/,
      ),
    ])
  })

  it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    'a %s by a script gets 401 with a bare Bearer challenge and the sign-in address',
    async (method) => {
      const workspace = await makeWorkspace(origin.url)
      const answer = await scriptRefusal(new Visitor(), `${workspace.origin}/api`, { method })
      expect(answer.status).toBe(401)
      expect(answer.headers.get('www-authenticate')).toBe('Bearer')
      expect(answer.headers.getSetCookie()).toEqual([])
      expect(problemIn(answer)).toEqual({
        type: 'about:blank',
        title: expect.any(String),
        status: 401,
        detail: expect.any(String),
        code: 'sign_in_required',
        sign_in_url: `${portalOrigin}/enter?host=${encodeURIComponent(workspace.host)}`,
      })
    },
  )

  it('a fetch that accepts HTML is not a navigation if the browser says so', async () => {
    const workspace = await makeWorkspace(origin.url)
    const headers = { accept: 'text/html' }
    const answer = await scriptRefusal(new Visitor(), `${workspace.origin}/`, { headers })
    expect(answer.status).toBe(401)
  })
})

describe('a policy in effect', () => {
  it('blocks a member who is not enrolled, for every method, with the enrolment address', async () => {
    const { visitor, workspace } = await makeAdmitted(origin.url, 'Bob')
    await enforce(workspace.slug)
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      const answer = await scriptRefusal(visitor, `${workspace.origin}/api`, { method })
      expect([method, answer.status]).toEqual([method, 403])
      expect(problemIn(answer)).toMatchObject({
        type: 'about:blank',
        title: expect.any(String),
        status: 403,
        detail: expect.any(String),
        code: 'enrollment_required',
        enroll_url: `${portalOrigin}/account/security/authenticator`,
      })
    }
  })

  it('shows a blocked member at the portal what to do, and admits them nowhere', async () => {
    const { visitor, workspace } = await makeAdmitted(origin.url, 'Bob')
    await enforce(workspace.slug)
    const page = await refusalOf(visitor, `${workspace.origin}/`, { follows: true })
    expect(page.url).toContain(`${portalOrigin}/enter?`)
    expect(page.status).toBe(403)
    expect(page.text).toMatch(sentence(en.enter.blockedTitle))
  })

  it('admits a blocked member at the first navigation after enrolment, and then their scripts', async () => {
    const { visitor, workspace } = await makeAdmitted(origin.url, 'Bob')
    await enforce(workspace.slug)
    expect((await scriptRefusal(visitor, `${workspace.origin}/api`)).status).toBe(403)
    await visitor.enrol()
    // A script's request never gets the newer proof. The page around it must go through the portal once.
    const answer = await scriptRefusal(visitor, `${workspace.origin}/api`)
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toBe(AAL2_CHALLENGE)
    const inside = await visitor.ask(`${workspace.origin}/reports`)
    expect(inside).toMatchObject({ url: `${workspace.origin}/reports`, text: 'origin: GET /reports' })
    expect((await visitor.ask(`${workspace.origin}/api`, { isScript: true })).status).toBe(200)
    expect(origin.lastClaims()).toMatchObject({ acr: 'aal2', enforcement: { state: 'in_effect' } })
  })

  it('asks a session that is older than the enrolment for the second factor', async () => {
    const { visitor, workspace, person } = await makeAdmitted(origin.url, 'Bob')
    const elsewhere = new Visitor()
    await elsewhere.signIn(person)
    await elsewhere.enrol()
    expect((await visitor.ask(`${workspace.origin}/api`, { isScript: true })).status).toBe(200)
    expect(origin.lastClaims()).toMatchObject({ acr: 'aal1' })

    await enforce(workspace.slug)
    const answer = await scriptRefusal(visitor, `${workspace.origin}/api`)
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toBe(AAL2_CHALLENGE)
    expect(problemIn(answer)).toMatchObject({ status: 401, code: 'second_factor_required' })
    const page = await refusalOf(visitor, `${workspace.origin}/`, { follows: true })
    expect(page.url).toContain(`${portalOrigin}/sign-in/verify`)
  })

  it('applies in that workspace only', async () => {
    const { visitor, workspace, person } = await makeAdmitted(origin.url, 'Bob')
    const other = await makeWorkspace(origin.url, [[person, 'member']])
    await enforce(workspace.slug)
    expect((await visitor.ask(`${other.origin}/`)).status).toBe(200)
    expect(origin.lastClaims()).toMatchObject({ aud: other.origin, enforcement: { state: 'off' } })
    expect((await scriptRefusal(visitor, `${workspace.origin}/`)).status).toBe(403)
  })

  it('blocks nobody from the first request after it was turned off', async () => {
    const { visitor, workspace } = await makeAdmitted(origin.url, 'Bob')
    await enforce(workspace.slug)
    expect((await scriptRefusal(visitor, `${workspace.origin}/`)).status).toBe(403)
    await enforce(workspace.slug, 0, false)
    expect((await visitor.ask(`${workspace.origin}/`, { isScript: true })).status).toBe(200)
  })
})

describe('a policy with a date', () => {
  const THREE_DAYS = 3 * 86_400

  it('prompts members without a factor and admits them until its second, whatever their pass says', async () => {
    const bob = await makePerson('Bob')
    const workspace = await makeWorkspace(origin.url, [[bob, 'member']])
    await enforce(workspace.slug, 3)
    const effectiveAt = (await edgeNow()) + THREE_DAYS
    await advance(THREE_DAYS - 60)

    const visitor = new Visitor()
    const prompt = await refusalOf(visitor, `${workspace.origin}/reports`, { follows: true }).then((page) =>
      visitor.submit(page, '/sign-in', { email: bob.email, password: bob.password }),
    )
    expect(prompt.url).toContain(`${portalOrigin}/enter?`)
    expect(prompt.text).toMatch(/You have \d+ seconds left/)
    const inside = await visitor.submit(prompt, '/enter', {})
    expect(inside).toMatchObject({ url: `${workspace.origin}/reports`, status: 200 })
    expect(origin.lastClaims()).toMatchObject({ acr: 'aal1', enforcement: { state: 'scheduled' } })

    await advance(effectiveAt - (await edgeNow()) + 1)
    expect(origin.lastClaims().exp).toBeGreaterThan(await edgeNow())
    const answer = await scriptRefusal(visitor, `${workspace.origin}/reports`)
    expect(problemIn(answer)).toMatchObject({ status: 403, code: 'enrollment_required' })
  })

  it('takes effect with the next request when its date is moved to now', async () => {
    const { visitor, workspace } = await makeAdmitted(origin.url, 'Bob')
    await enforce(workspace.slug, 30)
    expect((await visitor.ask(`${workspace.origin}/`, { isScript: true })).status).toBe(200)
    await enforce(workspace.slug, 0)
    expect((await scriptRefusal(visitor, `${workspace.origin}/`)).status).toBe(403)
  })

  it('applies to people who join after it: they enrol first', async () => {
    const workspace = await makeWorkspace(origin.url)
    await enforce(workspace.slug, 3)
    await advance(THREE_DAYS)
    const bob = await makePerson('Bob')
    await api('PUT', `/workspaces/${workspace.slug}/members/${bob.email}`, { role: 'member' })
    const visitor = new Visitor()
    const before = origin.arrivals()
    const page = await visitor.signIn(bob, `${workspace.origin}/`)
    expect(page.status).toBe(403)
    expect(page.text).toMatch(sentence(en.enter.blockedTitle))
    expect(origin.arrivals()).toBe(before)
  })
})

describe('an expired pass', () => {
  it.each([
    ['a form', false],
    ['a script', true],
  ])('is renewed on the way: a POST by %s arrives whole, without a redirect', async (_by, isScript) => {
    const { visitor, workspace } = await makeAdmitted(origin.url, 'Bob')
    const before = passOf(visitor, workspace)
    await advance(PASS_SECONDS + 1)
    const body = JSON.stringify({ text: 'ü'.repeat(10_000) })
    const headers = { 'content-type': 'application/json' }
    const ask = { method: 'POST', body, headers, isScript, follows: false }
    const answer = await visitor.ask(`${workspace.origin}/notes?draft=1`, ask)
    expect(answer).toMatchObject({ status: 200, text: 'origin: POST /notes?draft=1' })
    expect(origin.requests.at(-1)?.body).toBe(body)
    expect(passOf(visitor, workspace)).not.toBe(before)
    expect(Number(origin.lastClaims().exp)).toBeGreaterThan(await edgeNow())
  })

  it('is the only kind renewed: a valid pass is not set again', async () => {
    const { visitor, workspace } = await makeAdmitted(origin.url, 'Bob')
    const answer = await visitor.ask(`${workspace.origin}/`)
    expect(answer.status).toBe(200)
    expect(answer.headers.getSetCookie()).toEqual([])
  })

  it('is not renewed after sign-out, and a copy ends when it says', async () => {
    const { visitor, workspace } = await makeAdmitted(origin.url, 'Bob')
    const page = await visitor.ask(`${portalOrigin}/sign-out`)
    await visitor.submit(page, '/sign-out', {})
    await advance(PASS_SECONDS)
    const answer = await scriptRefusal(visitor, `${workspace.origin}/`)
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    expect(problemIn(answer)).toMatchObject({ code: 'sign_in_required' })
    const sent = await refusalOf(visitor, `${workspace.origin}/`, { follows: true })
    expect(sent.url).toContain(`${portalOrigin}/sign-in?`)
  })

  it('is not renewed for a person removed from the workspace', async () => {
    const { visitor, workspace, person } = await makeAdmitted(origin.url, 'Bob')
    const removed = await api('DELETE', `/workspaces/${workspace.slug}/members/${person.email}`)
    expect(removed.status).toBe(204)
    await advance(PASS_SECONDS)
    const answer = await scriptRefusal(visitor, `${workspace.origin}/`)
    expect(answer.status).toBe(403)
    expect(problemIn(answer)).toMatchObject({
      type: 'about:blank',
      title: expect.any(String),
      status: 403,
      detail: expect.any(String),
      code: 'not_a_member',
    })
    const page = await refusalOf(visitor, `${workspace.origin}/`, { follows: true })
    expect(page.status).toBe(403)
    expect(page.text).toMatch(sentence(en.enter.notAMemberTitle))
  })

  it('is not renewed once the account is deleted', async () => {
    const { visitor, workspace, person } = await makeAdmitted(origin.url, 'Bob')
    expect((await api('DELETE', `/accounts/${person.email}`)).status).toBe(204)
    await advance(PASS_SECONDS)
    expect((await scriptRefusal(visitor, `${workspace.origin}/`)).status).toBe(401)
  })

  it('is not renewed by a session idle for eight hours, however often it is tried', async () => {
    const { visitor, workspace } = await makeAdmitted(origin.url, 'Bob')
    await advance(8 * 3600)
    for (let attempt = 0; attempt < 3; attempt++) {
      expect((await scriptRefusal(visitor, `${workspace.origin}/`)).status).toBe(401)
    }
  })

  it('is not renewed by a session of twenty-four hours, however busy', async () => {
    const { visitor, workspace } = await makeAdmitted(origin.url, 'Bob')
    for (let hours = 6; hours < 24; hours += 6) {
      await advance(6 * 3600)
      expect((await visitor.ask(`${workspace.origin}/`, { isScript: true })).status).toBe(200)
    }
    await advance(6 * 3600)
    expect((await scriptRefusal(visitor, `${workspace.origin}/`)).status).toBe(401)
  })

  it('has a new role from its next renewal on', async () => {
    const { visitor, workspace, person } = await makeAdmitted(origin.url, 'Bob')
    await api('PUT', `/workspaces/${workspace.slug}/members/${person.email}`, { role: 'admin' })
    await advance(PASS_SECONDS)
    await visitor.ask(`${workspace.origin}/`, { isScript: true })
    expect(origin.lastClaims()).toMatchObject({ workspace: { slug: workspace.slug, role: 'admin' } })
  })

  it('needs the second factor if its owner enrolled elsewhere meanwhile, enforced or not', async () => {
    const { visitor, workspace, person } = await makeAdmitted(origin.url, 'Bob')
    const elsewhere = new Visitor()
    await elsewhere.signIn(person)
    await elsewhere.enrol()
    await advance(PASS_SECONDS)
    const answer = await scriptRefusal(visitor, `${workspace.origin}/`)
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toBe(AAL2_CHALLENGE)
  })
})

describe('a signed-in person who is not a member', () => {
  it('is told so at the portal, and gets no pass', async () => {
    const { visitor } = await makeAdmitted(origin.url, 'Bob')
    const other = await makeWorkspace(origin.url)
    const page = await refusalOf(visitor, `${other.origin}/`, { follows: true })
    expect(page.status).toBe(403)
    expect(page.text).toMatch(sentence(en.enter.notAMemberTitle))
    expect(passOf(visitor, other)).toBeUndefined()
  })
})

describe('the second factor of an enrolled member', () => {
  it('reset by the operator ends their access, and the next sign-in enrols again if required', async () => {
    const { person, visitor } = await makeEnrolledPerson('Bob')
    const workspace = await makeWorkspace(origin.url, [[person, 'member']])
    await enforce(workspace.slug)
    expect((await visitor.ask(`${workspace.origin}/`)).status).toBe(200)
    const reset = await api('DELETE', `/accounts/${person.email}/second-factor`, { reason: 'lost phone' })
    expect(reset.status).toBe(204)
    expect((await visitor.ask(`${portalOrigin}/account/security`)).url).toContain(`${portalOrigin}/sign-in?`)
    await advance(PASS_SECONDS)
    expect((await scriptRefusal(visitor, `${workspace.origin}/`)).status).toBe(401)
    const blocked = await visitor.signIn(person, `${workspace.origin}/`)
    expect(blocked.status).toBe(403)
    await visitor.enrol()
    expect((await visitor.ask(`${workspace.origin}/`)).url).toBe(`${workspace.origin}/`)
  })
})
