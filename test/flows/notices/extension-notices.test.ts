// A member and the other admins are told of an extension, once, while it is in force.

import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { viewEnforcement } from '../../../src/flows/administration/enforcement-panel.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { tellExtension } from '../../../src/flows/notices/extension-notices.ts'
import { runNotices } from '../../../src/flows/notices/notice-run.ts'
import { batch, listAll } from '../../../src/store/batch.ts'
import { type Condition, ifChanged } from '../../../src/store/condition.ts'
import { dismissOfAccount, selectUnseenOfAccount } from '../../../src/store/unseen-notices.ts'
import { mail } from '../../../src/words/en/mail.ts'
import { write } from '../../../src/words/en/write.ts'
import { day, mailingAt } from '../../support/enforcement.ts'
import {
  addAccount,
  addMember,
  addStranger,
  addWorkspace,
  count,
  NOW,
  rows,
  SCHEDULED,
  setPolicy,
} from '../../support/rows.ts'

let sent: { to: string; subject: string }[]
const UNTIL = day(20)

async function edgeOf(at: number) {
  const edge = await mailingAt(at, ({ to, subject }) => {
    sent.push({ to: String(to), subject })
  })
  return { ...edge, defer: (work: Promise<unknown>) => void deferred.push(work) }
}
const deferred: Promise<unknown>[] = []
const run = async (at: number) => runNotices(await edgeOf(at))

/** Grants as a request does: the row, the member's end, and the notices in one batch. */
async function grant(
  accountId = 'bo',
  {
    granterId = 'ada',
    at = NOW,
    condition = ifChanged('extended'),
    hasWebhook = false,
  }: Partial<Granting> = {},
) {
  const edge = withWebhook(await edgeOf(at), hasWebhook)
  const told = tellExtension(edge, { workspaceId: 'acme', accountId, granterId }, condition)
  await batch(env.DB, {
    granted: env.DB.prepare(
      `INSERT OR REPLACE INTO extensions (workspace_id, account_id, until, reason, granted_by, granted_at, policy_version,
         phishing_resistant_version) VALUES ('acme', ?1, ?2, 'On leave', 'ada@acme.example', ?3, 1, 0)`,
    ).bind(accountId, UNTIL, at),
    extended: env.DB.prepare(
      "UPDATE members SET extended_until = ?2 WHERE workspace_id = 'acme' AND account_id = ?1",
    ).bind(accountId, UNTIL),
    told: told.steps,
  })
  told.deliver()
  await Promise.all(deferred)
}
interface Granting {
  readonly granterId: string | null
  readonly at: number
  readonly condition: Condition
  readonly hasWebhook: boolean
}

function withWebhook<E extends Edge>(edge: E, isSetUp: boolean): E {
  const webhook = { url: 'http://127.0.0.1:9/', secrets: [new Uint8Array(32)] as const }
  const notices = { ...edge.config.notices, webhook: isSetUp ? webhook : null }
  return { ...edge, config: { ...edge.config, notices } }
}

const takeBack = (accountId = 'bo') =>
  rows('UPDATE members SET extended_until = NULL WHERE account_id = ?', accountId)
const seenBy = async (reader: string, at = NOW) =>
  (await viewEnforcement(await edgeOf(at), 'acme', reader)).notices
const seenByMember = (at = NOW) => listAll(env.DB, selectUnseenOfAccount(env.DB, 'bo', at))
const recipients = () => sent.map(({ to }) => to.split('@')[0]).sort()

beforeEach(async () => {
  sent = []
  await addWorkspace('acme')
  await setPolicy('acme', SCHEDULED)
  await addMember('acme', await addAccount('ada'), 'owner')
  await addMember('acme', await addAccount('cy'), 'admin')
  await addStranger('acme', await addAccount('di'), 'admin')
  await addMember('acme', await addAccount('bo'), 'member')
  await addMember('acme', await addAccount('eve'), 'member')
})

