// The operator puts accounts. Putting the same body again changes nothing, and a race has one outcome.

import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { requireEmail } from '../../../src/core/email.ts'
import { hashPassword, verifyPassword } from '../../../src/crypto/password.ts'
import { putAccountOf } from '../../../src/flows/administration/accounts.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { addSession, count, NOW, rows } from '../../support/rows.ts'

const ADA = requireEmail('ada@acme.example')
const OLD = 'correct horse battery staple'
const NEW = 'nine blue herons at dawn'

let edge: Edge

beforeEach(async () => {
  edge = await edgeAt(NOW)
})

type Change = Parameters<typeof putAccountOf>[2]

const put = (change: Partial<Change>, on: Edge = edge) =>
  putAccountOf(on, ADA, { name: 'Ada', password: null, language: null, ...change }, 'operator')

const hash = async () => (await rows<{ password_hash: string }>('SELECT password_hash FROM accounts'))[0]

/** Returns what a password change would end or write. */
const traces = async () => ({
  sessions: await count('sessions'),
  notices: await count('notices'),
  entries: await rows('SELECT detail FROM audit'),
  hash: await hash(),
})

const READS_ACCOUNT = /FROM accounts a WHERE a.email_key/

/** Returns an edge on which `step` happens once, right after the flow has read the account. */
function interruptedBy(step: () => Promise<unknown>): Edge {
  let isDone = false
  const db = {
    prepare: (sql: string) => env.DB.prepare(sql),
    async batch(statements: (D1PreparedStatement & { readonly statement: string })[]) {
      const results = await env.DB.batch(statements)
      if (isDone || !statements.some(({ statement }) => READS_ACCOUNT.test(statement))) return results
      isDone = true
      await step()
      return results
    },
  }
  return { ...edge, db: db as unknown as D1Database }
}

async function setPassword(password: string): Promise<void> {
  await env.DB.prepare('UPDATE accounts SET password_hash = ?1')
    .bind(await hashPassword(edge.ring, password))
    .run()
}

describe('an account that is put again with the same values', () => {
  beforeEach(async () => {
    const made = await put({ password: OLD, language: 'de' })
    await addSession('laptop', made.ok ? made.value.account.id : '')
  })

  it.each<[string, Partial<Change>]>([
    ['the same body', { password: OLD, language: 'de' }],
    ['no password', { language: 'de' }],
    ['its name alone', {}],
    ['the password in another Unicode form', { password: OLD.normalize('NFD') }],
  ])('with %s keeps its sessions, and writes no audit entry and no notice', async (_, change) => {
    const before = await traces()
    expect(await put(change)).toMatchObject({ ok: true, value: { isNew: false, account: { name: 'Ada' } } })
    expect(await traces()).toEqual(before)
  })

  it('except for a new name is renamed, and keeps its sessions and hash', async () => {
    const before = await traces()
    expect(await put({ name: 'Ada L.', password: OLD })).toMatchObject({
      value: { account: { name: 'Ada L.' } },
    })
    const after = await traces()
    expect({ ...after, entries: before.entries }).toEqual(before)
    expect(after.entries).toHaveLength(before.entries.length + 1)
    expect(after.entries.at(-1)).toEqual({ detail: expect.stringContaining('"sets_password":false') })
  })

  it('except for a new password loses its sessions, and its owner is notified', async () => {
    await put({ password: NEW })
    expect(await traces()).toMatchObject({ sessions: 0, notices: 1 })
    expect(await verifyPassword(edge.ring, NEW, (await hash())?.password_hash ?? null)).toBe(true)
  })
})

describe('an account that is put while something else changes it', () => {
  it('has the password put last, even if that was the current one when compared', async () => {
    await put({ password: OLD })
    await put(
      { password: OLD },
      interruptedBy(() => setPassword(NEW)),
    )
    expect(await verifyPassword(edge.ring, OLD, (await hash())?.password_hash ?? null)).toBe(true)
  })

  it('keeps its sessions if this call did not change the password', async () => {
    const made = await put({ password: OLD })
    const changed = await put(
      { password: NEW },
      interruptedBy(() => setPassword(NEW)),
    )
    expect(changed.ok).toBe(true)
    await addSession('laptop', made.ok ? made.value.account.id : '')
    await put({ password: NEW })
    expect(await count('sessions')).toBe(1)
    expect(await count('notices')).toBe(0)
  })

  it('loses its sessions if it was created meanwhile with another password', async () => {
    const other = interruptedBy(async () => {
      const made = await put({ password: NEW })
      await addSession('laptop', made.ok ? made.value.account.id : '')
    })
    expect(await put({ password: OLD }, other)).toMatchObject({ ok: true, value: { isNew: false } })
    expect(await count('accounts')).toBe(1)
    expect(await count('sessions')).toBe(0)
    expect(await verifyPassword(edge.ring, OLD, (await hash())?.password_hash ?? null)).toBe(true)
  })
})
