// Without a carrier nothing is lost: the pages show each notice until it is dismissed.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { en } from '../../src/words/en/index.ts'
import { beginTicket, outlastCaches, postForm } from '../support/node/arrivals.ts'
import { startIssuer } from '../support/node/hostile-bed.ts'
import { expectProblem } from '../support/node/problems.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import { advance, api, makePerson, makeWorkspace, portalOrigin, runSql } from '../support/node/test-bed.ts'
import { type Answer, type Enrolled, makeEnrolledPerson, Visitor } from '../support/node/visitor.ts'
import { sentence } from '../support/sentence.ts'

const SECURITY = '/account/security'
const SESSION = '__Host-sallyport-session'

let origin: RecordingOrigin
let ada: Enrolled
beforeAll(async () => {
  origin = await startRecordingOrigin()
  ada = await makeEnrolledPerson('Ada')
})
afterAll(() => origin.close())

const dismissals = ({ text }: Answer): string[] =>
  [...text.matchAll(/action="([^"]+\/dismiss)"/g)].map(([, action = '']) => action)

/** Returns the ids of all notices that the page can dismiss. */
const idsIn = (page: Answer): string[] => {
  const together = [...page.text.matchAll(/name="ids" value="([^"]+)"/g)].map(([, ids = '']) =>
    ids.split(' '),
  )
  const single = dismissals(page).map((action) => action.split('/').at(-2) ?? '')
  return [...new Set([...single, ...together.flat()])]
}

/** Returns the titles of the warnings. */
const noticesIn = ({ text }: Answer): string[] =>
  [...text.matchAll(/<li class="warning row between">.*?<strong>(.*?)<\/strong>/gs)].map(
    ([, title = '']) => title,
  )
/** Returns the titles in the list of what this browser did. */
const ownDeedsIn = ({ text }: Answer): string[] => {
  const [, list = ''] = /<li class="info row between">.*?<ul>(.*?)<\/ul>/s.exec(text) ?? []
  return [...list.matchAll(/<li>(.*?) <span/gs)].map(([, title = '']) => title)
}

const APP_ADDED = en.notices.titles['second_factor.added']
const CODE_USED = en.notices.titles['recovery_code.used']

