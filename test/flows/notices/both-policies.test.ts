// Two policies of one workspace: each has its own moments, and their mails are six hours apart.

import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import type { AppliesTo, PolicyKind } from '../../../src/core/policy.ts'
import { dismissNotice } from '../../../src/flows/administration/enforcement-panel.ts'
import { enqueueMails } from '../../../src/flows/notices/enforcement-notices.ts'
import { runNotices } from '../../../src/flows/notices/notice-run.ts'
import { batch, listAll } from '../../../src/store/batch.ts'
import { advanceFanOut, listAudience, selectFanOuts } from '../../../src/store/notice-fan-outs.ts'
import { selectUnseenOfWorkspace } from '../../../src/store/unseen-notices.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { addMany, day, mailingAt } from '../../support/enforcement.ts'
import {
  addAccount,
  addMember,
  addWorkspace,
  author,
  count,
  enrol,
  NOW,
  rows,
  saveChoice,
} from '../../support/rows.ts'

const HOUR = 3600
const OF_PASSKEYS = /passkey/
let sent: { to: string; subject: string; text: string; hours: number }[]

const edgeOf = (at: number) =>
  mailingAt(at, ({ to, subject, text }) => {
    sent.push({ to: String(to).split('@')[0] ?? '', subject, text: text ?? '', hours: (at - NOW) / HOUR })
  })
const run = async (hours: number) => runNotices(await edgeOf(NOW + Math.round(hours * HOUR)))

async function save(kind: PolicyKind, graceDays: 0 | 14 | 30 | 'off', hours = 0, appliesTo?: AppliesTo) {
  const choice = {
    enforced: graceDays !== 'off',
    graceDays: graceDays === 'off' ? 0 : graceDays,
    appliesTo,
  } as const
  await saveChoice(await edgeOf(NOW + hours * HOUR), 'acme', choice, { by: author('x'), kind })
}
const timesOf = (name: string) => sent.filter(({ to }) => to === name).map(({ hours }) => hours)
const kindsTo = (name: string) =>
  sent
    .filter(({ to }) => to === name)
    .map(({ subject }) => (OF_PASSKEYS.test(subject) ? 'passkey' : 'factor'))

beforeEach(async () => {
  sent = []
  await addWorkspace('acme')
  await addMember('acme', await addAccount('ada'), 'owner')
  await addMember('acme', await addAccount('bo'), 'member')
})

describe('mails about both policies of a workspace', () => {
  it('are six hours apart, if both policies changed before the first mail', async () => {
    await save('second-factor', 14)
    await save('phishing-resistant', 14)
    for (const hours of [0, 1, 5.9, 6, 12]) await run(hours)
    expect(timesOf('bo')).toEqual([0, 6])
    expect(kindsTo('bo').sort()).toEqual(['factor', 'passkey'])
    expect(await count('notice_fan_outs')).toBe(0)
  })

  it('wait for those about the other policy, however often one of them changes', async () => {
    await save('second-factor', 14)
    await run(0)
    await save('phishing-resistant', 14, 1)
    for (let hours = 1; hours < 18; hours++) {
      await save('second-factor', hours % 2 ? 30 : 14, hours)
      await run(hours + 0.5)
    }
    const times = timesOf('bo')
    for (const [i, hours] of times.slice(1).entries())
      expect(hours - (times[i] ?? 0)).toBeGreaterThanOrEqual(6)
    expect(kindsTo('bo').slice(0, 2), 'the policy that keeps changing does not hold up the other').toEqual([
      'factor',
      'passkey',
    ])
  })

  it('do not begin while those about the other policy are being sent, by another run at the same time', async () => {
    await addMany('acme', 20)
    await save('second-factor', 14)
    await save('phishing-resistant', 14)
    const [first, second] = await listAll(env.DB, selectFanOuts(env.DB, [], 10, NOW))
    if (!first || !second) throw new Error('two fan-outs are expected')
    const advance = async (fanOut: typeof first) => {
      const chunk = { chunk: await listAudience(env.DB, fanOut, 5), isLast: false }
      return (await batch(env.DB, advanceFanOut(env.DB, fanOut, chunk, NOW))).moved.changed
    }
    expect([await advance(first), await advance(second)]).toEqual([true, false])
    await rows('UPDATE policies SET mailed_at = NULL')
    await rows('UPDATE phishing_resistant_policies SET mailed_at = NULL')
    expect(await advance(second), 'not even if the first mails reached nobody').toBe(false)
    expect(await enqueueMails(await edgeAt(NOW), 100)).toBeGreaterThan(0)
    expect(await rows('SELECT turn_at FROM notice_fan_outs WHERE notice_id = ?', second.noticeId)).toEqual([
      { turn_at: expect.toSatisfy((at: number) => at > NOW) },
    ])
  })

  it('go to those whom each policy covers and who lack its factor, and to admins as numbers', async () => {
    await enrol('bo')
    await addMember('acme', await addAccount('cy'), 'admin')
    await addMember('acme', await addAccount('di'), 'member')
    await save('phishing-resistant', 14)
    await run(0)
    expect(sent.map(({ to }) => to).sort()).toEqual(['ada', 'bo', 'cy', 'di'])
    expect(sent.every(({ subject }) => OF_PASSKEYS.test(subject))).toBe(true)
    sent = []
    await save('phishing-resistant', 14, 7, 'admins')
    await run(7)
    expect(sent.map(({ to }) => to).sort()).toEqual(['ada', 'cy'])
    expect(sent[0]?.text).toContain('2 of 2 owners and admins don’t have a passkey yet.')
  })
})

