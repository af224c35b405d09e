import { composed } from './composed.ts'

/** Names as people write them: one line, trimmed, 1 to `most` characters. Null if it isn't one. */
export function parseName(text: string, most = 100): string | null {
  const name = composed(text.trim(), most)
  return name !== null && name !== '' && !/\p{Cc}|\p{Cs}|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(name)
    ? name
    : null
}