describe('the Security tab', () => {
  it('shows what happened to the person’s factors, newest first, until dismissed; then the rest', async () => {
    const bo = await makeEnrolledPerson('Bo')
    await new Visitor().comesFrom('198.51.100.7').signInWithCode(bo.person, bo.recoveryCodes[0] ?? '')
    const page = await bo.visitor.ask(portalOrigin + SECURITY)
    expect([noticesIn(page), ownDeedsIn(page)]).toEqual([[CODE_USED], [APP_ADDED]])
    expect(page.text).toContain(`from <bdi>198.51.100.7</bdi> (${en.layout.browser})`)
    const [first = ''] = dismissals(page)
    const after = await bo.visitor.submit(page, first, {}, false)
    expect([after.status, after.headers.get('location')]).toEqual([303, portalOrigin + SECURITY])
    const left = await bo.visitor.ask(portalOrigin + SECURITY)
    expect([...noticesIn(left), ...ownDeedsIn(left)]).toHaveLength(1)
    expect(dismissals(left)).not.toContain(first)
  })

  it('shows what this browser did in green, and as a warning in every other browser', async () => {
    const bo = await makeEnrolledPerson('Bo')
    await advance(30)
    const codes = '/account/security/recovery-codes'
    const shown = await bo.visitor.submit(await bo.visitor.ask(portalOrigin + codes), codes, {})
    const done = await bo.visitor.submit(shown, `${codes}/confirm`, {})
    expect([noticesIn(done), ownDeedsIn(done)]).toEqual([[], []])
    const own = await bo.visitor.ask(portalOrigin + SECURITY)
    expect(noticesIn(own)).toEqual([])
    expect(ownDeedsIn(own)).toContain(APP_ADDED)
    expect(own.text).not.toContain('Wasn’t you?')

    const elsewhere = new Visitor()
    await elsewhere.signInWithCode(bo.person, await bo.authenticator.code())
    const theirs = await elsewhere.ask(portalOrigin + SECURITY)
    expect(noticesIn(theirs)).toEqual(ownDeedsIn(own))
    expect(ownDeedsIn(theirs)).toEqual([])
    expect(theirs.text).toContain('Wasn’t you?')

    await bo.visitor.submit(await bo.visitor.ask(`${portalOrigin}/sign-out`), '/sign-out', {})
    await advance(30)
    await bo.visitor.signInWithCode(bo.person, await bo.authenticator.code())
    expect(noticesIn(await bo.visitor.ask(portalOrigin + SECURITY))).toEqual([])
  })

  it('warns if a copy of the session’s cookie did it', async () => {
    const bo = await makeEnrolledPerson('Bo')
    const thief = new Visitor()
    const { host } = new URL(portalOrigin)
    thief.setCookie(host, SESSION, bo.visitor.cookie(host, SESSION) ?? '')
    const disable = '/account/security/authenticator/disable'
    await thief.submit(await thief.ask(portalOrigin + disable), disable, {})
    const page = await bo.visitor.signIn(bo.person, portalOrigin + SECURITY)
    expect(noticesIn(page)).toEqual([en.notices.titles['second_factor.removed']])
  })

  it('dismisses all that it shows at once, and nothing that comes meanwhile', async () => {
    const bo = await makeEnrolledPerson('Bo')
    await new Visitor().signInWithCode(bo.person, bo.recoveryCodes[0] ?? '')
    const page = await bo.visitor.ask(portalOrigin + SECURITY)
    await new Visitor().signInWithCode(bo.person, bo.recoveryCodes[1] ?? '')
    const shown = idsIn(page)
    expect(shown).toHaveLength(2)
    const after = await bo.visitor.submit(page, `${SECURITY}/notices/dismiss-all`, { ids: shown.join(' ') })
    expect([noticesIn(after), ownDeedsIn(after)]).toEqual([[CODE_USED], []])
    expect(after.text).not.toContain('dismiss-all')
  })

  it('does not dismiss another person’s notices by their ids', async () => {
    const [theirs, own] = [await makeEnrolledPerson('Di'), await makeEnrolledPerson('Ed')]
    const [id = ''] = idsIn(await theirs.visitor.ask(portalOrigin + SECURITY))
    await new Visitor().signInWithCode(own.person, own.recoveryCodes[0] ?? '')
    const page = await own.visitor.ask(portalOrigin + SECURITY)
    await own.visitor.submit(page, `${SECURITY}/notices/dismiss-all`, { ids: id })
    expect(idsIn(await theirs.visitor.ask(portalOrigin + SECURITY))).toContain(id)
    expect(idsIn(await own.visitor.ask(portalOrigin + SECURITY))).toHaveLength(2)
  })

  it('tells nobody to change a password that they don’t have', async () => {
    const fay = { ...(await makePerson('Fay')), password: '' }
    const identity = { provider: 'tickets-plain', subject: `fay-${crypto.randomUUID()}` }
    await api('POST', `/accounts/${fay.email}/identities`, identity)
    await runSql(`UPDATE accounts SET password_hash = NULL WHERE email = '${fay.email}'`)
    const issuer = await startIssuer('tickets-plain')
    await outlastCaches()
    const visitor = new Visitor()
    const { returnTo, nonce } = await beginTicket(visitor, 'tickets-plain')
    const ticket = await issuer.ticket(nonce, { claims: { sub: identity.subject } })
    await postForm(visitor, returnTo, { ticket })
    await issuer.close()
    const page = await visitor.ask(portalOrigin + SECURITY)
    expect(noticesIn(page)).toEqual([en.notices.titles['identity.linked']])
    expect(page.text).not.toMatch(/your password/i)
    await advance(700)
    const again = await visitor.ask(`${portalOrigin}/sign-in?why=fresh&return_to=%2Faccount%2Fsecurity`)
    expect(again.text).toMatch(sentence(en.signIn.continueWith))
    expect(again.text).not.toContain('name="password"')
  })

  it('dismisses nothing of another person, and nothing by a foreign form', async () => {
    const cy = await makeEnrolledPerson('Cy')
    const [theirs = ''] = idsIn(await ada.visitor.ask(portalOrigin + SECURITY))
    const page = await cy.visitor.ask(portalOrigin + SECURITY)
    const [own = ''] = idsIn(page)
    const all = `${SECURITY}/notices/dismiss-all`
    const one = `${SECURITY}/notices/${theirs}/dismiss`
    await cy.visitor.submit({ ...page, text: page.text.replaceAll(all, one) }, one, {})
    expect(idsIn(await ada.visitor.ask(portalOrigin + SECURITY))).toContain(theirs)
    expect((await cy.visitor.submit(page, all, { csrf: '' }, false)).status).toBe(403)
    expect(idsIn(await cy.visitor.ask(portalOrigin + SECURITY))).toEqual([own])
  })

  it('shows the operator’s reset, without an address', async () => {
    const di = await makeEnrolledPerson('Di')
    await api('DELETE', `/accounts/${di.person.email}/second-factor`, { reason: 'a ticket' })
    const visitor = new Visitor()
    await visitor.signIn(di.person)
    const page = await visitor.ask(portalOrigin + SECURITY)
    const shown = page.text.match(/<li class="warning row between">.*?<\/li>/gs) ?? []
    const reset = shown.find((each) => each.includes(en.notices.titles['second_factor.reset']))
    expect(reset).toBeDefined()
    expect(reset).not.toMatch(/, from |127\.0\.0\.1|a ticket/)
  })

  it('shows changed passwords and sign-in methods by provider, without the operator’s address', async () => {
    const ed = await makePerson('Ed')
    const identity = { provider: 'tickets-plain', subject: `ed-${crypto.randomUUID()}` }
    await api('PUT', `/accounts/${ed.email}`, { name: 'Ed', password: 'nine blue herons at dawn' })
    for (const method of ['POST', 'DELETE']) await api(method, `/accounts/${ed.email}/identities`, identity)
    const visitor = new Visitor()
    await visitor.signIn({ ...ed, password: 'nine blue herons at dawn' })
    const page = await visitor.ask(portalOrigin + SECURITY)
    expect(noticesIn(page).toSorted()).toEqual([
      en.notices.titles['identity.linked'],
      en.notices.titles['identity.unlinked'],
      en.notices.titles['password.changed'],
    ])
    const shown = page.text.match(/<li class="warning row between">.*?<\/li>/gs) ?? []
    expect(shown.filter((each) => each.includes('<bdi>Plain tickets</bdi> · '))).toHaveLength(2)
    expect(shown.join()).not.toMatch(/, from |127\.0\.0\.1/)
  })
})

