import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { decideEntry } from '../../src/core/access.ts'
import { enforcementAt } from '../../src/core/policy.ts'
import {
  deferPrompt,
  type EntryRow,
  offerHandOff,
  type SpentHandOff,
  selectEntry,
  spendHandOff,
} from '../../src/store/hand-offs.ts'
import { saveAllowedProviders } from '../../src/store/workspaces.ts'
import {
  addAccount,
  addMember,
  addSession,
  addWorkspace,
  CLIENT,
  count,
  digestOf,
  enrol,
  IN_EFFECT,
  LIFETIME,
  NOW,
  OFF,
  rows,
  SCHEDULED,
  setPolicy,
} from '../support/rows.ts'

const db = env.DB
const ACME = 'acme.example.com'
const at = (now: number) => ({ ...LIFETIME, now })

async function offer(session: string, host = ACME, code = 'code'): Promise<boolean> {
  const asked = {
    code: digestOf(code),
    flow: digestOf('flow'),
    token: digestOf(session),
    host,
    returnTo: '/reports',
  }
  return (await offerHandOff(db, asked, LIFETIME).all()).results.length === 1
}

async function spend(facts: { code?: string; flow?: string; host?: string; now?: number } = {}) {
  const { code = 'code', flow = 'flow', host = ACME, now = NOW } = facts
  const brought = { code: digestOf(code), flow: digestOf(flow), host, client: CLIENT }
  const [found, , , burnt] = await db.batch(spendHandOff(db, brought, at(now)))
  return {
    row: (found?.results[0] as SpentHandOff | undefined) ?? null,
    isBurnt: burnt?.results.length === 1,
  }
}

beforeEach(async () => {
  await addWorkspace('acme', [ACME, 'www.acme.example'])
  await addWorkspace('globex')
  await addAccount('ada')
  await addMember('acme', 'ada', 'owner')
  await addSession('laptop', 'ada')
})

describe('a hand-off code', () => {
  it('is offered exactly to whom core/access.ts admits, in each of its 288 cases', async () => {
    const either = [false, true]
    let cases = 0
    for (const policy of [OFF, SCHEDULED, IN_EFFECT])
      for (const allowedProviders of [null, ['password', 'okta'], ['okta']])
        for (const isEnrolled of either)
          for (const hasOwnProof of either)
            for (const isVouchedFor of either)
              for (const isMember of either)
                for (const hasDeferredPrompt of either) {
                  const id = `person-${cases++}`
                  const provider = isVouchedFor ? 'okta' : 'password'
                  await addAccount(id)
                  await addWorkspace(id)
                  await setPolicy(id, policy)
                  await saveAllowedProviders(db, id, allowedProviders).run()
                  if (isEnrolled) await enrol(id)
                  await addSession(id, id, {
                    ...(hasOwnProof ? { mfaTime: NOW } : {}),
                    provider,
                    ...(isVouchedFor ? { providerAmr: ['mfa'] } : {}),
                  })
                  if (isMember) await addMember(id, id, 'member')
                  if (hasDeferredPrompt)
                    await db.prepare('INSERT INTO prompt_deferrals VALUES (?1, ?1)').bind(id).run()

                  const facts = {
                    isEnrolled,
                    hasProvedSecondFactor: hasOwnProof || isVouchedFor,
                    isVouchedFor,
                    isMember,
                    hasDeferredPrompt,
                    provider,
                    allowedProviders,
                    enforcement: enforcementAt(policy, NOW),
                  }
                  const isOffered = await offer(id, `${id}.example.com`, `code of ${id}`)
                  expect(isOffered, JSON.stringify(facts)).toBe(decideEntry(facts) === 'admit')
                }
    expect(cases).toBe(288)
  }, 30_000)

  it('is not offered to a session that is over or idle, nor for a host that nobody has', async () => {
    await addSession('ended', 'ada', { expiresAt: NOW })
    await addSession('idle', 'ada', { lastSeenAt: NOW - LIFETIME.idleSeconds })
    for (const session of ['ended', 'idle', 'nobody']) expect(await offer(session)).toBe(false)
    expect(await offer('laptop', 'initech.example.com')).toBe(false)
    expect(await count('hand_offs')).toBe(0)
  })

  it('works once: the second to bring it finds nothing', async () => {
    await offer('laptop')
    expect(await spend()).toMatchObject({
      isBurnt: true,
      row: { account_id: 'ada', role: 'owner', hand_off_host: ACME, return_to: '/reports', slug: 'acme' },
    })
    expect(await spend()).toEqual({ row: null, isBurnt: false })
  })

  it.each([
    ['its time is over', { now: NOW + 60 }],
    ['another browser brings it', { flow: 'another flow' }],
    ['it comes to another host', { host: 'globex.example.com' }],
    ['it comes to another host of the same workspace', { host: 'www.acme.example' }],
  ])('is burnt, and recorded as no entry, where %s', async (_, facts) => {
    await offer('laptop')
    expect((await spend(facts)).isBurnt).toBe(true)
    expect(await count('audit')).toBe(0)
    expect(await spend()).toEqual({ row: null, isBurnt: false })
  })

  it.each([
    ['signed out', "DELETE FROM sessions WHERE id = 'laptop'"],
    ['was removed from the workspace', "DELETE FROM members WHERE account_id = 'ada'"],
    ['is past the end of the session', `UPDATE sessions SET expires_at = ${NOW}`],
    ['has another cookie in the same session', "UPDATE sessions SET token_digest = 'another'"],
    [
      'came to another workspace of theirs, which has the host now',
      "UPDATE hosts SET workspace_id = 'globex'",
    ],
    ['brings a code of a version that kept no cookie', 'UPDATE hand_offs SET token_digest = NULL'],
    [
      'is blocked by a policy that came into effect',
      `INSERT INTO policies (workspace_id, grace_days, effective_at, version, updated_at, updated_by) VALUES ('acme', 0, ${NOW}, 1, ${NOW}, 'x')`,
    ],
  ])('admits nobody who meanwhile %s, and records no entry', async (_, meanwhile) => {
    await addMember('globex', 'ada', 'owner')
    await offer('laptop')
    await db.prepare(meanwhile).run()
    await spend()
    expect(await count('audit')).toBe(0)
    expect(await count('hand_offs')).toBe(0)
  })

  it('that is spent well is recorded, once, in the audit of that workspace', async () => {
    await offer('laptop')
    await spend({ now: NOW + 59 })
    await spend({ now: NOW + 59 })
    expect(await rows('SELECT scope, id, at, actor, action, account_id, ip, detail FROM audit')).toEqual([
      {
        scope: 'acme',
        id: 1,
        at: NOW + 59,
        actor: 'ada@acme.example',
        action: 'workspace.entered',
        account_id: 'ada',
        ip: CLIENT.ip,
        detail: '{"acr":"aal1"}',
      },
    ])
  })

  it('is in the database only as digests', async () => {
    await offer('laptop')
    const [row] = await rows('SELECT * FROM hand_offs')
    expect(row).toMatchObject({ code_digest: digestOf('code'), flow_digest: digestOf('flow') })
  })
})

