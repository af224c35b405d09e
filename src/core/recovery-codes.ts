// Recovery codes: ten, 120 bits each, written in base32 in six groups of four. At 120 bits nobody guesses one,
// with or without a budget; the pepper of their digests is for a stolen database.

import { encodeBase32, inGroupsOfFour } from './base32.ts'

export const RECOVERY_CODES = 10
export const RECOVERY_CODE_BYTES = 15
export const FEW_RECOVERY_CODES = 3

/** `ABCD-EFGH-…`, from 15 random bytes. */
export const writeRecoveryCode = (bytes: Uint8Array): string => inGroupsOfFour(encodeBase32(bytes), '-')
