import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { MOST_IMAGE_BYTES } from '../../src/core/image.ts'
import { batch } from '../../src/store/batch.ts'
import { clearEnded } from '../../src/store/ended-workspaces.ts'
import { deleteLogo, findLogo, type Logo, saveLogo } from '../../src/store/logos.ts'
import { NOTICE_COLUMNS, NOTICE_JOINS, type NoticeRow, noticeFrom } from '../../src/store/read-notices.ts'
import { findSite } from '../../src/store/sites.ts'
import { putWorkspace, saveNameAndAccent } from '../../src/store/workspaces.ts'
import {
  addAccount,
  addMember,
  addWorkspace,
  changes,
  count,
  findWorkspace,
  listMembershipsOf,
  NOW,
  rows,
} from '../support/rows.ts'
import { imageOf } from '../vectors/images.ts'

const db = env.DB
const PNG: Logo = { mediaType: 'image/png', bytes: imageOf('png') }
const WEBP: Logo = { mediaType: 'image/webp', bytes: imageOf('lossy webp') }
const [FIRST, SECOND] = ['A'.repeat(43), 'B'.repeat(43)]

async function save(workspaceId: string, digest: string, logo: Logo): Promise<boolean> {
  return (await batch(db, saveLogo(db, workspaceId, digest, logo))).saved.changed
}
const logoOf = async (id: string) => (await findWorkspace(db, id))?.logo

beforeEach(async () => {
  await addWorkspace('acme')
  await addWorkspace('globex')
})

describe('a logo', () => {
  it('is returned byte for byte by its digest, which its workspace and site name', async () => {
    expect(await save('acme', FIRST, PNG)).toBe(true)
    expect(await findLogo(db, FIRST)).toEqual(PNG)
    expect(await logoOf('acme')).toBe(FIRST)
    expect((await findSite(db, 'acme.example.com'))?.logo).toBe(FIRST)
    expect(await logoOf('globex')).toBeNull()
    expect(await findLogo(db, SECOND)).toBeNull()
  })

  it('may have 256 KiB, and is returned byte for byte', async () => {
    const bytes = Uint8Array.from({ length: MOST_IMAGE_BYTES }, (_, i) => i % 251)
    expect(await save('acme', FIRST, { ...PNG, bytes })).toBe(true)
    expect((await findLogo(db, FIRST))?.bytes).toEqual(bytes)
    const more = new Uint8Array(MOST_IMAGE_BYTES + 1)
    await expect(save('acme', SECOND, { ...PNG, bytes: more })).rejects.toThrow('CHECK')
    expect(await logoOf('acme')).toBe(FIRST)
  })

  it('is one for each workspace: a new one replaces it', async () => {
    await save('acme', FIRST, PNG)
    expect(await save('acme', SECOND, WEBP)).toBe(true)
    expect(await logoOf('acme')).toBe(SECOND)
    expect(await findLogo(db, FIRST)).toBeNull()
    expect(await count('logos')).toBe(1)
  })

  it('saved again changes nothing', async () => {
    await save('acme', FIRST, PNG)
    expect(await save('acme', FIRST, PNG)).toBe(false)
    expect(await logoOf('acme')).toBe(FIRST)
  })

  it('of two workspaces stays for one when the other removes it or is deleted', async () => {
    for (const id of ['acme', 'globex']) await save(id, FIRST, PNG)
    expect(await changes(deleteLogo(db, 'acme'))).toBe(true)
    expect(await changes(deleteLogo(db, 'acme'))).toBe(false)
    expect([await logoOf('acme'), await logoOf('globex')]).toEqual([null, FIRST])
    expect(await findLogo(db, FIRST)).toEqual(PNG)
    await batch(db, clearEnded(db, 'globex'))
    expect(await findLogo(db, FIRST)).toBeNull()
    expect(await count('logos')).toBe(0)
  })

  it('is found by reading one row, however many workspaces have it', async () => {
    for (const id of ['acme', 'globex']) await save(id, FIRST, PNG)
    for (const digest of [FIRST, SECOND]) {
      const { meta } = await db
        .prepare('SELECT media_type, bytes FROM logos WHERE digest = ?1 LIMIT 1')
        .bind(digest)
        .all()
      expect(meta.rows_read).toBeLessThanOrEqual(1)
    }
  })

  it('has an allowed type and size, whoever writes it', async () => {
    const svg = { ...PNG, mediaType: 'image/svg+xml' } as unknown as Logo
    await expect(save('acme', FIRST, svg)).rejects.toThrow('CHECK')
    await expect(
      save('acme', FIRST, { ...PNG, bytes: new Uint8Array(MOST_IMAGE_BYTES + 1) }),
    ).rejects.toThrow('CHECK')
    expect(await logoOf('acme')).toBeNull()
  })
})

describe('a name and an accent', () => {
  it('chosen by admins stay when the operator puts the workspace again, and take precedence', async () => {
    await saveNameAndAccent(db, 'acme', { displayName: 'Acme Ltd', accent: '#1a5fb4' }).run()
    const hosts = ['acme.example.com']
    const setUp = { id: 'other', slug: 'acme', name: 'ACME-PROD', origin: 'https://x.internal', hosts }
    await batch(db, putWorkspace(db, setUp, NOW))
    expect(await findWorkspace(db, 'acme')).toMatchObject({
      name: 'Acme Ltd',
      displayName: 'Acme Ltd',
      registeredName: 'ACME-PROD',
      accent: '#1a5fb4',
    })
    expect(await findSite(db, 'acme.example.com')).toMatchObject({ name: 'Acme Ltd', accent: '#1a5fb4' })
    await saveNameAndAccent(db, 'acme', { displayName: null, accent: null }).run()
    expect(await findSite(db, 'acme.example.com')).toMatchObject({ name: 'ACME-PROD', accent: null })
  })

  it('are shown at doors and in lists, while notices use the operator’s name', async () => {
    for (const id of ['acme', 'globex']) await addMember(id, await addAccount('ada'), 'owner')
    await saveNameAndAccent(db, 'acme', { displayName: 'zebra', accent: null }).run()
    const memberships = await listMembershipsOf(db, 'ada')
    expect(memberships.map(({ name }) => name)).toEqual(['globex', 'zebra'])
    await rows(
      `INSERT INTO notices (id, at, kind, workspace_id, detail, ip, user_agent, expires_at)
       VALUES ('n', 1, 'enforcement.began', 'acme', '{}', '', '', 9)`,
    )
    const told = await rows<NoticeRow>(`SELECT ${NOTICE_COLUMNS} FROM notices n ${NOTICE_JOINS}`)
    expect(told.map(noticeFrom)).toMatchObject([{ workspace: { slug: 'acme', name: 'acme' } }])
  })

  it('are unchanged if they are the same', async () => {
    const chosen = { displayName: 'Acme Ltd', accent: null }
    expect(await changes(saveNameAndAccent(db, 'acme', chosen))).toBe(true)
    expect(await changes(saveNameAndAccent(db, 'acme', chosen))).toBe(false)
    expect(await rows('SELECT accent FROM workspaces WHERE id = ?', 'globex')).toEqual([{ accent: null }])
  })

  it.each(['#1A5FB4', '1a5fb4', '#1a5fb', '#1a5fb4;', 'red', ''])(
    '%j is refused as an accent, whoever writes it',
    async (accent) => {
      const writing = saveNameAndAccent(db, 'acme', { displayName: null, accent }).run()
      await expect(writing).rejects.toThrow('CHECK')
    },
  )
})
