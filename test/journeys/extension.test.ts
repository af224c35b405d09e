// A member with an extension reaches the origin, until it ends: by time, by an admin, or with the policy.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isoDay } from '../../src/core/day.ts'
import { extension } from '../../src/words/en/extension.ts'
import { en } from '../../src/words/en/index.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import { advance, api, edgeNow, portalOrigin, type TestWorkspace } from '../support/node/test-bed.ts'
import { follow, makeAdmitted, makeEnrolledPerson, type Visitor } from '../support/node/visitor.ts'
import { sentence } from '../support/sentence.ts'

const PASS_SECONDS = 120
/** After this time the gate uses no copy of an old policy. */
const COPY_SECONDS = 65
/** Real time also passes while a test asks. */
const MARGIN_SECONDS = 10

let origin: RecordingOrigin
beforeAll(async () => {
  origin = await startRecordingOrigin()
})
afterAll(() => origin.close())

interface Extended {
  readonly visitor: Visitor
  readonly workspace: TestWorkspace
  readonly path: string
}

const setPolicy = ({ slug }: TestWorkspace, policy: string, grace_days = 0, applies_to = 'everybody') =>
  api('PUT', `/workspaces/${slug}/${policy}`, { enforced: true, grace_days, applies_to })

/** Lets a member in who lacks every factor. Then sets the policies, which block them. */
async function makeBlocked(policies: readonly string[]): Promise<Extended> {
  const { visitor, workspace, person } = await makeAdmitted(origin.url, 'Bo')
  for (const policy of policies) await setPolicy(workspace, policy)
  await advance(COPY_SECONDS)
  return { visitor, workspace, path: `/workspaces/${workspace.slug}/members/${person.email}/extension` }
}

async function extend({ path }: Extended, seconds = 86_400): Promise<void> {
  const until = new Date(((await edgeNow()) + seconds) * 1000).toISOString()
  expect((await api('PUT', path, { until, reason: 'on leave' })).status).toBe(200)
}

/** Returns the code of the refusal of a script. Checks that the origin was not asked. */
async function refusalOf({ visitor, workspace }: Extended): Promise<string> {
  const before = origin.arrivals()
  const answer = await visitor.ask(`${workspace.origin}/`, { isScript: true, follows: false })
  expect(origin.arrivals()).toBe(before)
  return JSON.parse(answer.text).code
}

const isIn = async ({ visitor, workspace }: Extended): Promise<boolean> =>
  (await visitor.ask(`${workspace.origin}/`, { isScript: true })).text === 'origin: GET /'

describe('a member with an extension', () => {
  it.each([
    ['the first policy', ['policy'], 'enrollment_required'],
    ['the second policy', ['policy/phishing-resistant'], 'stronger_factor_required'],
    ['both policies', ['policy', 'policy/phishing-resistant'], 'enrollment_required'],
  ])('gets in under %s with the next pass, until the end of the extension', async (_, policies, code) => {
    const extended = await makeBlocked(policies)
    expect(await refusalOf(extended)).toBe(code)
    await extend(extended, 600)
    await advance(PASS_SECONDS)
    expect(await isIn(extended)).toBe(true)
    const { enforcement } = origin.lastClaims() as { enforcement: object }
    expect(enforcement).toMatchObject({ extension: { until: expect.any(Number) } })
    expect(enforcement).not.toHaveProperty('requires')
    await advance(600 - PASS_SECONDS - MARGIN_SECONDS)
    expect(await isIn(extended)).toBe(true)
    await advance(MARGIN_SECONDS)
    expect(await refusalOf(extended)).toBe(code)
  })

  it('who was blocked at the portal gets in with the next request', async () => {
    const extended = await makeBlocked(['policy'])
    const url = `${extended.workspace.origin}/reports`
    const blocked = await extended.visitor.ask(url)
    expect([blocked.status, blocked.text]).toEqual([
      403,
      expect.stringMatching(sentence(en.enter.blockedTitle)),
    ])
    await extend(extended)
    expect((await extended.visitor.ask(url)).text).toBe('origin: GET /reports')
  })

  it('who got it from an admin at the portal gets in, and is out again once it is taken back', async () => {
    const blocked = await makeBlocked(['policy'])
    const { slug } = blocked.workspace
    const admin = await makeEnrolledPerson('Ada')
    await api('PUT', `/workspaces/${slug}/members/${admin.person.email}`, { role: 'admin' })
    const path = `/workspaces/${slug}/settings/members`
    const list = await admin.visitor.ask(portalOrigin + path)
    const page = await follow(admin.visitor, list, new RegExp(`^${extension.members.giveTime}$`))
    const asked = { until: isoDay((await edgeNow()) + 86_400), reason: 'On leave' }
    const wrong = await admin.visitor.submit(page, `${path}/extension`, { ...asked, reason: '' })
    expect([wrong.status, await refusalOf(blocked)]).toEqual([422, 'enrollment_required'])
    const granted = await admin.visitor.submit(wrong, `${path}/extension`, asked)
    expect(granted.text).toContain(extension.members.done.extended)
    await advance(PASS_SECONDS)
    expect(await isIn(blocked)).toBe(true)
    const current = await follow(admin.visitor, granted, new RegExp(`^${extension.members.extend}$`))
    expect(current.text).toContain(asked.reason)
    const ended = await admin.visitor.submit(current, `${path}/extension/end`, {})
    expect(ended.text).toContain(extension.members.done['not-extended'])
    await advance(PASS_SECONDS)
    expect(await refusalOf(blocked)).toBe('enrollment_required')
  })

  it('is blocked again within the lifetime of a pass after an admin ends it', async () => {
    const extended = await makeBlocked(['policy'])
    await extend(extended)
    await advance(PASS_SECONDS)
    expect(await isIn(extended)).toBe(true)
    expect((await api('DELETE', extended.path)).status).toBe(204)
    await advance(PASS_SECONDS)
    expect(await refusalOf(extended)).toBe('enrollment_required')
  })

  it.each(['policy', 'policy/phishing-resistant'])(
    'is blocked as soon as the gate knows a new version of %s, whatever their pass says',
    async (policy) => {
      const extended = await makeBlocked(['policy'])
      await extend(extended)
      await advance(PASS_SECONDS)
      expect(await isIn(extended)).toBe(true)
      await setPolicy(extended.workspace, policy, 0, 'admins')
      if (policy === 'policy') await setPolicy(extended.workspace, policy)
      await advance(COPY_SECONDS)
      expect(await refusalOf(extended)).toBe('enrollment_required')
    },
  )
})
