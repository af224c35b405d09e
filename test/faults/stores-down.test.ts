// D1 or KV wholly out of order. Who has a pass goes on until it ends, nobody else is let in, pages and programs are told
// the truth, and all is well again by itself.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { portalHost } from '../support/node/arrivals.ts'
import { expectNothingGiven, expectUnreachable, type Fault, withFaults } from '../support/node/faults.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import { OPERATOR_TOKEN } from '../support/node/secrets.ts'
import { advance, portalOrigin } from '../support/node/test-bed.ts'
import { type Admitted, type Answer, makeAdmitted, Visitor } from '../support/node/visitor.ts'

let origin: RecordingOrigin
let ada: Admitted
beforeAll(async () => {
  origin = await startRecordingOrigin()
  ada = await makeAdmitted(origin.url, 'Ada')
})
afterAll(() => origin.close())

const scene = () => ({ origin, workspace: ada.workspace })
const askInside = () => ada.visitor.ask(`${ada.workspace.origin}/x`, { isScript: true })
/** Everything that this isolate remembers of hosts and keys is forgotten by then, and every copy in KV is too old. */
const outlastCopies = () => advance(400)

/** A pass that is good, in a warm isolate; and the portal's address of an entrance that has begun at the gate. */
let entrance: string
beforeEach(async () => {
  await outlastCopies()
  expect((await askInside()).status).toBe(200)
  const sent = await new Visitor().ask(`${ada.workspace.origin}/`, { follows: false })
  entrance = sent.headers.get('location') ?? ''
})

/** What somebody without a pass asks for: as a person, as a program, and at the gate. */
async function askEverywhere(): Promise<Answer[]> {
  const session = ada.visitor.cookie(portalHost, '__Host-sallyport-session') ?? ''
  const signedIn = () => {
    const browser = new Visitor()
    browser.setCookie(portalHost, '__Host-sallyport-session', session)
    return browser
  }
  const program = { authorization: `Bearer ${OPERATOR_TOKEN}` }
  return Promise.all([
    signedIn().ask(`${portalOrigin}/account/security`, { follows: false }),
    signedIn().ask(`${portalOrigin}/workspaces`, { follows: false }),
    signedIn().ask(entrance, { follows: false }),
    new Visitor().ask(`${portalOrigin}/api/v1/workspaces`, { headers: program, isScript: true }),
  ])
}

describe('without D1', () => {
  it('who has a pass goes on; it ends in its time; then all wait, and go on by themselves', async () => {
    const down: Fault[] = [{ store: 'D1', how: 'refused' }]
    await withFaults(down, async () => {
      for (let i = 0; i < 3; i++) expect((await askInside()).status).toBe(200)
      for (const answer of await askEverywhere()) await expectUnreachable(answer, scene())
    })
    // What is known of the host is too old by now in memory and in KV, and this pass is not.
    await advance(100)
    const { value: later } = await withFaults(down, askInside)
    expect(later.status).toBe(200)
    await advance(21)
    // The host is known again, so that what fails is the renewal.
    expect((await new Visitor().ask(`${ada.workspace.origin}/x`, { isScript: true })).status).toBe(401)
    const before = origin.arrivals()
    const { value } = await withFaults(down, askInside)
    expect(value.status).toBe(503)
    await expectUnreachable(value, scene())
    expect(origin.arrivals()).toBe(before)
    expect((await askInside()).status).toBe(200)
  })

  it('that never answers, they are told so before they give up', async () => {
    await withFaults([{ store: 'D1', how: 'hanging' }], async () => {
      const [inside, answers] = await Promise.all([askInside(), askEverywhere()])
      expect(inside.status).toBe(200)
      for (const answer of answers) await expectUnreachable(answer, scene())
    })
  })

  it('in a hurry, all is as it was, and late', async () => {
    const { value } = await withFaults([{ store: 'D1', how: 'late' }], askEverywhere)
    expect(value.map(({ status }) => status)).toEqual([200, 200, 303, 200])
  })

  it('in its senses, nobody is let in and nothing is given', async () => {
    await advance(121)
    const before = origin.arrivals()
    const { value } = await withFaults([{ store: 'D1', how: 'garbled' }], async () => [
      await askInside(),
      ...(await askEverywhere()),
    ])
    for (const answer of value) {
      expect([answer.url, answer.status >= 300]).toEqual([answer.url, true])
      await expectNothingGiven(answer, scene())
    }
    expect(origin.arrivals()).toBe(before)
    expect((await askInside()).status).toBe(200)
  })
})

describe('without KV', () => {
  it.each(['refused', 'hanging', 'late', 'lost'] as const)('(%s) everything goes on, by D1', async (how) => {
    await outlastCopies()
    const { value, calls } = await withFaults([{ store: 'KV', how }], async () => {
      expect((await askInside()).status).toBe(200)
      return askEverywhere()
    })
    expect(calls.KV).toBeGreaterThan(0)
    expect(value.map(({ status }) => status)).toEqual([200, 200, 303, 200])
  })

  it('in its senses, nobody is let in who should not be, and it is over with the copies’ age', async () => {
    await outlastCopies()
    const stranger = await makeAdmitted(origin.url, 'Bo')
    await outlastCopies()
    const before = origin.arrivals()
    const { value } = await withFaults([{ store: 'KV', how: 'garbled' }], async () => {
      const thief = new Visitor()
      const cookie = stranger.visitor.cookie(stranger.workspace.host, '__Host-sallyport-pass') ?? ''
      thief.setCookie(ada.workspace.host, '__Host-sallyport-pass', cookie)
      return thief.ask(`${ada.workspace.origin}/x`, { isScript: true })
    })
    expect(value.status).toBeGreaterThanOrEqual(400)
    expect(origin.arrivals()).toBe(before)
    await advance(61)
    expect((await askInside()).status).toBe(200)
  })
})
