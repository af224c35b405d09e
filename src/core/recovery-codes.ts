// Writes recovery codes. An account has ten, each of 120 random bits, in base32 in six groups of four.
//
// Nobody can guess 120 bits, even without a limit. The digests are peppered in case the database is stolen.

import { encodeBase32, inGroupsOfFour } from './base32.ts'

export const RECOVERY_CODES = 10
export const RECOVERY_CODE_BYTES = 15
/** Pages suggest new codes when this many or fewer are left. */
export const FEW_RECOVERY_CODES = 3

/** Returns a recovery code from 15 random bytes, such as `ABCD-EFGH-…`. */
export const writeRecoveryCode = (bytes: Uint8Array): string => inGroupsOfFour(encodeBase32(bytes), '-')
