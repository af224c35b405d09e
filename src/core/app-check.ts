// Says when a person is asked to check their authenticator app. An app that was never used may be on a lost phone, or may
// never have worked. It is better to learn that while there is another way in.

import { DAY_SECONDS } from './time.ts'

const DAYS_UNUSED = 28

/** `unusedSince` is when the app was added, if it was never used since. Both times are in Unix seconds. */
export const isAppToCheck = (unusedSince: number | null, now: number): boolean =>
  unusedSince !== null && now - unusedSince >= DAYS_UNUSED * DAY_SECONDS