describe('an extension', () => {
  it('is mailed once to the member and to admins who have entered, except the one who granted it', async () => {
    await grant()
    expect(sent).toEqual([
      { to: 'bo@acme.example', subject: mail.moreTime('acme (acme.example.com)', write.time(UNTIL)) },
    ])
    for (const at of [NOW, NOW + 60]) await run(at)
    expect(recipients()).toEqual(['bo', 'cy'])
    expect(sent[1]?.subject).toBe(mail.moreTimeOf('acme (acme.example.com)', write.time(UNTIL)))
  })

  it('granted by a token is mailed to every admin', async () => {
    await grant('bo', { granterId: null })
    await run(NOW)
    expect(recipients()).toEqual(['ada', 'bo', 'cy'])
  })

  it('of an admin is one mail to that admin, as to a member', async () => {
    await grant('cy')
    await run(NOW)
    expect(sent.map(({ to, subject }) => [to, subject])).toEqual([
      ['cy@acme.example', mail.moreTime('acme (acme.example.com)', write.time(UNTIL))],
    ])
  })

  it('is on the page of the member and of the other admins, until it is dismissed there', async () => {
    await grant()
    const facts = { reason: 'On leave', grantedBy: 'ada@acme.example', until: UNTIL }
    expect(await seenBy('cy')).toMatchObject([{ ...facts, member: { email: 'bo@acme.example' } }])
    expect(await seenBy('ada')).toEqual([])
    const [notice] = await seenByMember()
    expect(notice).toMatchObject({ ...facts, isForMember: true, workspace: { slug: 'acme' } })
    await dismissOfAccount(env.DB, 'bo', notice?.id ?? '', NOW).run()
    expect([await seenByMember(), (await seenBy('cy')).length]).toEqual([[], 1])
  })

  it.each<[string, () => Promise<unknown>, number?]>([
    ['is over', async () => {}, UNTIL],
    ['was taken back', () => takeBack()],
    ['ended with a new version of the policy', () => setPolicy('acme', SCHEDULED)],
    ['is of a member who left', () => rows("DELETE FROM members WHERE account_id = 'bo'")],
    ['is of a deleted account', () => rows("DELETE FROM accounts WHERE id = 'bo'")],
  ])('is told to nobody once it %s', async (_, end, at = NOW + 60) => {
    await grant()
    sent = []
    await end()
    await run(at)
    expect([sent, await seenByMember(at), await seenBy('cy', at)]).toEqual([[], [], []])
    expect(await count('notice_deliveries')).toBe(0)
  })

  it('is told to nobody if it was not granted', async () => {
    await grant('bo', { condition: { sql: '0', values: [] } })
    expect([await count('notices'), await count('notice_deliveries')]).toEqual([0, 0])
  })

  it('is not told to a member who never entered the workspace', async () => {
    await addStranger('acme', await addAccount('fay'), 'member')
    await grant('fay')
    await run(NOW)
    expect(recipients()).toEqual(['cy'])
    expect(await rows("SELECT 1 FROM notices WHERE account_id = 'fay'")).toEqual([])
  })

  it('is sent to the webhook once, although two notices are about it', async () => {
    const bodies: string[] = []
    const fetched = vi.spyOn(globalThis, 'fetch').mockImplementation(async (_, init) => {
      bodies.push(String(init?.body))
      return new Response(null, { status: 204 })
    })
    await grant('bo', { hasWebhook: true })
    await runNotices(withWebhook(await edgeOf(NOW + 60), true))
    fetched.mockRestore()
    expect(bodies.map((body) => JSON.parse(body).type)).toEqual(['extension.granted'])
  })
})

describe('extensions that are granted again and again', () => {
  it('are mailed three times a day to the member and twenty times to admins, and all are written', async () => {
    for (let time = 0; time < 25; time++) await grant('bo', { at: NOW + time })
    const to = (name: string) => recipients().filter((each) => each === name).length
    expect(to('bo')).toBe(3)
    expect(await rows("SELECT 1 FROM notice_deliveries WHERE recipient = 'cy'")).toHaveLength(20)
    expect(await rows('SELECT 1 FROM notices')).toHaveLength(50)
    await grant('eve', { at: NOW + 61 })
    expect(to('eve'), 'another member is told at once').toBe(1)
    await grant('bo', { at: day(2) })
    expect(to('bo'), 'and again a day later').toBe(4)
  })
})

it('reading the notices of a panel walks the index of extensions alone', async () => {
  const plan = await env.DB.prepare(
    `EXPLAIN QUERY PLAN SELECT n.id FROM notices n INDEXED BY notices_about_extensions
     WHERE n.workspace_id = ?1 AND n.kind = 'extension.granted' AND n.seen_at IS NULL ORDER BY n.at DESC`,
  )
    .bind('acme')
    .all<{ detail: string }>()
  expect(plan.results.map(({ detail }) => detail)).toEqual([
    expect.stringMatching(
      /^SEARCH n USING (COVERING )?INDEX notices_about_extensions \(workspace_id=\? AND seen_at=\?\)$/,
    ),
  ])
})
