import { describe, expect, it } from 'vitest'
import { matchesTag } from '../../src/http/if-match.ts'

describe('If-Match', () => {
  it.each(['"3"', 'W/"3"', '*', ' * ', '"1", "3"', '"1",W/"3" , "4"', '"with, comma", "3"', '"", "3"'])(
    'matches version 3: %s',
    (text) => {
      expect(matchesTag(text, '"3"')).toBe(true)
    },
  )

  it.each(['"4"', 'W/"4"', '3', 'w/"4"', '', '"3', '3"', '"33"', '"1, 3"', '"*"', '*, "4"', "'3'"])(
    'does not match version 3: %s',
    (text) => {
      expect(matchesTag(text, '"3"')).toBe(false)
    },
  )
})
