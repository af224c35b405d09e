// A workspace's other settings: sign-in methods, appearance and tokens. Each change is recorded and published
// once.

import { beforeEach, describe, expect, it } from 'vitest'
import type { Author } from '../../../src/flows/administration/actor.ts'
import {
  changeLogo,
  changeNameAndAccent,
  removeLogo,
} from '../../../src/flows/administration/change-appearance.ts'
import { changeAllowedProviders } from '../../../src/flows/administration/change-providers.ts'
import { createToken, endToken, listTokens } from '../../../src/flows/administration/tokens.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { isFreshAdmin } from '../../../src/store/authority.ts'
import { ALWAYS } from '../../../src/store/condition.ts'
import { MOST_CREDENTIALS } from '../../../src/store/credentials.ts'
import { readEdgeCopies } from '../../../src/store/edge-cache.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { metered, meteredKv } from '../../support/metered.ts'
import {
  addAccount,
  addMember,
  addSession,
  addStranger,
  addWorkspace,
  author,
  count,
  digestOf,
  findWorkspace,
  LIFETIME,
  NOW,
  PROVIDERS,
  rows,
} from '../../support/rows.ts'
import { imageOf } from '../../vectors/images.ts'

const OPERATOR = author('operator')
const GONE: Author = { name: 'gone', accountId: null, isStill: { sql: '0', values: [] } }

let edge: Edge
beforeEach(async () => {
  const base = await edgeAt(NOW)
  edge = { ...base, config: { ...base.config, providers: PROVIDERS } }
  await addWorkspace('acme')
})

const recorded = () => rows('SELECT action, detail FROM audit')
const copied = async () =>
  (await readEdgeCopies(edge.kv, { host: 'acme.example.com', ring: false }, NOW)).site?.value

const CHANGES: readonly (readonly [string, (on: Edge, by: Author) => Promise<unknown>, object])[] = [
  [
    'the sign-in methods',
    (on, by) => changeAllowedProviders(on, 'acme', ['okta'], by),
    { allowedProviders: ['okta'] },
  ],
  [
    'name and accent',
    (on, by) => changeNameAndAccent(on, 'acme', { displayName: 'Acme Ltd', accent: '#1a5fb4' }, by),
    { name: 'Acme Ltd', accent: '#1a5fb4' },
  ],
  [
    'the logo',
    (on, by) => changeLogo(on, 'acme', imageOf('png'), by),
    { logo: expect.stringMatching(/^[\w-]{43}$/) },
  ],
]

describe('a change of', () => {
  it.each(CHANGES)(
    '%s is one round trip, is recorded, and reaches the host’s copy at once',
    async (_, change, site) => {
      const { db, meter } = metered(edge.db)
      await change({ ...edge, db }, OPERATOR)
      expect(meter.roundTrips).toBe(1)
      expect(await recorded()).toHaveLength(1)
      expect(await copied()).toMatchObject(site)
    },
  )

  it.each(CHANGES)('%s to the same value records and publishes nothing', async (_, change) => {
    await change(edge, OPERATOR)
    const { kv, meter } = meteredKv(edge.kv)
    await change({ ...edge, kv }, OPERATOR)
    expect(await recorded()).toHaveLength(1)
    expect(meter.kvWrites).toBe(0)
  })

  it.each(CHANGES)(
    '%s by a person who no longer may changes, records and publishes nothing',
    async (_, change) => {
      const before = await findWorkspace(edge.db, 'acme')
      const { kv, meter } = meteredKv(edge.kv)
      await change({ ...edge, kv }, GONE)
      expect(await findWorkspace(edge.db, 'acme')).toEqual(before)
      expect([await recorded(), meter.kvWrites]).toEqual([[], 0])
    },
  )
})

describe('the sign-in methods', () => {
  it('are kept in the configured order, each once', async () => {
    const changed = await changeAllowedProviders(edge, 'acme', ['okta', 'password', 'okta'], OPERATOR)
    expect(changed).toEqual({ ok: true, value: ['password', 'okta'] })
  })

  it('must be configured: the first unknown one is named, and nothing changes', async () => {
    const changed = await changeAllowedProviders(edge, 'acme', ['okta', 'gone', 'other'], OPERATOR)
    expect(changed).toEqual({ ok: false, error: { unknown: 'gone' } })
    expect(await recorded()).toEqual([])
  })

  it('apply to the admin who sets them, even if they never entered', async () => {
    await addStranger('acme', await addAccount('olga'), 'owner')
    await changeAllowedProviders(edge, 'acme', ['okta'], { name: 'olga', accountId: 'olga', isStill: ALWAYS })
    expect(await rows('SELECT entered_at FROM members')).toEqual([{ entered_at: NOW }])
  })

  it('apply to them even if their own way in is not among them, and then they change nothing more', async () => {
    await addStranger('acme', await addAccount('olga'), 'owner')
    await addSession('laptop', 'olga', { mfaTime: NOW })
    const named = { token: digestOf('laptop'), workspaceId: 'acme', role: 'owner' } as const
    const olga = { name: 'olga', accountId: 'olga', isStill: isFreshAdmin(named, LIFETIME) }
    await changeAllowedProviders(edge, 'acme', ['okta'], olga)
    await changeAllowedProviders(edge, 'acme', null, olga)
    expect(await rows('SELECT entered_at FROM members')).toEqual([{ entered_at: NOW }])
    expect((await findWorkspace(edge.db, 'acme'))?.allowedProviders).toEqual(['okta'])
  })
})

