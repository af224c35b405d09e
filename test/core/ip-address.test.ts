import { describe, expect, it } from 'vitest'
import { parseAddress } from '../../src/core/ip-address.ts'

describe('an address', () => {
  it.each([
    ['192.0.2.1', [0xc000, 0x0201]],
    [' 192.0.2.1 ', [0xc000, 0x0201]],
    ['::ffff:192.0.2.1', [0xc000, 0x0201]],
    ['::FFFF:c000:201', [0xc000, 0x0201]],
    ['[::ffff:c000:0201]', [0xc000, 0x0201]],
    ['::1', [0, 0, 0, 0, 0, 0, 0, 1]],
    ['::', [0, 0, 0, 0, 0, 0, 0, 0]],
    ['2001:DB8::1%eth0', [0x2001, 0xdb8, 0, 0, 0, 0, 0, 1]],
    ['64:ff9b::192.0.2.1', [0x64, 0xff9b, 0, 0, 0, 0, 0xc000, 0x0201]],
  ])('%j is read in one way, however it is written', (text, groups) => {
    expect(parseAddress(text)).toEqual(groups)
  })

  it.each([
    '',
    'x',
    '192.0.2',
    '192.0.2.256',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '12345::',
    '1.2.3.4::',
    '10.0.0.0/8',
  ])('%j is none', (text) => {
    expect(parseAddress(text)).toBeNull()
  })
})