describe('the moments of a policy', () => {
  const told = async () =>
    (
      await rows<{ kind: string; policy: string }>('SELECT kind, policy FROM notices ORDER BY at, policy')
    ).map(({ kind, policy }) => `${policy} ${kind.replace('enforcement.', '')}`)

  it('come for each policy by its own date, and end with it alone', async () => {
    await save('second-factor', 14)
    await save('phishing-resistant', 30)
    await run(7 * 24)
    await save('second-factor', 'off', 8 * 24)
    for (const days of [13, 14, 23, 29, 30]) await run(days * 24)
    expect(await told()).toEqual([
      'phishing-resistant scheduled',
      'second-factor scheduled',
      'second-factor seven_days_left',
      'phishing-resistant seven_days_left',
      'phishing-resistant one_day_left',
      'phishing-resistant in_effect',
    ])
  })

  it('are not mailed once that policy has changed, and are if only the other has', async () => {
    await save('second-factor', 14)
    await run(0)
    await save('phishing-resistant', 14, 1)
    await save('second-factor', 'off', 2)
    await run(6)
    expect(kindsTo('bo')).toEqual(['factor', 'passkey'])
    await save('phishing-resistant', 30, 7)
    await save('phishing-resistant', 'off', 8)
    await run(24)
    expect(timesOf('bo')).toEqual([0, 6])
  })

  it('after an outage are told once for each policy, with what is true by then', async () => {
    await save('second-factor', 14)
    await save('phishing-resistant', 30)
    await runNotices(await edgeOf(day(31)))
    await runNotices(await edgeOf(day(31) + 7 * HOUR))
    expect((await told()).filter((each) => !each.endsWith('scheduled')).sort()).toEqual([
      'phishing-resistant in_effect',
      'second-factor in_effect',
    ])
    expect(kindsTo('bo').sort()).toEqual(['factor', 'passkey'])
  })

  it('dismissed on the panel hide the earlier ones of that policy alone', async () => {
    await save('second-factor', 14)
    await save('phishing-resistant', 14)
    await run(7 * 24)
    const shown = () => listAll(env.DB, selectUnseenOfWorkspace(env.DB, 'acme'))
    const latest = (await shown()).find(
      ({ policy, kind }) => policy === 'phishing-resistant' && /seven/.test(kind),
    )
    await dismissNotice(await edgeAt(day(8)), 'acme', latest?.id ?? '')
    expect((await shown()).map(({ policy }) => policy)).toEqual(['second-factor', 'second-factor'])
  })
})
