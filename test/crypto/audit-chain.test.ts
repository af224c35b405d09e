import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeEntry, hashEntry, NO_HASH, type RecordedEntry } from '../../src/crypto/audit-chain.ts'

const ENTRY: RecordedEntry = {
  scope: 'operator',
  id: 1,
  at: '2027-01-15T08:00:00Z',
  actor: 'ada@acme.example',
  action: 'sign_in.succeeded',
  account_id: null,
  ip: '192.0.2.1',
  user_agent: 'Zoë’s browser',
  detail: '{"factor":"password"}',
}

const text = fc.string({ unit: fc.constantFrom('0', '1', '2', ':', ',', '-', 'a', '"', '\n', 'ë', '—') })
const recorded: fc.Arbitrary<RecordedEntry> = fc.record({
  scope: text,
  id: fc.integer({ min: 1 }),
  at: text,
  actor: text,
  action: text,
  account_id: fc.option(text),
  ip: text,
  user_agent: text,
  detail: text,
})

describe('the hashed form of an audit entry', () => {
  it('is as docs/operate.md describes, so that anyone can compute it', () => {
    expect(encodeEntry(NO_HASH, ENTRY)).toBe(
      '24:sallyport-audit-entry-v1,43:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA,8:operator,1:1,20:2027-01-15T08:00:00Z,16:ada@acme.example,17:sign_in.succeeded,-,9:192.0.2.1,16:Zoë’s browser,21:{"factor":"password"},',
    )
    // printf '24:sallyport-audit-entry-v1,43:AAA…' | openssl dgst -sha256 -binary | basenc --base64url
    expect(hashEntry(NO_HASH, ENTRY)).toBe('OlpFuzumBSgAawVy_vGZbwjK8i7UHqOVZx5bzPFLR_E')
  })

  it('differs if letters move from one field to the next', () => {
    const neighbours = fc.constantFrom(
      ['actor', 'action'] as const,
      ['action', 'account_id'] as const,
      ['account_id', 'ip'] as const,
      ['user_agent', 'detail'] as const,
    )
    const cut = fc.nat({ max: 10 })
    fc.assert(
      fc.property(recorded, neighbours, text, cut, cut, (entry, [left, right], letters, here, there) => {
        const split = (at: number) => ({ ...entry, [left]: letters.slice(0, at), [right]: letters.slice(at) })
        const areSame = letters.slice(0, here) === letters.slice(0, there)
        expect(encodeEntry(NO_HASH, split(here)) === encodeEntry(NO_HASH, split(there))).toBe(areSame)
      }),
    )
  })

  it('parses in one way only: the fields in order, and nothing between them', () => {
    fc.assert(
      fc.property(text, recorded, (hash, entry) => {
        const { scope, id, at, actor, action, account_id, ip, user_agent, detail } = entry
        const values = [scope, String(id), at, actor, action, account_id, ip, user_agent, detail]
        expect(readBack(encodeEntry(hash, entry))).toEqual(['sallyport-audit-entry-v1', hash, ...values])
      }),
    )
  })

  it.each([
    [
      'letters that move from one field to the next',
      { actor: 'ab', action: 'c' },
      { actor: 'a', action: 'bc' },
    ],
    ['a field that contains a field’s end', { actor: 'a,1:b', action: '' }, { actor: 'a', action: 'b' }],
    ['nobody, and somebody without a name', { account_id: null }, { account_id: '' }],
    ['nobody, and somebody called so', { account_id: null }, { account_id: '-' }],
    ['two ways of writing the same JSON', { detail: '{"a":1}' }, { detail: '{"a": 1}' }],
    ['two ways of writing the same letter', { actor: 'Zo\u00eb' }, { actor: 'Zoe\u0308' }],
  ])('tells apart %s', (_, a, b) => {
    expect(hashEntry(NO_HASH, { ...ENTRY, ...a })).not.toBe(hashEntry(NO_HASH, { ...ENTRY, ...b }))
  })
})

/** Parses the encoding without knowing what an entry is. */
function readBack(encoded: string): (string | null)[] {
  const bytes = new TextEncoder().encode(encoded)
  const values: (string | null)[] = []
  let at = 0
  while (at < bytes.length) {
    const [head = '', length] =
      /^(?:-|(\d+):)/.exec(new TextDecoder().decode(bytes.subarray(at, at + 20))) ?? []
    if (head === '') throw new Error(`the encoding is malformed at byte ${at}`)
    const start = at + head.length
    const end = start + Number(length ?? 0)
    values.push(length === undefined ? null : new TextDecoder().decode(bytes.subarray(start, end)))
    expect(bytes[end]).toBe(','.charCodeAt(0))
    at = end + 1
  }
  return values
}
