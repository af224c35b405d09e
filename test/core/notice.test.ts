import { expect, it } from 'vitest'
import type { Notice } from '../../src/core/notice.ts'
import { payloadOf } from '../../src/core/notice-payload.ts'

const about = { id: 'n', at: 1_795_598_761, account: { id: 'a', email: 'ada@acme.example' } }
const client = { ip: '192.0.2.9', userAgent: 'x' }
const published = { account: about.account, ip: '192.0.2.9', user_agent: 'x' }

it('the webhook says who changed a first factor and at which provider, but not for a second factor', () => {
  const bodyOf = (kind: 'identity.linked' | 'second_factor.added', detail = {}) =>
    JSON.parse(payloadOf({ ...about, ...client, kind, ...detail }))
  expect(bodyOf('second_factor.added').data).toEqual(published)
  expect(bodyOf('identity.linked', { by: 'operator', provider: 'okta' })).toEqual({
    type: 'identity.linked',
    timestamp: '2026-11-25T09:26:01Z',
    data: { ...published, by: 'operator', provider: 'okta' },
  })
})

it('the webhook gets the workspace and the policy, with the counts of that moment', () => {
  const workspace = { id: 'w', slug: 'acme', name: 'Acme', host: 'acme.example' }
  const figures = {
    policy: 'phishing-resistant',
    appliesTo: 'admins',
    effectiveAt: 1_795_598_761,
    members: 3,
    notEnrolled: 2,
  } as const
  const notice = { id: 'n', at: 1_795_598_761, kind: 'enforcement.scheduled', workspace, ...figures } as const
  expect(JSON.parse(payloadOf(notice)).data).toEqual({
    workspace: { id: 'w', slug: 'acme', name: 'Acme' },
    policy: 'phishing-resistant',
    applies_to: 'admins',
    effective_at: '2026-11-25T09:26:01Z',
    members: 3,
    not_enrolled: 2,
  })
})

it('the webhook gets the id and name of a service token, when it expires, and its workspace', () => {
  const workspace = { id: 'w', slug: 'acme', name: 'Acme', host: 'acme.example' }
  const serviceToken = { id: 't', name: 'ci' }
  const about = { kind: 'service_token.expires', workspace, serviceToken, expiresAt: 1_795_598_761 } as const
  expect(JSON.parse(payloadOf({ id: 'n', at: 1_795_598_700, ...about }))).toEqual({
    type: 'service_token.expires',
    timestamp: '2026-11-25T09:25:00Z',
    data: {
      workspace: { id: 'w', slug: 'acme', name: 'Acme' },
      service_token: serviceToken,
      expires_at: '2026-11-25T09:26:01Z',
    },
  })
})

it('the webhook says who got an extension, until when, why, by whom, and nothing of the granter’s account', () => {
  const workspace = { id: 'w', slug: 'acme', name: 'Acme', host: 'acme.example' }
  const notice = {
    ...{ id: 'n', at: 1_795_598_700, kind: 'extension.granted', workspace, isForMember: false },
    ...{ member: { id: 'b', email: 'bo@acme.example' }, until: 1_795_598_761, reason: 'On leave' },
    ...{ grantedBy: 'ada@acme.example', granterId: 'a' },
  } as const satisfies Notice
  expect(JSON.parse(payloadOf(notice))).toEqual({
    type: 'extension.granted',
    timestamp: '2026-11-25T09:25:00Z',
    data: {
      workspace: { id: 'w', slug: 'acme', name: 'Acme' },
      account: { id: 'b', email: 'bo@acme.example' },
      until: '2026-11-25T09:26:01Z',
      reason: 'On leave',
      granted_by: 'ada@acme.example',
    },
  })
})
