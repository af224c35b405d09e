// A form posted to a workspace without a pass is not sent on. The next page says so.

import { afterAll, beforeAll, expect, it } from 'vitest'
import { en } from '../../src/words/en/index.ts'
import { plainText } from '../support/node/plain-browser.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import { advance, api, makePerson, portalOrigin, type TestWorkspace } from '../support/node/test-bed.ts'
import { type Answer, follow, makeAdmitted, Visitor } from '../support/node/visitor.ts'
import { sentence } from '../support/sentence.ts'

let origin: RecordingOrigin
beforeAll(async () => {
  origin = await startRecordingOrigin()
})
afterAll(() => origin.close())

const UNSAVED = sentence(en.enter.unsaved)
const wordsOf = ({ text }: Answer) => plainText(text.replaceAll(/<[^>]*>/g, ''))

const postFrom = (visitor: Visitor, workspace: TestWorkspace) =>
  visitor.ask(`${workspace.origin}/notes`, {
    method: 'POST',
    body: 'text=hello',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      referer: `${workspace.origin}/notes/new`,
    },
  })

it('a member who is now blocked reads there that their form was not saved', async () => {
  const { visitor, workspace } = await makeAdmitted(origin.url, 'Bob', 'member')
  await api('PUT', `/workspaces/${workspace.slug}/policy`, { enforced: true, grace_days: 0 })
  await advance(130)
  const before = origin.arrivals()
  const page = await postFrom(visitor, workspace)
  expect(page.status).toBe(403)
  expect(wordsOf(page)).toMatch(UNSAVED)
  expect(origin.arrivals()).toBe(before)
  expect(wordsOf(await visitor.ask(`${workspace.origin}/notes`))).not.toMatch(UNSAVED)
})

it('a person whose session has ended reads it at sign-in, and again before the form', async () => {
  const { visitor, workspace, person } = await makeAdmitted(origin.url, 'Bob', 'member')
  await visitor.submit(await visitor.ask(`${portalOrigin}/sign-out`), '/sign-out', {})
  await advance(130)
  const before = origin.arrivals()
  const signIn = await postFrom(visitor, workspace)
  expect(signIn.url).toContain(`${portalOrigin}/sign-in?`)
  expect(wordsOf(signIn)).toMatch(UNSAVED)
  const wrong = await visitor.submit(signIn, '/sign-in', { email: person.email, password: 'wrong' })
  expect(wordsOf(wrong)).toMatch(UNSAVED)
  const told = await visitor.submit(wrong, '/sign-in', { email: person.email, password: person.password })
  expect([told.status, wordsOf(told)]).toEqual([200, expect.stringMatching(UNSAVED)])
  expect(origin.arrivals()).toBe(before)
  expect((await follow(visitor, told, sentence(en.enter.continueTo))).url).toBe(
    `${workspace.origin}/notes/new`,
  )
  expect(origin.requests.at(-1)).toMatchObject({ method: 'GET', path: '/notes/new', body: '' })
})

it('a member with a session and no pass reads it once, and then enters', async () => {
  const { visitor, workspace } = await makeAdmitted(origin.url, 'Bob', 'member')
  visitor.cookies.delete(workspace.host)
  const told = await postFrom(visitor, workspace)
  expect(wordsOf(told)).toMatch(UNSAVED)
  expect((await follow(visitor, told, sentence(en.enter.continueTo))).url).toBe(
    `${workspace.origin}/notes/new`,
  )
})

it('a non-member reads it too; a page that is only opened mentions no form', async () => {
  const { workspace } = await makeAdmitted(origin.url, 'Bob', 'member')
  const stranger = new Visitor()
  await stranger.signIn(await makePerson('Cy'))
  const page = await postFrom(stranger, workspace)
  expect([page.status, wordsOf(page)]).toEqual([403, expect.stringMatching(UNSAVED)])
  expect(wordsOf(await stranger.ask(`${workspace.origin}/notes`))).not.toMatch(UNSAVED)
})
