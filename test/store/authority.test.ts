import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { saveRules } from '../../src/store/access-rules.ts'
import { isFreshAdmin, isLiveToken } from '../../src/store/authority.ts'
import { batch, type Query } from '../../src/store/batch.ts'
import { ALWAYS, type Condition } from '../../src/store/condition.ts'
import { addCredential, deleteCredential } from '../../src/store/credentials.ts'
import { deleteLogo, saveLogo } from '../../src/store/logos.ts'
import { putMember, removeMember } from '../../src/store/members.ts'
import { savePolicy } from '../../src/store/policies.ts'
import { saveAllowedProviders, saveNameAndAccent } from '../../src/store/workspaces.ts'
import {
  addAccount,
  addMember,
  addSession,
  addWorkspace,
  changes,
  digestOf,
  enrol,
  LIFETIME,
  NOW,
  OFF,
} from '../support/rows.ts'

const db = env.DB
const tokenOf = (id: string, makerId: string | null = 'ada') => ({
  id,
  digest: digestOf(id),
  workspaceId: 'acme',
  makerId,
  parentId: null,
  name: id,
  expiresAt: NOW + 86_400,
})
const LOGO = { mediaType: 'image/png', bytes: new Uint8Array([1]) } as const

/** Each change that an admin can make, as its statement. */
const CHANGES: readonly (readonly [string, (isStill: Condition) => D1PreparedStatement | Query<unknown>])[] =
  [
    [
      'saving a policy',
      (isStill) => savePolicy(db, { workspaceId: 'acme', kind: 'second-factor' }, OFF, 'ada', NOW, isStill),
    ],
    ['saving rules', (isStill) => saveRules(db, 'acme', [], { overVersion: 0, by: 'ada' }, NOW, isStill)],
    ['restricting the sign-in methods', (isStill) => saveAllowedProviders(db, 'acme', ['password'], isStill)],
    [
      'setting a name',
      (isStill) => saveNameAndAccent(db, 'acme', { displayName: 'Acme', accent: null }, isStill),
    ],
    ['saving a logo', (isStill) => saveLogo(db, 'acme', 'digest', LOGO, isStill).saved],
    [
      'adding a member',
      (isStill) =>
        putMember(db, { workspaceId: 'acme', accountId: 'bela', before: null, role: 'member' }, NOW, isStill),
    ],
    [
      'changing a role',
      (isStill) =>
        putMember(
          db,
          { workspaceId: 'acme', accountId: 'chidi', before: 'member', role: 'admin' },
          NOW,
          isStill,
        ),
    ],
    [
      'removing a member',
      (isStill) => removeMember(db, { workspaceId: 'acme', accountId: 'chidi', before: 'member' }, isStill),
    ],
    ['creating a token', (isStill) => addCredential(db, tokenOf('new'), null, NOW, isStill)],
    [
      'revoking a token',
      (isStill) => deleteCredential(db, { id: 'old', kind: 'api', workspaceId: 'acme' }, isStill),
    ],
  ]

const lifetime = { ...LIFETIME, now: NOW }
const ofSession = isFreshAdmin({ token: digestOf('laptop'), workspaceId: 'acme', role: 'owner' }, lifetime)

beforeEach(async () => {
  await addWorkspace('acme')
  for (const id of ['ada', 'bela', 'chidi']) await addAccount(id)
  await enrol('ada')
  await addMember('acme', 'ada', 'owner')
  await addMember('acme', 'chidi', 'member')
  await addSession('laptop', 'ada', { mfaTime: NOW })
  await addCredential(db, tokenOf('old'), null, NOW).run()
})

describe.each(CHANGES)('%s', (_, change) => {
  it('is made for an admin whose session and proof are fresh', async () => {
    expect(await changes(change(ofSession))).toBe(true)
  })

  it.each([
    ['the session ended', 'DELETE FROM sessions'],
    ['the session has another cookie', "UPDATE sessions SET token_digest = 'another'"],
    ['the session lost its second factor', 'UPDATE sessions SET mfa_time = NULL, mfa_method = NULL'],
    ['the second factor is ten minutes old', `UPDATE sessions SET mfa_time = ${NOW - 600}`],
    ['the session has expired', `UPDATE sessions SET expires_at = ${NOW}`],
    ['the role has changed', "UPDATE members SET role = 'admin' WHERE account_id = 'ada'"],
    ['the workspace no longer takes its way in', `UPDATE workspaces SET allowed_providers = '["okta"]'`],
    ['the membership is gone', "DELETE FROM members WHERE account_id = 'ada'"],
  ])('is not made if meanwhile %s', async (_, meanwhile) => {
    // Losing the role also revokes the old token, so it is added again. The refusal is then about the session
    // alone.
    await db.prepare(meanwhile).run()
    if (meanwhile.includes('members')) await addCredential(db, tokenOf('old', null), null, NOW).run()
    expect(await changes(change(ofSession))).toBe(false)
  })
})

it('removing a logo needs an admin with a fresh proof', async () => {
  await batch(db, saveLogo(db, 'acme', 'digest', LOGO))
  await db.prepare('UPDATE sessions SET mfa_time = NULL, mfa_method = NULL').run()
  expect(await changes(deleteLogo(db, 'acme', ofSession))).toBe(false)
  expect(await changes(deleteLogo(db, 'acme', ALWAYS))).toBe(true)
})

describe('a change by a token', () => {
  const rename = () =>
    changes(
      saveNameAndAccent(
        db,
        'acme',
        { displayName: 'Acme', accent: null },
        isLiveToken({ id: 'old', role: 'owner' }, NOW),
      ),
    )

  it('is made while the token is valid', async () => {
    expect(await rename()).toBe(true)
  })

  it.each([
    ['was revoked', 'DELETE FROM credentials'],
    ['has expired', `UPDATE credentials SET expires_at = ${NOW}`],
    ['has a creator with another role', "UPDATE members SET role = 'admin' WHERE account_id = 'ada'"],
  ])('is not made once it %s', async (_, meanwhile) => {
    await db.prepare(meanwhile).run()
    expect(await rename()).toBe(false)
  })
})
