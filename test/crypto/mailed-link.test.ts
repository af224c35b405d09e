// The tokens of links in mails.

import { beforeAll, describe, expect, it } from 'vitest'
import type { KeyRing } from '../../src/crypto/key-ring.ts'
import { mintLink, verifyLink } from '../../src/crypto/mailed-link.ts'
import { edgeAt } from '../support/edge-at.ts'
import { NOW } from '../support/rows.ts'

const PURPOSE = 'link-forgotten-password'
const LINK = { id: 'aBcDeFgHiJkLmNoPqRsT-_', sentAt: NOW }
let ring: KeyRing
let token: string

beforeAll(async () => {
  ring = (await edgeAt(NOW)).ring
  token = await mintLink(ring, PURPOSE, LINK)
})

it('a link names its row and time, and is the same each time it is made', async () => {
  expect(await verifyLink(ring, PURPOSE, token)).toEqual(LINK)
  expect(await mintLink(ring, PURPOSE, LINK)).toBe(token)
})

it('needs no encoding in an address, and ends with a digit that no mail program cuts off', () => {
  expect(encodeURIComponent(token)).toBe(token)
  expect(token).toMatch(/^spl_[\w-]+\d$/)
})

describe('a token that Sallyport did not make is refused', () => {
  it.each([
    ['another row', (it: string) => it.replace('aBcDe', 'bBcDe')],
    ['another time', (it: string) => `${it.slice(0, -1)}${(Number(it.at(-1)) + 1) % 10}`],
    ['a longer time', (it: string) => `${it}0`],
    ['another digest', (it: string) => it.replace(/(?<=^.{30})./, (each) => (each === 'A' ? 'B' : 'A'))],
    ['no prefix', (it: string) => it.slice(4)],
    ['another prefix', (it: string) => it.replace('spl_', 'sps_')],
    ['space around it', (it: string) => ` ${it}`],
    ['nothing', () => ''],
  ])('%s', async (_, change) => {
    expect(change(token)).not.toBe(token)
    expect(await verifyLink(ring, PURPOSE, change(token))).toBeNull()
  })
})
