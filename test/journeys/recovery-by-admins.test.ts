// A person who lost everything asks, and two admins agree on the members page. An admin asks for a member, too.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NoticingEdge } from '../support/node/noticing-edge.ts'
import {
  type EnrolledPerson,
  enrolledAt,
  linkIn,
  newAppOn,
  openDecision,
  pathOf,
  recoveryPage,
} from '../support/node/recovering.ts'
import { settling } from '../support/node/recovery-pages.ts'
import { follow, Visitor } from '../support/node/visitor.ts'

const REASON = { reason: 'Called, and saw the face' }
const LOST = '/sign-in/lost'

let edge: NoticingEdge
let amy: EnrolledPerson
let ann: EnrolledPerson
beforeAll(async () => {
  edge = await NoticingEdge.start()
  amy = await enrolledAt(edge, 'Amy')
  ann = await enrolledAt(edge, 'Ann')
})
afterAll(() => edge.stop())

async function workspaceWith(pat: EnrolledPerson): Promise<string> {
  const slug = await edge.makeWorkspace('Acme', [
    [amy.person, 'owner'],
    [ann.person, 'admin'],
    [pat.person, 'member'],
  ])
  await edge.api('PUT', `/workspaces/${slug}/policy`, { enforced: true, grace_days: 0 })
  await edge.sql(...settling(slug))
  return slug
}
const listed = async (slug: string) =>
  (await edge.api('GET', `/workspaces/${slug}/recoveries`)).body.recoveries

describe('a person without any second factor', () => {
  it('asks at the sign-in, two admins agree, and a new app opens the account', async () => {
    const pat = await enrolledAt(edge, 'Pat')
    const slug = await workspaceWith(pat)
    const phone = new Visitor(edge.portal)
    const lost = await follow(phone, await phone.signIn(pat.person), /lost my phone/)
    expect(lost.text, 'names no workspace').not.toContain('Acme')
    const waiting = await phone.submit(lost, LOST, {})
    expect([waiting.status, pathOf(waiting.url)]).toEqual([200, LOST])
    expect(await listed(slug)).toMatchObject([{ email: pat.person.email, state: 'waiting', path: 'admins' }])
    await linkIn(edge, pat.person, 'stop-recovery')

    const members = await amy.visitor.ask(`${edge.portal}/workspaces/${slug}/settings/members`)
    const decision = await follow(amy.visitor, members, /^Decide/)
    await amy.visitor.submit(decision, `${recoveryPage(slug)}/agree`, REASON)
    const again = await openDecision(edge, amy.visitor, slug, pat.person)
    expect(again.text, 'nobody agrees twice').not.toContain('/recovery/agree"')
    const [{ approvals }] = await listed(slug)
    expect(approvals).toMatchObject([{ by: amy.person.email, ...REASON }])

    const other = await openDecision(edge, ann.visitor, slug, pat.person)
    await ann.visitor.submit(other, `${recoveryPage(slug)}/agree`, REASON)
    const link = await linkIn(edge, pat.person, 'recover')
    const setUp = await phone.ask(link)
    const codes = await phone.submit(setUp, pathOf(link), { code: await newAppOn(setUp).code() })
    expect(pathOf(codes.url)).toBe('/account/security/recovery-codes')
    expect(await listed(slug)).toEqual([])
  })

  it('is asked for by an admin, who has agreed with it, and stopped by the other', async () => {
    const pat = await enrolledAt(edge, 'Pat')
    const slug = await workspaceWith(pat)
    const page = await openDecision(edge, amy.visitor, slug, pat.person)
    await amy.visitor.submit(page, recoveryPage(slug), REASON)
    expect(await listed(slug)).toMatchObject([{ approvals: [{ by: amy.person.email }] }])
    const other = await openDecision(edge, ann.visitor, slug, pat.person)
    await ann.visitor.submit(other, `${recoveryPage(slug)}/stop`, REASON)
    expect(await listed(slug)).toEqual([])
  })

  it('never decides about themselves', async () => {
    const slug = await workspaceWith(await enrolledAt(edge, 'Pat'))
    const own = await openDecision(edge, amy.visitor, slug, amy.person)
    expect(own.text).not.toContain(`action="${recoveryPage(slug)}`)
    // The form of another member, with the own address in it.
    const page = await openDecision(edge, amy.visitor, slug, ann.person)
    const forged = await amy.visitor.submit(page, recoveryPage(slug), { ...REASON, email: amy.person.email })
    expect(forged.status).toBe(403)
    expect(await listed(slug)).toEqual([])
  })

  it('is decided by nobody who became an admin in the last seven days', async () => {
    const pat = await enrolledAt(edge, 'Pat')
    const slug = await workspaceWith(pat)
    const page = await openDecision(edge, amy.visitor, slug, pat.person)
    await edge.api('PUT', `/workspaces/${slug}/members/${ann.person.email}`, { role: 'member' })
    await edge.api('PUT', `/workspaces/${slug}/members/${ann.person.email}`, { role: 'admin' })
    const asked = await ann.visitor.submit(page, recoveryPage(slug), REASON)
    expect(asked.status).toBe(403)
    expect(await listed(slug)).toEqual([])
    await amy.visitor.submit(page, recoveryPage(slug), REASON)
    const other = await openDecision(edge, ann.visitor, slug, pat.person)
    expect(other.text).not.toContain('/recovery/agree"')
    expect((await openDecision(edge, amy.visitor, slug, pat.person)).text).toContain('must agree as well')
  })

  it('needs an admin with a second factor of the last ten minutes', async () => {
    const pat = await enrolledAt(edge, 'Pat')
    const slug = await workspaceWith(pat)
    const page = await openDecision(edge, amy.visitor, slug, pat.person)
    await edge.advance(601)
    const asked = await amy.visitor.submit(page, recoveryPage(slug), REASON)
    expect(pathOf(asked.url)).toBe('/sign-in/verify')
    expect(await listed(slug)).toEqual([])
    await amy.visitor.submit(asked, '/sign-in/verify', { code: await amy.authenticator.code() })
  })
})
