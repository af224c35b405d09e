// Reads a workspace for pages and API calls. Each view takes one round trip.

import { beforeEach, describe, expect, it } from 'vitest'
import { DAY_SECONDS, dayOf } from '../../../src/core/time.ts'
import { changeRules } from '../../../src/flows/administration/change-rules.ts'
import {
  CHART_DAYS,
  countOpenWays,
  dismissNotice,
  REPORT_DAYS,
  viewEnforcement,
} from '../../../src/flows/administration/enforcement-panel.ts'
import { listKeys } from '../../../src/flows/administration/list-keys.ts'
import { createServiceToken } from '../../../src/flows/administration/service-tokens.ts'
import { viewAccess } from '../../../src/flows/administration/view-access.ts'
import { viewAudit } from '../../../src/flows/administration/view-audit.ts'
import { listWorkspaces } from '../../../src/flows/administration/workspaces.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { forgetRing } from '../../../src/flows/edge/ring.ts'
import { saveRules } from '../../../src/store/access-rules.ts'
import { batch } from '../../../src/store/batch.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { metered } from '../../support/metered.ts'
import { addAccount, addWorkspace, author, NOW, recordingOf, rows, saveChoice } from '../../support/rows.ts'
import { forServices, open, rule } from '../../support/rules.ts'

let edge: Edge
beforeEach(async () => {
  edge = await edgeAt(NOW)
  for (const id of ['acme', 'globex']) await addWorkspace(id)
})

describe('the panel around a policy', () => {
  const TODAY = dayOf(NOW)
  const addDays = (table: 'enrollment_days' | 'entries_without_factor', days: readonly number[]) =>
    Promise.all(
      days.map((ago) => {
        const figures = table === 'enrollment_days' ? '9, 3' : '2'
        return rows(`INSERT INTO ${table} VALUES ('acme', ${TODAY - ago}, ${figures})`)
      }),
    )

  it('is empty in a workspace where nothing has happened', async () => {
    expect(await viewEnforcement(edge, 'acme', 'ada')).toEqual({
      ...{ enrolmentDays: [], entriesWithoutFactor: [], policyChanges: [], notices: [], recovering: [] },
      openWays: { publicPaths: 0, serviceTokens: 0 },
      hasPasskey: false,
    })
  })

  it('shows its chart, report, changes and notices in one round trip', async () => {
    await addDays('enrollment_days', [0, 1, CHART_DAYS])
    await addDays('entries_without_factor', [0, REPORT_DAYS, REPORT_DAYS + 1])
    for (const graceDays of [14, 0] as const)
      await saveChoice(edge, 'acme', { enforced: true, graceDays }, { by: author('operator') })
    await saveChoice(edge, 'globex', { enforced: true, graceDays: 3 }, { by: author('operator') })
    const { db, meter } = metered(edge.db)
    const panel = await viewEnforcement({ ...edge, db }, 'acme', 'ada')
    expect(meter.roundTrips).toBe(1)
    expect(panel.enrolmentDays.map(({ day }) => TODAY - day)).toEqual([CHART_DAYS, 1, 0])
    expect(panel.entriesWithoutFactor.map(({ day }) => TODAY - day)).toEqual([REPORT_DAYS, 0])
    const changed = { at: NOW, actor: 'operator', policy: 'second-factor', appliesTo: 'everybody' }
    expect(panel.policyChanges).toEqual([
      { ...changed, effectiveAt: NOW },
      { ...changed, effectiveAt: NOW + 14 * DAY_SECONDS },
    ])
    expect(panel.notices.map(({ kind }) => kind)).toEqual(['enforcement.in_effect'])
  })

  it('counts public paths and the service tokens that work, of its own workspace', async () => {
    const rules = [open('a', '/a'), open('b', '/b'), rule('c', '/c'), forServices('d', '/d')]
    await batch(edge.db, { saved: saveRules(edge.db, 'acme', rules, { overVersion: 0, by: 'a test' }, NOW) })
    await rows(`INSERT INTO credentials (id, kind, digest, workspace_id, name, scope, created_at, expires_at, disabled_at)
      VALUES ('works', 'service', 'd1', 'acme', 'x', '{}', 0, ${NOW + 1}, NULL),
        ('ended', 'service', 'd2', 'acme', 'x', '{}', 0, ${NOW}, NULL),
        ('off', 'service', 'd3', 'acme', 'x', '{}', 0, ${NOW + 1}, 0),
        ('api', 'api', 'd4', 'acme', 'x', NULL, 0, ${NOW + 1}, NULL),
        ('theirs', 'service', 'd5', 'globex', 'x', '{}', 0, ${NOW + 1}, NULL)`)
    expect((await viewEnforcement(edge, 'acme', 'ada')).openWays).toEqual({
      publicPaths: 2,
      serviceTokens: 1,
    })
    expect(await countOpenWays(edge, 'globex')).toEqual({ publicPaths: 0, serviceTokens: 1 })
  })

  it('hides what an admin dismissed, which admins of other workspaces cannot do', async () => {
    await saveChoice(edge, 'acme', { enforced: true, graceDays: 0 }, { by: author('operator') })
    const [notice] = (await viewEnforcement(edge, 'acme', 'ada')).notices
    await dismissNotice(edge, 'globex', notice?.id ?? '')
    expect((await viewEnforcement(edge, 'acme', 'ada')).notices).toHaveLength(1)
    await dismissNotice(edge, 'acme', notice?.id ?? '')
    expect((await viewEnforcement(edge, 'acme', 'ada')).notices).toEqual([])
  })
})

