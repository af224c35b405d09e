import { expect, it } from 'vitest'
import { payloadOf } from '../../src/core/notice.ts'

const about = { id: 'n', at: 1_795_598_761, account: { id: 'a', email: 'ada@acme.example' } }
const client = { ip: '192.0.2.9', userAgent: 'x' }
const published = { account: about.account, ip: '192.0.2.9', user_agent: 'x' }

it('what the webhook is told of a first factor says who changed it, and at which provider; of a second one neither', () => {
  const bodyOf = (kind: 'identity.linked' | 'second_factor.added', detail = {}) =>
    JSON.parse(payloadOf({ ...about, ...client, kind, ...detail }))
  expect(bodyOf('second_factor.added').data).toEqual(published)
  expect(bodyOf('identity.linked', { by: 'operator', provider: 'okta' })).toEqual({
    type: 'identity.linked',
    timestamp: '2026-11-25T09:26:01Z',
    data: { ...published, by: 'operator', provider: 'okta' },
  })
})
