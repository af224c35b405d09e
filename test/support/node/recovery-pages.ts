// The pages of a recovery and their states, for an enrolled person, in an order in which each leads to the next.

import type { Page } from 'playwright-core'
import { enterCodeOn, leaving, signInOn } from './browser.ts'
import type { Row } from './every-page.ts'
import { edgeNow, mailedLink, type Person, portalOrigin, runSql, type TestWorkspace } from './test-bed.ts'

const ID = 'aRecoveryThatIsOpen__1'

/** Opens a recovery of the person, as the operator's call does. Returns when its link was mailed. */
export async function openRecovery({ email }: Pick<Person, 'email'>, id = ID): Promise<number> {
  const now = await edgeNow()
  await runSql(
    `DELETE FROM recoveries WHERE id = '${id}'`,
    `INSERT INTO recoveries (id, account_id, path, asked_by, asked_at, linked_at, expires_at)
     SELECT '${id}', id, 'operator', 'operator', ${now}, ${now}, ${now + 259_200} FROM accounts WHERE email = '${email}'`,
  )
  return now
}

/** Makes the roles and second factors of a workspace so far older than a recovery asks for. */
export const settling = (slug: string): string[] => {
  const ids = `workspace_id = (SELECT id FROM workspaces WHERE slug = '${slug}')`
  return [
    `UPDATE members SET joined_at = 1, role_at = 1 WHERE ${ids}`,
    `UPDATE accounts SET enrolled_at = 1 WHERE enrolled_at IS NOT NULL
       AND id IN (SELECT account_id FROM members WHERE ${ids})`,
  ]
}

/** Opens a recovery of the person with which admins must still agree. */
export async function openUndecided(email: string): Promise<void> {
  await openRecovery({ email })
  await runSql(`UPDATE recoveries SET path = 'admins', linked_at = NULL WHERE id = '${ID}'`)
}

const LONG_REASON = 'Called, see https://calls.harbour.example/recordings/2026-12-01/0f9c2d7e5b1a4c38'

/** An owner agrees with it, for a reason that is one long word. */
async function agreeAsOwner({ slug }: TestWorkspace): Promise<void> {
  await runSql(
    `INSERT INTO recovery_approvals (recovery_id, workspace_id, approver_id, reason, approved_at)
     SELECT '${ID}', w.id, m.account_id, '${LONG_REASON}', ${await edgeNow()}
     FROM workspaces w JOIN members m ON m.workspace_id = w.id AND m.role = 'owner' WHERE w.slug = '${slug}' LIMIT 1`,
  )
}

/** Returns the rows of an admin who decides about an enrolled member. */
export function decisionRows(workspace: () => TestWorkspace, member: () => Person): Row[] {
  const at = () =>
    `${portalOrigin}/workspaces/${workspace().slug}/settings/members/recovery?${new URLSearchParams({ email: member().email })}`
  return [
    ['the page of an admin of this week, who can ask for no recovery', (page) => page.goto(at())],
    [
      'the page of an admin who asks for a recovery',
      async (page) => {
        await runSql(...settling(workspace().slug))
        await page.goto(at())
      },
    ],
    [
      'the page of an admin who decides about a recovery',
      async (page) => {
        await openUndecided(member().email)
        await page.goto(at())
      },
    ],
    [
      'the page of an admin after somebody agreed',
      async (page) => {
        await agreeAsOwner(workspace())
        await page.goto(at())
      },
    ],
    [
      'the members while one recovers an account',
      (page) => page.goto(`${portalOrigin}/workspaces/${workspace().slug}/settings/members`),
    ],
    [
      'the enforcement panel while one recovers an account',
      (page) => page.goto(`${portalOrigin}/workspaces/${workspace().slug}/settings/security`),
    ],
    [
      'the page of an admin after the link of a recovery was mailed',
      async (page) => {
        await openRecovery(member())
        await page.goto(at())
      },
    ],
  ]
}

/** Returns the rows for a person who is known only once the stage is set. */
export function recoveryRows(person: () => Person): Row[] {
  let sentAt = 0
  const open = async (page: Page) => {
    sentAt = await openRecovery(person())
    await page.goto(`${portalOrigin}/recover/${await mailedLink('link-recovery', ID, sentAt)}`)
  }
  const setUp = async (page: Page) => {
    await leaving(page, () => page.locator('main a.button').click())
    await signInOn(page, person())
  }
  const openStop = async (page: Page) =>
    page.goto(`${portalOrigin}/stop-recovery/${await mailedLink('link-stop-recovery', ID, sentAt)}`)
  const openOver = async (page: Page) => {
    await runSql(`UPDATE recoveries SET outcome = 'expired' WHERE id = '${ID}'`)
    await openStop(page)
  }
  const stop = (page: Page) => leaving(page, () => page.locator('main form button').click())
  const lost = (page: Page) => page.goto(`${portalOrigin}/sign-in/lost`)
  return [
    [
      'the page of a person who lost every second factor, where no mail is set up',
      async (page) => {
        await page.goto(`${portalOrigin}/sign-in`)
        await signInOn(page, person())
        await lost(page)
      },
    ],
    [
      'the page of a person whose admins must agree',
      async (page) => {
        await openUndecided(person().email)
        await lost(page)
      },
    ],
    [
      'the page of a person who was sent a link',
      async (page) => {
        await openRecovery(person())
        await lost(page)
      },
    ],
    [
      'the link of a recovery before the first factor',
      async (page) => {
        await page.context().clearCookies()
        await open(page)
      },
    ],
    ['the page that sets up a new second factor', setUp],
    ['the page that sets up a new second factor, after a wrong code', (page) => enterCodeOn(page, '12345')],
    ['the page that stops a recovery', openStop],
    ['the recovery that was stopped', stop],
    ['the recovery that is over', openOver],
    ['a link that does not work', (page) => page.goto(`${portalOrigin}/recover/nothing`)],
  ]
}
