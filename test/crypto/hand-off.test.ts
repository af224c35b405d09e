import { beforeAll, describe, expect, it, vi } from 'vitest'
import { RETURN_TO_MAX_LENGTH } from '../../src/core/return-to.ts'
import type { Digest } from '../../src/crypto/digest.ts'
import { type HandOff, openHandOff, sealHandOff } from '../../src/crypto/hand-off.ts'
import type { KeyRing } from '../../src/crypto/key-ring.ts'
import { open, seal } from '../../src/crypto/seal.ts'
import { makeRing } from '../support/ring.ts'

const NOW = 1_000_000
const HAND_OFF: HandOff = {
  id: 'a'.repeat(22),
  token: 'digest of a cookie' as Digest,
  workspaceId: 'acme',
  host: 'acme.example.com',
  flow: 'f'.repeat(43),
  returnTo: '/reports?q=ä#',
  expiresAt: NOW + 60,
  isSecondTry: false,
}

let ring: KeyRing
beforeAll(async () => {
  ring = await makeRing()
})

describe('a hand-off code', () => {
  it('opens to everything that was sealed in it', async () => {
    expect(await openHandOff(ring, await sealHandOff(ring, HAND_OFF, NOW))).toEqual(HAND_OFF)
  })

  it('differs each time, and shows nothing of its content', async () => {
    const [first, second] = [await sealHandOff(ring, HAND_OFF, NOW), await sealHandOff(ring, HAND_OFF, NOW)]
    expect(first).not.toBe(second)
    expect(atob(first.split('.')[2]?.replaceAll('-', '+').replaceAll('_', '/') ?? '')).not.toContain('acme')
  })

  it('with any letter changed, added or left out does not open', async () => {
    const code = await sealHandOff(ring, HAND_OFF, NOW)
    for (const at of [0, 21, 22, 23, 40, 100, code.length - 3]) {
      const other = code[at] === 'A' ? 'B' : 'A'
      expect(await openHandOff(ring, code.slice(0, at) + other + code.slice(at + 1)), `${at}`).toBeNull()
      expect(await openHandOff(ring, code.slice(0, at) + code.slice(at + 1)), `${at}`).toBeNull()
    }
    for (const text of [`${code}AAAA`, `${code}.`, '', '.', 'A'.repeat(400)])
      expect(await openHandOff(ring, text)).toBeNull()
  })

  it('is sealed with a key that no other code has', async () => {
    const deriving = vi.spyOn(crypto.subtle, 'deriveKey')
    const infosOf = async (id: string) => {
      deriving.mockClear()
      await sealHandOff(ring, { ...HAND_OFF, id }, NOW)
      return deriving.mock.calls.map(([algorithm]) =>
        new TextDecoder().decode((algorithm as unknown as { info: Uint8Array }).info),
      )
    }
    const [first, second] = [await infosOf('b'.repeat(22)), await infosOf('c'.repeat(22))]
    deriving.mockRestore()
    expect([first.length, second.length]).toEqual([1, 1])
    expect(first).not.toEqual(second)
  })

  it('does not open under the id of another code', async () => {
    const code = await sealHandOff(ring, HAND_OFF, NOW)
    expect(await openHandOff(ring, `${'b'.repeat(22)}${code.slice(22)}`)).toBeNull()
    expect(await openHandOff(ring, code.slice(22))).toBeNull()
    expect(await openHandOff(ring, code.slice(23))).toBeNull()
  })

  it('does not open with another ring', async () => {
    expect(await openHandOff(await makeRing(), await sealHandOff(ring, HAND_OFF, NOW))).toBeNull()
  })

  it('is not a sealed value of another kind, and no such value is a code', async () => {
    const place = { kind: 'provider-flow', id: 'hand-off', providerId: '' } as const
    const text = new TextEncoder().encode(JSON.stringify(HAND_OFF))
    expect(await openHandOff(ring, await seal(ring, place, text, NOW))).toBeNull()
    expect(await open(ring, place, await sealHandOff(ring, HAND_OFF, NOW))).toBeNull()
  })

  it('fits an address of 16 KiB with the longest return address', async () => {
    const packed = 'x'.repeat(Math.ceil((RETURN_TO_MAX_LENGTH * 4) / 3))
    const code = await sealHandOff(ring, { ...HAND_OFF, returnTo: packed.slice(0, 8400) }, NOW)
    expect(code.length).toBeLessThan(12_500)
  })
})
