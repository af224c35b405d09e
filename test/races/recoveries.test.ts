// Recoveries at once: two last approvals send one link, and of a veto and a use one succeeds.

import { beforeAll, expect, it } from 'vitest'
import { authenticatorFrom } from '../support/node/authenticator.ts'
import { openRecovery, settling } from '../support/node/recovery-pages.ts'
import {
  api,
  atOnce,
  mailedLink,
  makeWorkspace,
  portalOrigin,
  runSql,
  type TestWorkspace,
} from '../support/node/test-bed.ts'
import { type Enrolled, makeEnrolledPerson, otpauthLink, Visitor } from '../support/node/visitor.ts'

const ROUNDS = 40

let admins: readonly [Enrolled, Enrolled]
let pat: Enrolled
let workspace: TestWorkspace
beforeAll(async () => {
  admins = [await makeEnrolledPerson('Amy'), await makeEnrolledPerson('Ann')]
  pat = await makeEnrolledPerson('Pat')
  workspace = await makeWorkspace('http://127.0.0.1:9', [
    [admins[0].person, 'owner'],
    [admins[1].person, 'owner'],
    [pat.person, 'member'],
  ])
  await api('PUT', `/workspaces/${workspace.slug}/policy`, { enforced: true, grace_days: 0 })
  await runSql(
    `UPDATE members SET entered_at = 1 WHERE workspace_id =
      (SELECT id FROM workspaces WHERE slug = '${workspace.slug}')`,
    ...settling(workspace.slug),
  )
})

const numberOf = async (what: string): Promise<number> => {
  const [[row] = []] = await runSql<{ n: number }>(`SELECT count(*) AS n FROM ${what}`)
  return row?.n ?? 0
}

it('two last approvals at once are both recorded, and send exactly one link', async () => {
  const page = `/workspaces/${workspace.slug}/settings/members/recovery`
  const query = new URLSearchParams({ email: pat.person.email })
  for (let round = 0; round < ROUNDS; round++) {
    const id = `race-of-approvals-${round}`.padEnd(22, '-')
    await openRecovery(pat.person, id)
    await runSql(`UPDATE recoveries SET linked_at = NULL, path = 'admins' WHERE id = '${id}'`)
    const decisions = await Promise.all(
      admins.map(({ visitor }) => visitor.ask(`${portalOrigin}${page}?${query}`)),
    )
    await atOnce((release) =>
      admins.map(({ visitor }, i) => {
        const decision = decisions[i]
        if (!decision) throw new Error('no page')
        return visitor.submit(decision, `${page}/agree`, { reason: 'Called' }, false, release)
      }),
    )
    expect([
      await numberOf(`recovery_approvals WHERE recovery_id = '${id}'`),
      await numberOf(
        `audit WHERE scope = 'operator' AND action = 'recovery.linked' AND detail ->> 'recovery' = '${id}'`,
      ),
      await numberOf(`recoveries WHERE id = '${id}' AND linked_at IS NOT NULL`),
    ]).toEqual([2, 1, 1])
    await runSql(`UPDATE recoveries SET ended_at = 1, outcome = 'expired' WHERE id = '${id}'`)
  }
}, 300_000)

it('of a veto and a use at once exactly one succeeds, and the other changes nothing', async () => {
  const apps = async () =>
    (
      await runSql<{ id: string }>(
        `SELECT id FROM authenticators WHERE account_id = (SELECT id FROM accounts WHERE email = '${pat.person.email}')`,
      )
    )[0]
  for (let round = 0; round < ROUNDS; round++) {
    const id = `race-of-a-veto-${round}`.padEnd(22, '-')
    const sentAt = await openRecovery(pat.person, id)
    const link = `/recover/${await mailedLink('link-recovery', id, sentAt)}`
    const stop = `/stop-recovery/${await mailedLink('link-stop-recovery', id, sentAt)}`
    const [owner, vetoer] = [new Visitor(), new Visitor()]
    const setUp = await owner.signIn(pat.person, `${portalOrigin}/sign-in?return_to=${link}`)
    const asked = await vetoer.ask(portalOrigin + stop)
    const code = await authenticatorFrom(otpauthLink(setUp.text)).code()
    const before = await apps()
    await atOnce((release) => [
      owner.submit(setUp, link, { code }, false, release),
      vetoer.submit(asked, stop, {}, false, release),
    ])
    const [[row] = []] = await runSql<{ outcome: string }>(
      `SELECT outcome FROM recoveries WHERE id = '${id}'`,
    )
    expect(['recovered', 'stopped']).toContain(row?.outcome)
    const isReplaced = JSON.stringify(await apps()) !== JSON.stringify(before)
    expect(isReplaced).toBe(row?.outcome === 'recovered')
    expect(
      await numberOf(
        `audit WHERE scope = 'operator' AND action = 'recovery.completed' AND detail ->> 'recovery' = '${id}'`,
      ),
    ).toBe(row?.outcome === 'recovered' ? 1 : 0)
  }
}, 300_000)
