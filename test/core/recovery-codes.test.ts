import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  FEW_RECOVERY_CODES,
  RECOVERY_CODE_BYTES,
  RECOVERY_CODES,
  writeRecoveryCode,
} from '../../src/core/recovery-codes.ts'
import { parseSecondFactorInput } from '../../src/core/second-factor-input.ts'

const bytes = fc.uint8Array({ minLength: RECOVERY_CODE_BYTES, maxLength: RECOVERY_CODE_BYTES })

describe('recovery codes', () => {
  it('are ten with 120 bits each, and pages suggest new ones when three are left', () => {
    expect([RECOVERY_CODES, RECOVERY_CODE_BYTES * 8, FEW_RECOVERY_CODES]).toEqual([10, 120, 3])
  })

  it('are written in six groups of four, without the digits that look like letters', () => {
    expect(writeRecoveryCode(new Uint8Array(15))).toBe('AAAA-AAAA-AAAA-AAAA-AAAA-AAAA')
    fc.assert(
      fc.property(bytes, (random) => {
        expect(writeRecoveryCode(random)).toMatch(/^[A-Z2-7]{4}(-[A-Z2-7]{4}){5}$/)
      }),
      { seed: 9 },
    )
  })

  it('parse to exactly what was written, so their digests match', () => {
    fc.assert(
      fc.property(bytes, (random) => {
        const code = writeRecoveryCode(random)
        expect(parseSecondFactorInput(code.toLowerCase())).toEqual({ method: 'recovery_code', code })
      }),
      { seed: 10 },
    )
  })

  it('differ if a single bit differs', () => {
    fc.assert(
      fc.property(bytes, fc.nat(119), (random, bit) => {
        const other = random.slice()
        other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        expect(writeRecoveryCode(other)).not.toBe(writeRecoveryCode(random))
      }),
      { seed: 11 },
    )
  })
})
