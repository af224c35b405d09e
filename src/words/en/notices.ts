import { ADVICE, SENTENCES, TITLES } from '../../core/notice-words.ts'
import { type Part, say } from '../sentence.ts'
import { write } from './write.ts'

const notEnrolled = (count: number, members: number): string =>
  write.plural(count, {
    one: `${count} of ${members} members has not enrolled`,
    other: `${count} of ${members} members have not enrolled`,
  })

/** What there is to tell. Mails say the same, so far in English only. */
export const notices = {
  label: 'Notices',
  dismiss: 'Dismiss',
  dismissThis: (notice: string) => `Dismiss: ${notice}`,
  /** About one's own account. */
  titles: TITLES,
  /** For whom it surprises. `contact` is an address, or `layout.operator`. */
  advice: ADVICE,
  from: ({ at, ip, browser }: { at: Part; ip: Part; browser: string }) => say`${at}, from ${ip} (${browser})`,
  /** For a workspace's admins: its name, and from when it requires two-factor authentication. */
  sentences: SENTENCES,
  everybodyEnrolled: 'At that time: Everybody has enrolled.',
  notEnrolledYet: (count: number, members: number) => `At that time: ${notEnrolled(count, members)} yet.`,
  blocked: (count: number, members: number) =>
    `At that time: ${notEnrolled(count, members)} and are blocked until they do.`,
}
