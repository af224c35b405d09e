import { beforeEach, describe, expect, it } from 'vitest'
import { requireEmail } from '../../../src/core/email.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import {
  introduceBrowser,
  isOfThisPassword,
  verifyKnownBrowser,
} from '../../../src/flows/sign-in/known-browser.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { NOW } from '../../support/rows.ts'

const ADA = { email: requireEmail('ada@acme.example'), passwordHash: 'one hash' }
const BELA = requireEmail('bela@acme.example')

let edge: Edge
let cookie: string
beforeEach(async () => {
  edge = await edgeAt(NOW)
  cookie = await introduceBrowser(edge, ADA)
})
const verified = async (text: string | null = cookie) => verifyKnownBrowser(edge, ADA.email, text)

describe('a browser in which an account has signed in', () => {
  it('is known for this account by its cookie, with a new id each time', async () => {
    const [one, other] = [await verified(), await verified(await introduceBrowser(edge, ADA))]
    expect(one?.id).toMatch(/^[\w-]{22}$/)
    expect(other?.id).not.toBe(one?.id)
  })

  it('is not known for another account', async () => {
    expect(await verifyKnownBrowser(edge, BELA, cookie)).toBeNull()
  })

  it.each([0, 22, 23, 60])('is not known with a letter changed at %i', async (at) => {
    const changed = cookie.slice(0, at) + (cookie[at] === 'A' ? 'B' : 'A') + cookie.slice(at + 1)
    expect(await verified(changed)).toBeNull()
  })

  it.each(['', 'x', `${'A'.repeat(22)}.${'A'.repeat(43)}.${'A'.repeat(43)}`])(
    'is not known by a value that the edge did not write: %j',
    async (text) => expect(await verified(text)).toBeNull(),
  )

  it('is bound to the password that the account had then, and to no other', async () => {
    const browser = await verified()
    if (!browser) throw new Error('unknown')
    expect(await isOfThisPassword(edge, browser, ADA)).toBe(true)
    expect(await isOfThisPassword(edge, browser, { ...ADA, passwordHash: 'another hash' })).toBe(false)
    expect(await isOfThisPassword(edge, browser, { ...ADA, passwordHash: null })).toBe(false)
  })

  it('has no password from another browser’s proof', async () => {
    const other = (await introduceBrowser(edge, { ...ADA, passwordHash: 'another hash' })).split('.')
    const mixed = [...cookie.split('.').slice(0, 2), other[2]].join('.')
    const browser = await verified(mixed)
    expect(browser && (await isOfThisPassword(edge, browser, { ...ADA, passwordHash: 'another hash' }))).toBe(
      false,
    )
  })
})
