import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import { advance, makePerson, makeWorkspace, portalOrigin } from '../support/node/test-bed.ts'
import { Visitor } from '../support/node/visitor.ts'

let origin: RecordingOrigin
beforeAll(async () => {
  origin = await startRecordingOrigin()
})
afterAll(() => origin.close())

it('two tabs that sign in one after the other both go on, scripts too, and one sign-out ends both', async () => {
  const ada = await makePerson('Ada')
  const [acme, globex] = [
    await makeWorkspace(origin.url, [[ada, 'member']]),
    await makeWorkspace(origin.url, [[ada, 'member']]),
  ]
  const visitor = new Visitor()
  const tabs = [await visitor.ask(`${acme.origin}/a`), await visitor.ask(`${globex.origin}/b`)]
  const signIn = { email: ada.email, password: ada.password }
  const [first, second] = tabs
  if (!first || !second) throw new Error('two tabs')
  expect((await visitor.submit(first, '/sign-in', signIn)).url).toBe(`${acme.origin}/a`)
  const { sid } = origin.lastClaims()
  expect((await visitor.submit(second, '/sign-in', signIn)).url).toBe(`${globex.origin}/b`)
  expect(origin.lastClaims()).toMatchObject({ sid })

  await advance(121)
  for (const { origin: host } of [acme, globex]) {
    expect((await visitor.ask(`${host}/data`, { isScript: true })).status, host).toBe(200)
  }
  await visitor.submit(await visitor.ask(`${portalOrigin}/sign-out`), '/sign-out', {})
  await advance(121)
  for (const { origin: host } of [acme, globex]) {
    expect((await visitor.ask(`${host}/data`, { isScript: true })).status, host).toBe(401)
  }
})
