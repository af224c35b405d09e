import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import { api, makePerson, makeWorkspace } from '../support/node/test-bed.ts'
import { Visitor } from '../support/node/visitor.ts'

let origin: RecordingOrigin
beforeAll(async () => {
  origin = await startRecordingOrigin()
})
afterAll(() => origin.close())

it('a pass signed by a withdrawn key opens nothing, though this isolate had verified it', async () => {
  const ada = await makePerson('Ada')
  const workspace = await makeWorkspace(origin.url, [[ada, 'member']])
  const visitor = new Visitor()
  await visitor.signIn(ada, `${workspace.origin}/`)
  expect((await visitor.ask(`${workspace.origin}/x`, { isScript: true })).status).toBe(200)

  const rotated = await api('POST', '/keys/rotate', { purpose: 'pass-signing', is_compromised: true })
  expect(rotated.status).toBe(200)
  const before = origin.requests.length
  expect((await visitor.ask(`${workspace.origin}/x`, { isScript: true })).status).toBe(401)
  expect(origin.requests).toHaveLength(before)
  expect((await visitor.ask(`${workspace.origin}/x`)).status, 'the session brings a new one').toBe(200)
})
