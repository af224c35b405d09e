// The previous version uses the view `tokens` while this version is being deployed, and after a rollback.

import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { addCredential } from '../../src/store/credentials.ts'
import { addAccount, addMember, addWorkspace, digestOf, NOW, rows } from '../support/rows.ts'

const EXPIRES_AT = NOW + 86_400

it('the previous version sees and revokes API tokens, and never a service token', async () => {
  await addWorkspace('acme')
  await addAccount('ada')
  await addMember('acme', 'ada', 'admin')
  const service = {
    scope: { paths: ['/'], methods: ['GET'], networks: null },
    lifetimeDays: 1,
    nextNoticeAt: NOW,
  }
  for (const [id, columns] of [['api', null] as const, ['ci', service] as const]) {
    const added = {
      id,
      digest: digestOf(id),
      workspaceId: 'acme',
      name: id,
      expiresAt: EXPIRES_AT,
      makerId: 'ada',
      parentId: null,
    }
    await addCredential(env.DB, added, columns, NOW).run()
  }
  const seen = {
    digest: digestOf('api'),
    workspace_id: 'acme',
    maker_id: 'ada',
    parent_id: null,
    name: 'api',
    created_at: NOW,
    expires_at: EXPIRES_AT,
  }
  expect(await rows('SELECT * FROM tokens')).toEqual([{ id: 'api', ...seen }])
  await rows("DELETE FROM tokens WHERE workspace_id = 'acme'")
  expect(await rows('SELECT id FROM credentials')).toEqual([{ id: 'ci' }])
})
