import { expect, it } from 'vitest'
import { toRfc3339 } from '../../src/core/time.ts'

it('a time in seconds is written in RFC 3339, in UTC, without a fraction', () => {
  expect(toRfc3339(0)).toBe('1970-01-01T00:00:00Z')
  expect(toRfc3339(1_794_650_400)).toBe('2026-11-14T10:00:00Z')
})