describe('the rules and service tokens', () => {
  it('are read together, in one round trip', async () => {
    const rules = [open('hooks', '/hooks')]
    const scope = { paths: ['/api'], methods: ['GET'], networks: null }
    const operator = { ...author('operator'), parent: null }
    await changeRules(edge, 'acme', {
      ...{ rules, mayReplace: () => true, isConfirmed: false },
      by: { ...operator, role: 'owner', isOperator: true, proved: null },
    })
    await createServiceToken(edge, 'acme', { id: 'ci', name: 'CI', expiresInDays: 7, scope }, operator)
    const { db, meter } = metered(edge.db)
    const { tokens, ...stored } = await viewAccess({ ...edge, db }, 'acme')
    expect(meter.roundTrips).toBe(1)
    expect([stored, tokens.map(({ id }) => id)]).toEqual([{ rules, version: 1 }, ['ci']])
    expect(await viewAccess(edge, 'globex')).toEqual({ rules: [], version: 0, tokens: [] })
  })
})

describe('the audit', () => {
  const append = (scope: string, actor: string) =>
    recordingOf({
      scope,
      actor,
      action: 'member.put',
      accountId: 'ada',
      detail: { role: 'owner', was: null },
    }).run()

  it('belongs to one workspace, newest first, each page in one round trip', async () => {
    for (const actor of ['a', 'b', 'c']) await append('acme', actor)
    await append('globex', 'x')
    const { db, meter } = metered(edge.db)
    const first = await viewAudit({ db }, 'acme', { before: null, size: 2 })
    const second = await viewAudit({ db }, 'acme', { before: Number(first.next), size: 2 })
    expect([first, second].map(({ rows }) => rows.map(({ actor }) => actor))).toEqual([['c', 'b'], ['a']])
    expect(second.next).toBeNull()
    expect(meter.roundTrips).toBe(2)
  })

  it('names the person an entry is about by address, while the account exists', async () => {
    await addAccount('ada')
    await append('operator', 'operator')
    const look = async () => (await viewAudit(edge, null, { before: null, size: 2 })).rows[0]
    expect(await look()).toMatchObject({ email: 'ada@acme.example', detail: { role: 'owner', was: null } })
    await rows('DELETE FROM accounts')
    expect(await look()).toMatchObject({ email: null, actor: 'operator' })
  })
})

describe('the workspaces', () => {
  const OPERATOR = { kind: 'operator' } as const

  it('are listed by slug, page by page, for the operator', async () => {
    await addWorkspace('initech')
    const slugs = async (after: string) => {
      const { rows, next } = await listWorkspaces(edge, OPERATOR, { after, size: 2 })
      return [rows.map(({ slug }) => slug), next]
    }
    expect(await slugs('')).toEqual([['acme', 'globex'], 'globex'])
    expect(await slugs('globex')).toEqual([['initech'], null])
  })

  it('of a workspace’s token are only its own, for any page', async () => {
    const holder = {
      ...{ id: 't', name: 'ci', workspaceId: 'globex', slug: 'globex', expiresAt: NOW + 1 },
      ...{ isEnforced: false, maker: 'operator' as const },
    }
    for (const after of ['', 'globex', 'z']) {
      const { rows, next } = await listWorkspaces(edge, { kind: 'token', holder }, { after, size: 2 })
      expect([rows.map(({ slug }) => slug), next]).toEqual([['globex'], null])
    }
  })
})

it('the keys are listed without their content, with the number of secrets they seal', async () => {
  forgetRing()
  const keys = await listKeys(await edgeAt(NOW + 1))
  expect(new Set(keys.map(({ purpose }) => purpose))).toEqual(
    new Set(['pass-signing', 'totp-sealing', 'digest-pepper']),
  )
  for (const key of keys) {
    expect(Object.keys(key).sort()).toEqual(['activeFrom', 'createdAt', 'id', 'purpose', 'seals'])
    expect(key.seals).toBe(key.purpose === 'totp-sealing' ? 0 : null)
  }
})
