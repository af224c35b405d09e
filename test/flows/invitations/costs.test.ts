// Counts what invitations ask of D1, beside the most invitations and mails that a workspace can have. docs/scale.md has
// the numbers.

import { env } from 'cloudflare:workers'
import { beforeEach, expect, it } from 'vitest'
import { requireEmail } from '../../../src/core/email.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { acceptInvitation, findInvited } from '../../../src/flows/invitations/accept.ts'
import { invite, resendInvitation } from '../../../src/flows/invitations/invite.ts'
import { makeInvitedAccount } from '../../../src/flows/invitations/make-account.ts'
import { listInvitations, revokeInvitation } from '../../../src/flows/invitations/manage.ts'
import { leaveWorkspace } from '../../../src/flows/own-account/leave.ts'
import { findSessionByToken } from '../../../src/flows/session/session.ts'
import { settleDeferred } from '../../support/deferred.ts'
import { mailingAt } from '../../support/enforcement.ts'
import { inviter, inviteTo, tokenOf } from '../../support/invitations.ts'
import { metered } from '../../support/metered.ts'
import { addAccount, addMember, addSession, addWorkspace, digestOf, NOW } from '../../support/rows.ts'

const OLGA = inviter('olga')
let edge: Edge
beforeEach(async () => {
  edge = await mailingAt(NOW, () => {})
  await addWorkspace('acme')
  for (const id of ['olga', 'bo']) await addAccount(id)
  await addMember('acme', 'olga', 'owner')
  const insert = (many: number, sql: string) =>
    env.DB.prepare(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${many}) ${sql}`,
    ).run()
  // 98 open ones, 1,400 that expired, and the mails of a week.
  await insert(
    1498,
    `INSERT INTO invitations (id, workspace_id, email, email_key, role, inviter_id, created_at, sent_at)
     SELECT 'i' || i, 'acme', 'p' || i, 'p' || i, 'member', 'olga', 0, ${NOW} - iif(i < 99, 3 * 86400, 8 * 86400) - i FROM n`,
  )
  await insert(
    300,
    `INSERT INTO invitation_mails (workspace_id, at, id, address)
     SELECT 'acme', ${NOW} - i * 2000, 'm' || i, 'a' || i FROM n`,
  )
})

/** The most round trips, rows read and rows written. */
type Most = readonly [number, number, number]

async function costs(act: (edge: Edge) => Promise<unknown>): Promise<Most> {
  const { db, meter } = metered(env.DB)
  expect(await act({ ...edge, db })).not.toMatchObject({ ok: false })
  return [meter.roundTrips, meter.rowsRead, meter.rowsWritten]
}

const within = (found: Most, most: Most) =>
  expect(
    found.every((count, at) => count <= (most[at] ?? 0)),
    `${found}`,
  ).toBe(true)

it('an invitation, another mail, its end, an acceptance and leaving cost what docs/scale.md says', async () => {
  // Without the deferred mail, which costs what each notice costs.
  const quiet = (on: Edge): Edge => ({ ...on, defer: () => {} })
  within(
    await costs((on) =>
      invite(quiet(on), 'acme', { email: requireEmail('cy@else.example'), role: 'member' }, OLGA),
    ),
    MOST.invite,
  )
  const id = await inviteTo(quiet(edge), 'bo@acme.example')
  within(await costs((on) => resendInvitation(quiet(on), 'acme', id, OLGA)), MOST.resend)
  within(
    await costs((on) => listInvitations(on, 'acme', { cursor: '', size: 50, isUnaccepted: true })),
    MOST.list,
  )
  const token = await tokenOf(edge, id, NOW)
  within(await costs((on) => findInvited(on, token)), MOST.find)
  const found = await findInvited(edge, token)
  await addSession('laptop', 'bo')
  const session = await findSessionByToken(edge, digestOf('laptop'))
  if (!found.ok || !session) throw new Error('nothing to accept')
  within(await costs((on) => acceptInvitation(on, found.value, session)), MOST.accept)
  within(
    await costs((on) => leaveWorkspace(on, session, { workspaceId: 'acme', role: 'member' })),
    MOST.leave,
  )
  await env.DB.prepare("DELETE FROM invitations WHERE id IN ('i1', 'i2')").run()
  const di = await inviteTo(quiet(edge), 'di@else.example')
  const arrived = await findInvited(edge, await tokenOf(edge, di, NOW))
  if (!arrived.ok) throw new Error('nothing to accept')
  const typed = { name: 'Di', password: 'nine blue herons at dawn' }
  within(
    await costs((on) => makeInvitedAccount(on, arrived.value, typed, { previous: null, language: 'en' })),
    MOST.account,
  )
  const ed = await inviteTo(quiet(edge), 'ed@else.example')
  within(await costs((on) => revokeInvitation(on, 'acme', ed, OLGA)), MOST.revoke)
  await settleDeferred()
})

const MOST = {
  invite: [2, 320, 16],
  resend: [3, 330, 14],
  list: [1, 160, 0],
  find: [1, 10, 0],
  accept: [1, 25, 10],
  leave: [1, 20, 4],
  account: [2, 40, 18],
  revoke: [2, 10, 2],
} as const
