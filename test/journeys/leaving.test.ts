// Leaving a workspace on the portal, in a browser without scripts.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import { advance, api, makePerson, makeWorkspace, portalOrigin } from '../support/node/test-bed.ts'
import { alertOf, makeAdmitted, makeEnrolledPerson, Visitor } from '../support/node/visitor.ts'

let origin: RecordingOrigin
beforeAll(async () => {
  origin = await startRecordingOrigin()
})
afterAll(() => origin.close())

const leaveOf = (slug: string) => `/workspaces/${slug}/leave`
const rolesOf = async (slug: string) =>
  ((await api('GET', `/workspaces/${slug}/members`)).body.members as { role: string }[]).map(
    ({ role }) => role,
  )

describe('a member', () => {
  it('leaves by a button, and their pass opens the workspace no longer once it is due for renewal', async () => {
    const { visitor, workspace } = await makeAdmitted(origin.url, 'Mia')
    const list = await visitor.ask(`${portalOrigin}/workspaces`)
    expect(list.text).toContain(`href="${leaveOf(workspace.slug)}"`)
    const question = await visitor.ask(portalOrigin + leaveOf(workspace.slug))
    expect(await rolesOf(workspace.slug)).toEqual(['member'])
    const left = await visitor.submit(question, leaveOf(workspace.slug), {})
    expect(new URL(left.url).pathname).toBe('/workspaces')
    expect(left.text).toContain('role="status"')
    expect(left.text).not.toContain(workspace.slug)
    expect(await rolesOf(workspace.slug)).toEqual([])
    await advance(901)
    const arrivals = origin.arrivals()
    expect((await visitor.ask(`${workspace.origin}/`)).status).toBe(403)
    expect(origin.arrivals()).toBe(arrivals)
    const { body } = await api('GET', `/workspaces/${workspace.slug}/audit`)
    expect(body.entries).toContainEqual(expect.objectContaining({ action: 'member.left' }))
  })

  it('can leave a workspace whose host leads nowhere, and one that blocks them', async () => {
    const person = await makePerson('Ned')
    const { slug } = await makeWorkspace('http://127.0.0.1:9', [[person, 'member']])
    await api('PUT', `/workspaces/${slug}/policy`, { enforced: true, grace_days: 0 })
    const visitor = new Visitor()
    await visitor.signIn(person)
    const question = await visitor.ask(portalOrigin + leaveOf(slug))
    expect((await visitor.submit(question, leaveOf(slug), {})).status).toBe(200)
    expect(await rolesOf(slug)).toEqual([])
  })

  it('who is signed out is led to sign in, and back to the question', async () => {
    const person = await makePerson('Oli')
    const { slug } = await makeWorkspace('http://127.0.0.1:9', [[person, 'member']])
    const back = await new Visitor().signIn(person, portalOrigin + leaveOf(slug))
    expect(new URL(back.url).pathname).toBe(leaveOf(slug))
    expect(await rolesOf(slug)).toEqual(['member'])
  })
})

it('the last owner is told why they can’t leave, before and after they press the button', async () => {
  const ada = await makeEnrolledPerson('Ada')
  const bela = await makePerson('Bela')
  const { slug } = await makeWorkspace('http://127.0.0.1:9', [
    [ada.person, 'owner'],
    [bela, 'owner'],
  ])
  const question = await ada.visitor.ask(portalOrigin + leaveOf(slug))
  await api('DELETE', `/workspaces/${slug}/members/${bela.email}`)
  const refused = await ada.visitor.submit(question, leaveOf(slug), {})
  expect(refused.status).toBe(409)
  expect(alertOf(refused.text)).not.toBe('')
  const again = await ada.visitor.ask(portalOrigin + leaveOf(slug))
  expect(again.text).not.toContain(`action="${leaveOf(slug)}"`)
  expect(await rolesOf(slug)).toEqual(['owner'])
})

it('a workspace of others, and one that is not there, look the same', async () => {
  const { visitor } = await makeEnrolledPerson('Eve')
  const { slug } = await makeWorkspace('http://127.0.0.1:9')
  const [theirs, nobodys] = await Promise.all(
    [slug, 'no-such-workspace'].map((each) => visitor.ask(portalOrigin + leaveOf(each))),
  )
  expect(theirs?.status).toBe(404)
  expect(theirs?.text.replaceAll(slug, 'X')).toBe(nobodys?.text.replaceAll('no-such-workspace', 'X'))
})
