import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clientNetworkOf } from '../../src/core/client-address.ts'

describe('the network of a client', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    [' 192.0.2.1 ', '192.0.2.1'],
    ['192.000.002.001', '192.0.2.1'],
    ['127.0.0.1', '127.0.0.1'],
  ])('is an IPv4 address as it is: %j', (ip, network) => {
    expect(clientNetworkOf(ip)).toBe(network)
  })

  it.each([
    '2001:db8:0:1::1',
    '2001:DB8:0:1::1',
    '2001:0db8:0000:0001:0000:0000:0000:0001',
    '2001:db8::1:ffff:ffff:ffff:ffff',
    '2001:db8:0:1:1:2:3:4',
    '2001:db8:0:1:1:2:192.0.2.1',
    '2001:db8:0:1::',
    '[2001:db8:0:1::1]',
    '2001:db8:0:1::1%eth0',
  ])('is the first 64 bits of an IPv6 address, however it is written: %j', (ip) => {
    expect(clientNetworkOf(ip)).toBe('2001:db8:0:1::/64')
  })

  it('differs for another 64 bits', () => {
    for (const ip of ['2001:db8:0:2::1', '2001:db8:1:1::1', '2001:db9:0:1::1', '::1', '::']) {
      expect(clientNetworkOf(ip)).not.toBe('2001:db8:0:1::/64')
    }
  })

  it('is the same for all lower 64 bits, so another address there gains nothing', () => {
    const group = fc.integer({ min: 0, max: 0xffff }).map((n) => n.toString(16))
    fc.assert(
      fc.property(fc.array(group, { minLength: 4, maxLength: 4 }), (lower) => {
        expect(clientNetworkOf(`2001:db8:5:6:${lower.join(':')}`)).toBe('2001:db8:5:6::/64')
      }),
    )
  })

  it.each(['::ffff:192.0.2.1', '::FFFF:c000:0201', '0:0:0:0:0:ffff:192.0.2.1', '::ffff:c000:201'])(
    'of an IPv4 address mapped into IPv6 is that IPv4 address: %j',
    (ip) => {
      expect(clientNetworkOf(ip)).toBe('192.0.2.1')
    },
  )

  it.each([
    '',
    'x',
    '192.0.2',
    '192.0.2.256',
    '1.2.3.4.5',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '12345::',
    'g::',
    '1.2.3.4::',
    '1:2:3:4::5:6:7:8',
  ])('of a malformed address is the same for all of them: %j', (ip) => {
    expect(clientNetworkOf(ip)).toBe('unknown')
  })
})
