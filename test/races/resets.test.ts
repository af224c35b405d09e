// The operator resets an account while its admin makes a token. No token must survive the session that made
// it.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { send } from '../support/node/portal-forms.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import { api, makeWorkspace } from '../support/node/test-bed.ts'
import { makeEnrolledPerson } from '../support/node/visitor.ts'

const ROUNDS = 8

let origin: RecordingOrigin
beforeAll(async () => {
  origin = await startRecordingOrigin()
})
afterAll(() => origin.close())

describe('an API token that is created while the operator resets its creator', () => {
  it.each([
    ['second factor', 'DELETE', '/second-factor', () => ({ reason: 'Lost' })],
    ['password', 'PUT', '', (round: number) => ({ name: 'Ada', password: `${round} otters swim at dusk` })],
  ])('does not exist afterwards: %s', async (_, method, path, body) => {
    const left: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const { person, visitor } = await makeEnrolledPerson('Ada')
      const { slug } = await makeWorkspace(origin.url, [[person, 'owner']])
      const tokens = `/workspaces/${slug}/settings/tokens`
      await visitor.ask(`${visitor.portal}${tokens}`)
      const written = { path: tokens, fields: { name: 'robot', expires_in_days: '365' } }
      await Promise.all([
        send(visitor, written),
        new Promise((resolve) => setTimeout(resolve, 4 * round)).then(() =>
          api(method, `/accounts/${person.email}${path}`, body(round)),
        ),
      ])
      left.push((await api('GET', `/workspaces/${slug}/tokens`)).body.tokens.length)
    }
    expect(left).toEqual(Array(ROUNDS).fill(0))
  })
})
