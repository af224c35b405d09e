import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { findFirst } from '../../src/store/batch.ts'
import { deferPrompt, selectEntrant } from '../../src/store/entrants.ts'
import {
  addAccount,
  addMember,
  addSession,
  addWorkspace,
  count,
  digestOf,
  IN_EFFECT,
  LIFETIME,
  NOW,
  rows,
  setPolicy,
} from '../support/rows.ts'

const db = env.DB
const ACME = 'acme.example.com'

beforeEach(async () => {
  await addWorkspace('acme')
  await addWorkspace('globex')
  await addAccount('ada')
  await addMember('acme', 'ada', 'owner')
  await addSession('laptop', 'ada')
})

describe('a session and a host', () => {
  const entrant = (session: string, host = ACME, now = NOW) =>
    findFirst(db, selectEntrant(db, { token: digestOf(session) }, host, { ...LIFETIME, now }))

  it('gives the facts of that workspace and of no other', async () => {
    await setPolicy('globex', IN_EFFECT)
    expect(await entrant('laptop')).toMatchObject({
      site: { slug: 'acme', policies: { secondFactor: { effectiveAt: null } } },
      role: 'owner',
      isEnrolled: false,
    })
    expect(await entrant('laptop', 'globex.example.com')).toMatchObject({
      site: { slug: 'globex', policies: { secondFactor: { effectiveAt: NOW } } },
      role: null,
    })
  })

  it('gives the same by its cookie and by its id', async () => {
    const byName = await findFirst(db, selectEntrant(db, { sessionId: 'laptop' }, ACME, LIFETIME))
    expect(byName).toEqual(await entrant('laptop'))
    expect(byName).not.toBeNull()
  })

  it('gives nothing from the second it expires, or has been idle too long', async () => {
    expect(await entrant('laptop', ACME, NOW + LIFETIME.idleSeconds - 1)).not.toBeNull()
    expect(await entrant('laptop', ACME, NOW + LIFETIME.idleSeconds)).toBeNull()
    await db
      .prepare('UPDATE sessions SET last_seen_at = ?1')
      .bind(NOW + 86_399)
      .run()
    expect(await entrant('laptop', ACME, NOW + 86_399)).not.toBeNull()
    expect(await entrant('laptop', ACME, NOW + 86_400)).toBeNull()
  })
})

describe('"Remind me later"', () => {
  it('applies to that session and that workspace only', async () => {
    await addMember('globex', 'ada', 'member')
    await addSession('phone', 'ada')
    await deferPrompt(db, 'laptop', 'acme').run()
    await deferPrompt(db, 'laptop', 'acme').run()
    expect(await rows('SELECT session_id, workspace_id FROM prompt_deferrals')).toEqual([
      { session_id: 'laptop', workspace_id: 'acme' },
    ])
  })

  it('is not stored for a person who is not a member', async () => {
    await deferPrompt(db, 'laptop', 'globex').run()
    expect(await count('prompt_deferrals')).toBe(0)
  })
})