describe('a workspace’s Security panel', () => {
  it('shows admins the policy’s current dates, and one of them dismisses for all', async () => {
    const member = await makePerson('Member')
    const admin = await makeEnrolledPerson('Admin')
    const { slug } = await makeWorkspace(origin.url, [
      [ada.person, 'owner'],
      [admin.person, 'admin'],
      [member, 'member'],
    ])
    const panel = `/workspaces/${slug}/settings/security`
    await api('PUT', `/workspaces/${slug}/policy`, { enforced: true, grace_days: 30 })
    await api('PUT', `/workspaces/${slug}/policy`, { enforced: true, grace_days: 14 })
    const page = await ada.visitor.ask(portalOrigin + panel)
    const [title = '', ...more] = noticesIn(page)
    expect(title).toMatch(/^Workspace ws-\S+ \(ws-\S+\) .+ UTC\.$/)
    expect(more).toEqual([])
    expect(page.text).toContain('1 of 3 members has not enrolled yet.')

    const [action = ''] = dismissals(page)
    const asMember = new Visitor()
    await asMember.signIn(member)
    const theirPage = await asMember.ask(portalOrigin + SECURITY)
    const forged = theirPage.text.replace('action="/sign-out"', `action="${action}"`)
    expect((await asMember.submit({ ...theirPage, text: forged }, action, {}, false)).status).toBe(403)
    expect(noticesIn(await admin.visitor.ask(portalOrigin + panel))).toHaveLength(1)

    const after = await ada.visitor.submit(page, action, {}, false)
    expect([after.status, after.headers.get('location')]).toEqual([303, portalOrigin + panel])
    expect(noticesIn(await admin.visitor.ask(portalOrigin + panel))).toEqual([])
  })
})

describe('failed notices', () => {
  it('are for the operator only, and an empty list if there are none', async () => {
    expect((await api('GET', '/notices/dead-letters')).body).toEqual({ dead_letters: [], next_cursor: null })
    const { slug } = await makeWorkspace(origin.url)
    const made = await api('POST', `/workspaces/${slug}/tokens`, { name: 'a token', expires_in_days: 1 })
    const { token } = made.body
    expectProblem(await api('GET', '/notices/dead-letters', undefined, { token }), 403, 'operator_only')
    const retry = '/notices/dead-letters/lNxLfTXDuDa5jLHOYuZHdQ.webhook/retry'
    expectProblem(await api('POST', retry, undefined, { token }), 403, 'operator_only')
    for (const id of ['lNxLfTXDuDa5jLHOYuZHdQ.webhook', 'x.pigeon', 'x', 'x.email.y.z']) {
      expectProblem(await api('POST', `/notices/dead-letters/${id}/retry`), 404, 'not_found')
    }
    expectProblem(await api('GET', '/notices/dead-letters?cursor=x'), 422, 'invalid')
  })
})
