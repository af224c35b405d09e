// The operator puts workspaces. Hosts and origins exclude each other, and putting the same again changes
// nothing.

import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { requireEmail } from '../../../src/core/email.ts'
import { changeLogo, changeNameAndAccent } from '../../../src/flows/administration/change-appearance.ts'
import { changeAllowedProviders } from '../../../src/flows/administration/change-providers.ts'
import { putMemberOf } from '../../../src/flows/administration/members.ts'
import { putWorkspaceOf, type WorkspaceChange } from '../../../src/flows/administration/workspaces.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { addAccount, author, count, NOW, rows, saveChoice } from '../../support/rows.ts'
import { imageOf } from '../../vectors/images.ts'

const ACME = {
  slug: 'acme',
  name: 'Acme',
  hosts: ['acme.example.com'],
  origin: 'https://app.internal.example',
} as const

let edge: Edge

const put = (change: Partial<WorkspaceChange>, on = edge) =>
  putWorkspaceOf(on, { ...ACME, ...change }, 'operator')

/** Returns the edge as deployed, or as on one machine. */
const edgeOf = (isLocal: boolean): Edge => ({
  ...edge,
  config: { ...edge.config, isLocal, scheme: isLocal ? 'http:' : 'https:' },
})

beforeEach(async () => {
  edge = await edgeAt(NOW)
})

describe('a host', () => {
  beforeEach(async () => {
    await put({}, edgeOf(false))
  })

  it.each([
    ['that is the origin of another workspace', 'https://app.internal.example', 'app.internal.example'],
    ['though that has another port', 'https://app.internal.example:8443', 'app.internal.example'],
    ['though it has a port', 'https://app.internal.example', 'app.internal.example:8443'],
  ])('is refused %s', async (_, origin, host) => {
    await put({ origin }, edgeOf(false))
    const globex = { slug: 'globex', hosts: ['globex.example.com', host], origin: 'https://other.example' }
    const before = await rows('SELECT * FROM workspaces JOIN hosts ON workspace_id = id')
    expect(await put(globex, edgeOf(false))).toEqual({
      ok: false,
      error: { reason: 'host-is-an-origin', host },
    })
    expect(await rows('SELECT * FROM workspaces JOIN hosts ON workspace_id = id')).toEqual(before)
  })

  it('is accepted beside an origin that only begins like it', async () => {
    const globex = { slug: 'globex', hosts: ['app.internal'], origin: 'https://other.example' }
    expect((await put(globex, edgeOf(false))).ok).toBe(true)
  })

  it('is accepted once the other workspace has another origin', async () => {
    await put({ origin: 'https://moved.example' }, edgeOf(false))
    const globex = { slug: 'globex', hosts: ['app.internal.example'], origin: 'https://other.example' }
    expect((await put(globex, edgeOf(false))).ok).toBe(true)
  })

  it('on one machine differs by its port', async () => {
    await put({ hosts: ['acme.localhost:8787'], origin: 'http://mine.localhost:9000' }, edgeOf(true))
    const globex = { slug: 'globex', origin: 'http://127.0.0.1:9' }
    expect((await put({ ...globex, hosts: ['mine.localhost:8787'] }, edgeOf(true))).ok).toBe(true)
    expect((await put({ ...globex, hosts: ['mine.localhost:9000'] }, edgeOf(true))).ok).toBe(false)
  })
})

describe('putting the same again', () => {
  const writes = () => rows('SELECT scope, id, action FROM audit ORDER BY scope, id')
  /** Runs the change twice. The second run must write no audit entry and no copy for the gate. */
  async function expectNothingNew(change: (on: Edge) => Promise<unknown>): Promise<void> {
    await change(edge)
    const before = await writes()
    expect(before.length).toBeGreaterThan(0)
    const copies: string[] = []
    const note = async (key: string) => void copies.push(key)
    const get = (...args: Parameters<typeof env.KV.get>) => env.KV.get(...args)
    await change({ ...edge, kv: { get, put: note, delete: note } as unknown as KVNamespace })
    expect([await writes(), copies]).toEqual([before, []])
  }

  const idOfAcme = async () => (await rows<{ id: string }>('SELECT id FROM workspaces'))[0]?.id ?? ''

  it('changes nothing: a workspace', () => expectNothingNew((on) => put({}, on)))

  it('changes nothing: a workspace with its hosts in another order', async () => {
    const hosts = ['a.example.com', 'b.example.com']
    await expectNothingNew((on) => put({ hosts: hosts.reverse() }, on))
  })

  it('changes nothing: an appearance, a logo, the providers, the policy, a member', async () => {
    await put({})
    await addAccount('ada')
    const id = await idOfAcme()
    const chosen = { displayName: 'The Acme', accent: '#1a5fb4' }
    const actor = { ...author('operator'), role: 'owner' } as const
    const email = requireEmail('ada@acme.example')
    await expectNothingNew((on) => changeNameAndAccent(on, id, chosen, author('operator')))
    await expectNothingNew((on) => changeLogo(on, id, imageOf('png'), author('operator')))
    await expectNothingNew((on) => changeAllowedProviders(on, id, ['password'], author('operator')))
    await expectNothingNew((on) =>
      saveChoice(on, id, { enforced: true, graceDays: 3 }, { by: author('operator'), onVersion: null }),
    )
    await expectNothingNew((on) => putMemberOf(on, id, { email, role: 'admin' }, actor))
    expect(await count('members')).toBe(1)
  })
})
