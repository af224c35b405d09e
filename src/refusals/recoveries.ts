// Refusals of recoveries, in the API.

import type { PublicAnswer } from './public-answer.ts'

export const RECOVERY = {
  'recovery-open': {
    status: 409,
    problem: {
      code: 'recovery_open',
      title: 'A recovery of this account is open',
      detail: 'Stop it first, or wait until it ends',
    },
  },
  'already-approved': {
    status: 409,
    problem: { code: 'already_approved', title: 'This recovery was approved before' },
  },
  'too-late': {
    status: 410,
    problem: { code: 'too_late', title: 'This recovery is over, or its link was mailed' },
  },
  'nothing-to-recover': {
    status: 409,
    problem: { code: 'nothing_to_recover', title: 'This account has no second factor' },
  },
  'no-mail-for-recovery': {
    status: 409,
    problem: {
      code: 'mail_not_set_up',
      title: 'No mail is set up, so no link can be sent',
      detail: 'Verify who the person is, and reset their second factor instead',
    },
  },
} as const satisfies Record<string, PublicAnswer>