describe('a session before a host', () => {
  const entry = (session: string, host = ACME, now = NOW) =>
    selectEntry(db, { token: digestOf(session) }, host, at(now)).first<EntryRow>()

  it('shows the facts of that workspace and of no other', async () => {
    await setPolicy('globex', IN_EFFECT)
    expect(await entry('laptop')).toMatchObject({
      slug: 'acme',
      role: 'owner',
      effective_at: null,
      enrolled_at: null,
    })
    expect(await entry('laptop', 'globex.example.com')).toMatchObject({
      slug: 'globex',
      role: null,
      effective_at: NOW,
    })
  })

  it('is the same, found by its cookie or by its name', async () => {
    const byName = await selectEntry(db, { sessionId: 'laptop' }, ACME, LIFETIME).first()
    expect(byName).toEqual(await entry('laptop'))
    expect(byName).not.toBeNull()
  })

  it('is none from the second of its end on, and from the second of its idleness on', async () => {
    expect(await entry('laptop', ACME, NOW + LIFETIME.idleSeconds - 1)).not.toBeNull()
    expect(await entry('laptop', ACME, NOW + LIFETIME.idleSeconds)).toBeNull()
    await db
      .prepare('UPDATE sessions SET last_seen_at = ?1')
      .bind(NOW + 86_399)
      .run()
    expect(await entry('laptop', ACME, NOW + 86_399)).not.toBeNull()
    expect(await entry('laptop', ACME, NOW + 86_400)).toBeNull()
  })
})

describe('"Remind me later"', () => {
  it('counts for that session and that workspace alone', async () => {
    await addMember('globex', 'ada', 'member')
    await addSession('phone', 'ada')
    await deferPrompt(db, 'laptop', 'acme').run()
    await deferPrompt(db, 'laptop', 'acme').run()
    expect(await rows('SELECT session_id, workspace_id FROM prompt_deferrals')).toEqual([
      { session_id: 'laptop', workspace_id: 'acme' },
    ])
  })

  it('is not kept for whoever is no member there', async () => {
    await deferPrompt(db, 'laptop', 'globex').run()
    expect(await count('prompt_deferrals')).toBe(0)
  })
})
