// The sentence for each reason to refuse a passkey. People get one of a few sentences that say what to do. The
// log has the exact reason.

import type { PasskeyRefusal } from '../../core/passkey.ts'
import type { PasskeyWords } from '../../words/words.ts'

const SENTENCES = {
  malformed: 'unreadable',
  'wrong-ceremony': 'unreadable',
  'id-mismatch': 'unreadable',
  'challenge-unknown': 'expired',
  'wrong-origin': 'elsewhere',
  'cross-origin': 'elsewhere',
  'wrong-rp-id': 'elsewhere',
  'not-present': 'unproved',
  'bad-signature': 'unproved',
  'id-too-long': 'unusable',
  'wrong-algorithm': 'unusable',
  'unusable-key': 'unusable',
  'backup-flags': 'unusable',
  'already-registered': 'alreadyAdded',
  'unknown-passkey': 'unknown',
  'wrong-user': 'unknown',
  'backup-eligibility-changed': 'changed',
} as const satisfies Record<PasskeyRefusal, keyof PasskeyWords['refusals']>

export const sentenceOf = ({ refusals }: PasskeyWords, reason: PasskeyRefusal): string =>
  refusals[SENTENCES[reason]]
