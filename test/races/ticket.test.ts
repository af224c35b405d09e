// Uses real HTTP. In one process, calls run in order, and a race would not show.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { beginTicket, outlastCaches, postForm } from '../support/node/arrivals.ts'
import { startIssuer } from '../support/node/hostile-bed.ts'
import type { HostileIssuer } from '../support/node/hostile-issuer.ts'
import { atOnce, countRows } from '../support/node/test-bed.ts'
import { Visitor } from '../support/node/visitor.ts'

const ROUNDS = 40

let issuer: HostileIssuer
beforeAll(async () => {
  issuer = await startIssuer('tickets')
  await outlastCaches()
})
afterAll(() => issuer.close())

describe('one login ticket', () => {
  it.each([2, 10])('posted %i times at once makes exactly one session', async (times) => {
    const signedIn: number[] = []
    const { sessions: before = 0 } = await countRows()
    for (let round = 0; round < ROUNDS; round++) {
      const browser = new Visitor()
      const { returnTo, nonce } = await beginTicket(browser, 'tickets')
      const ticket = await issuer.ticket(nonce)
      const answers = await atOnce((release) =>
        Array.from({ length: times }, () => postForm(browser, returnTo, { ticket }, { release })),
      )
      const sessions = answers.filter(({ headers }) => headers.getSetCookie().join().includes('-session='))
      const refused = answers.filter(({ headers }) =>
        headers.get('location')?.includes('refused=not-completed'),
      )
      expect(refused).toHaveLength(times - sessions.length)
      signedIn.push(sessions.length)
    }
    expect(signedIn).toEqual(Array(ROUNDS).fill(1))
    expect((await countRows()).sessions).toBe(before + ROUNDS)
  })

  it('beside nine others for the same nonce makes exactly one session', async () => {
    const signedIn: number[] = []
    for (let round = 0; round < ROUNDS / 4; round++) {
      const browser = new Visitor()
      const { returnTo, nonce } = await beginTicket(browser, 'tickets')
      const tickets = await Promise.all(Array.from({ length: 10 }, () => issuer.ticket(nonce)))
      const answers = await atOnce((release) =>
        tickets.map((ticket) => postForm(browser, returnTo, { ticket }, { release })),
      )
      const sessions = answers.filter(({ headers }) => headers.getSetCookie().join().includes('-session='))
      signedIn.push(sessions.length)
    }
    expect(signedIn).toEqual(Array(ROUNDS / 4).fill(1))
  })
})
