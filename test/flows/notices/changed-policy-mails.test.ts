// A policy that changes again and again does not send mail each time.

import { beforeEach, describe, expect, it } from 'vitest'
import type { PolicyChoice } from '../../../src/core/policy.ts'
import { enqueueMails } from '../../../src/flows/notices/enforcement-notices.ts'
import { runNotices } from '../../../src/flows/notices/notice-run.ts'
import { mail } from '../../../src/words/en/mail.ts'
import { write } from '../../../src/words/en/write.ts'
import { addMany, DAY, day, mailingAt } from '../../support/enforcement.ts'
import { addAccount, addMember, addWorkspace, author, count, NOW, saveChoice } from '../../support/rows.ts'

beforeEach(async () => {
  await addWorkspace('acme')
  await addMember('acme', await addAccount('ada'), 'owner')
})

describe('a policy that changes again and again', () => {
  const HOUR = 3600
  let sent: { to: string; subject: string; at: number }[]

  const recordingAt = (at: number) =>
    mailingAt(at, ({ to, subject }) => {
      sent.push({ to: String(to), subject, at: (at - NOW) / HOUR })
    })
  const choices = [
    { enforced: true, graceDays: 3 },
    { enforced: true, graceDays: 0 },
    { enforced: false, graceDays: 0 },
    { enforced: true, graceDays: 14 },
  ] as const
  async function flip(choice: PolicyChoice, at: number): Promise<void> {
    await saveChoice(await recordingAt(at), 'acme', choice, { by: author('eve'), onVersion: null })
  }
  const run = async (at: number) => runNotices(await recordingAt(at))
  const toBo = () => sent.filter(({ to }) => to.startsWith('bo@'))

  beforeEach(async () => {
    sent = []
    await addMember('acme', await addAccount('bo'), 'member')
  })

  it('sends at most one mail in six hours to each person, with its state by then', async () => {
    let at = NOW
    for (let time = 0; time < 27; time++, at += HOUR / 2) {
      await flip(choices[time % 4] ?? choices[0], at)
      await run(at + 60)
      expect(await count('notice_fan_outs')).toBeLessThan(2)
    }
    await flip({ enforced: true, graceDays: 14 }, at)
    for (let hour = 1; hour < 24; hour++) await run(at + hour * HOUR)
    const mails = toBo()
    expect(mails.length).toBeGreaterThanOrEqual(3)
    for (const [index, mail] of mails.slice(1).entries()) {
      expect(mail.at - (mails[index]?.at ?? 0)).toBeGreaterThanOrEqual(6)
    }
    const last = write.time(at + 14 * DAY)
    expect(mails.at(-1)?.subject).toBe(
      mail.requiredFrom('acme (acme.example.com)', mail.factors['second-factor'], last),
    )
    expect(sent).toHaveLength(2 * mails.length)
  })

  it('while mails wait sends only the last change', async () => {
    await flip(choices[0], NOW)
    await run(NOW)
    for (const graceDays of [7, 30, 14] as const) await flip({ enforced: true, graceDays }, NOW + HOUR)
    await run(NOW + 5 * HOUR)
    expect(toBo()).toHaveLength(1)
    await run(NOW + 6 * HOUR)
    const subjects = [day(3), NOW + HOUR + 14 * DAY].map((at) =>
      mail.requiredFrom('acme (acme.example.com)', mail.factors['second-factor'], write.time(at)),
    )
    expect(toBo().map(({ subject }) => subject)).toEqual(subjects)
  })

  it('sends nothing about a change that was undone', async () => {
    await flip(choices[0], NOW)
    await run(NOW + 60)
    await flip(choices[1], NOW + HOUR)
    await flip(choices[2], NOW + 2 * HOUR)
    for (let hour = 2; hour < 24; hour++) await run(NOW + hour * HOUR)
    expect(toBo()).toHaveLength(1)
    expect(await count('notice_fan_outs')).toBe(0)
    await flip(choices[0], day(1))
    await run(day(1) + 60)
    expect(toBo(), 'and who waits long enough is heard at once').toHaveLength(2)
  })

  it('is sent again to a large workspace only long after its last mail, not its first', async () => {
    await addMany('acme', 20)
    await flip(choices[0], NOW)
    const enqueueAt = async (at: number) => enqueueMails(await recordingAt(at), 10)
    await enqueueAt(NOW)
    await enqueueAt(NOW + 5 * HOUR)
    await enqueueAt(NOW + 5 * HOUR)
    await flip(choices[3], NOW + 5 * HOUR)
    expect(await enqueueAt(NOW + 7 * HOUR)).toBe(0)
    expect(await enqueueAt(NOW + 11 * HOUR)).toBe(10)
  })

  it('delays no other workspace and none of its own reminders', async () => {
    await flip(choices[0], NOW)
    await run(NOW)
    await flip({ enforced: true, graceDays: 7 }, NOW + 60)
    await addWorkspace('globex')
    await addMember('globex', await addAccount('cy'), 'member')
    const other = await recordingAt(NOW + 120)
    await saveChoice(other, 'globex', choices[0], { by: author('x'), onVersion: null })
    await run(NOW + 180)
    expect(sent.filter(({ to }) => to.startsWith('cy@'))).toHaveLength(1)
    const told = [0, 6, 6 * 24, 7 * 24]
    for (const hours of told) await run(NOW + hours * HOUR + 180)
    expect(toBo().map(({ at }) => Math.round(at))).toEqual(told)
  })
})
