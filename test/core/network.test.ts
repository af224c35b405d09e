import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAddress } from '../../src/core/ip-address.ts'
import { contains, parseNetwork } from '../../src/core/network.ts'

const isIn = (network: string, address: string): boolean => {
  const parsed = parseNetwork(network)
  const asked = parseAddress(address)
  if (!parsed.ok || !asked) throw new Error(`${network} or ${address} can’t be read`)
  return contains(parsed.value, asked)
}

describe('a network', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['192.0.2.1/32', '192.0.2.1'],
    ['192.0.2.0/24', '192.0.2.255'],
    ['192.0.2.128/25', '192.0.2.200'],
    ['0.0.0.0/0', '255.255.255.255'],
    ['2001:db8::/32', '2001:db8:ffff::1'],
    ['2001:db8::1', '2001:DB8:0::1'],
    ['::/0', '2001:db8::1'],
    ['2001:db8::/33', '2001:db8:7fff::'],
    ['192.0.2.0/24', '::ffff:192.0.2.7'],
    ['::ffff:192.0.2.0/120', '192.0.2.7'],
    ['::ffff:0:0/96', '198.51.100.1'],
  ])('%s contains %s', (network, address) => {
    expect(isIn(network, address)).toBe(true)
  })

  it.each([
    ['192.0.2.1', '192.0.2.2'],
    ['192.0.2.0/24', '192.0.3.0'],
    ['192.0.2.128/25', '192.0.2.127'],
    ['2001:db8::/33', '2001:db8:8000::'],
    ['2001:db8::/32', '2001:db9::'],
    ['::/0', '192.0.2.1'],
    ['0.0.0.0/0', '2001:db8::1'],
    ['::/96', '192.0.2.1'],
  ])('%s does not contain %s', (network, address) => {
    expect(isIn(network, address)).toBe(false)
  })

  it.each(['10.1.2.3/8', '192.0.2.1/24', '2001:db8::1/64', '::1/0', '::ffff:192.0.2.1/120', '128.0.0.0/0'])(
    'with bits of an address behind the prefix is refused: %s',
    (text) => {
      expect(parseNetwork(text)).toEqual({ ok: false, error: 'has_host_bits' })
    },
  )

  it.each([
    ...['', '/', '/8', 'x', '10.0.0.0/', '10.0.0.0/33', '10.0.0.0/08', '10.0.0.0/-1', '10.0.0.0/8/8'],
    ...[
      '2001:db8::/129',
      '10.0.0.0/255.0.0.0',
      '010.0.0.0/8',
      '10.0.0.0 /8',
      '10.0.0/8',
      '[::1]',
      'fe80::1%1',
    ],
  ])('that is none is refused: %j', (text) => {
    expect(parseNetwork(text)).toEqual({ ok: false, error: 'not_a_network' })
  })

  it('contains exactly the addresses that share its leading bits, at any length', () => {
    const group = fc.integer({ min: 0, max: 0xffff })
    const groups = fc.array(group, { minLength: 8, maxLength: 8 })
    const bits = (all: readonly number[]) => all.map((each) => each.toString(2).padStart(16, '0')).join('')
    fc.assert(
      fc.property(groups, groups, fc.integer({ min: 0, max: 128 }), (address, other, length) => {
        // Half of the other address is the same, so that both answers are common.
        const asked = other.map((each, index) => (index * 16 < length ? (address[index] ?? 0) : each))
        const isShared = bits(address).slice(0, length) === bits(asked).slice(0, length)
        expect(contains({ address, length }, asked)).toBe(isShared)
        const same = bits(address).slice(0, length) === bits(other).slice(0, length)
        expect(contains({ address, length }, other)).toBe(same)
      }),
    )
  })
})