describe('the logo', () => {
  it('replaces the previous one, and is removed without leaving it', async () => {
    await changeLogo(edge, 'acme', imageOf('png'), OPERATOR)
    await changeLogo(edge, 'acme', imageOf('lossy webp'), OPERATOR)
    expect(await rows('SELECT media_type FROM logos')).toEqual([{ media_type: 'image/webp' }])
    await removeLogo(edge, 'acme', OPERATOR)
    await removeLogo(edge, 'acme', OPERATOR)
    expect((await recorded()).map(({ action }) => action)).toEqual([
      'logo.changed',
      'logo.changed',
      'logo.removed',
    ])
    expect(await copied()).toMatchObject({ logo: null })
  })

  it('that is not an image is refused, and nothing is written', async () => {
    expect(await changeLogo(edge, 'acme', new Uint8Array([1, 2, 3]), OPERATOR)).toEqual({
      ok: false,
      error: 'not-an-image',
    })
    expect([await count('logos'), await count('audit')]).toEqual([0, 0])
  })
})

describe('a token', () => {
  const ID = 'a'.repeat(22)
  const maker = { ...OPERATOR, accountId: null, parent: null }
  const make = (id = ID, by: Parameters<typeof createToken>[3] = maker) =>
    createToken(edge, 'acme', { id, name: 'ci', expiresInDays: 30 }, by)

  it('is returned once, stored as a digest, and recorded without its value', async () => {
    const made = await make()
    if (!made.ok) throw new Error(made.error)
    expect(made.value).toMatchObject({ id: ID, name: 'ci', createdAt: NOW, expiresAt: NOW + 30 * 86_400 })
    expect(made.value.token).toMatch(/^spt_[\w-]{43}$/)
    const kept = JSON.stringify([await rows('SELECT * FROM credentials'), await rows('SELECT * FROM audit')])
    expect(kept).not.toContain(made.value.token)
    expect(await listTokens(edge, 'acme')).toEqual([
      { id: ID, name: 'ci', madeBy: null, createdAt: NOW, expiresAt: NOW + 30 * 86_400 },
    ])
  })

  it('is created once by a form that is sent twice', async () => {
    await make()
    expect(await make()).toEqual({ ok: false, error: 'made-already' })
    expect([await count('credentials'), await count('audit')]).toEqual([1, 1])
  })

  it('can be the hundredth, but not the next', async () => {
    for (let i = 0; i < MOST_CREDENTIALS; i++) await make(`t-${i}`)
    expect(await make()).toEqual({ ok: false, error: 'too-many' })
  })

  it('does not outlive the token that created it', async () => {
    await make('parent')
    const child = await make(ID, { ...maker, parent: { id: 'parent', expiresAt: NOW + 60 } })
    expect(child).toMatchObject({ ok: true, value: { expiresAt: NOW + 60 } })
  })

  it('cannot be created by a person who no longer administers the workspace', async () => {
    await addMember('acme', await addAccount('ada'), 'member')
    expect(await make(ID, { ...maker, accountId: 'ada' })).toEqual({ ok: false, error: 'not-allowed' })
    expect(await make(ID, { ...maker, isStill: GONE.isStill })).toEqual({ ok: false, error: 'not-allowed' })
    expect(await recorded()).toEqual([])
  })

  it('is revoked once, in its own workspace, by a person who may', async () => {
    await addWorkspace('globex')
    await make()
    expect(await endToken(edge, 'globex', ID, OPERATOR)).toBe(false)
    expect(await endToken(edge, 'acme', ID, GONE)).toBe(false)
    expect(await endToken(edge, 'acme', ID, OPERATOR)).toBe(true)
    expect(await endToken(edge, 'acme', ID, OPERATOR)).toBe(false)
    expect((await recorded()).map(({ action }) => action)).toEqual(['token.created', 'token.revoked'])
  })
})
