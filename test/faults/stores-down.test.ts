// D1 or KV is down completely. People with a pass continue until it expires, and nobody else is admitted.
// Pages and programs get a correct error, and everything recovers without an operator.

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
/** Waits until this isolate has forgotten all hosts and keys, and every copy in KV is too old. */
const outlastCopies = () => advance(400)

/** A valid pass in a warm isolate, and the portal address of an entrance that began at the gate. */
let entrance: string
beforeEach(async () => {
  await outlastCopies()
  expect((await askInside()).status).toBe(200)
  const sent = await new Visitor().ask(`${ada.workspace.origin}/`, { follows: false })
  entrance = sent.headers.get('location') ?? ''
})

/** Asks without a pass: as a person, as a program, and at the gate. */
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

describe('while D1 fails', () => {
  it('with refusals, people with a pass continue until it expires, and all recovers by itself', async () => {
    const down: Fault[] = [{ store: 'D1', how: 'refused' }]
    await withFaults(down, async () => {
      for (let i = 0; i < 3; i++) expect((await askInside()).status).toBe(200)
      for (const answer of await askEverywhere()) await expectUnreachable(answer, scene())
    })
    // By now the copies of the host in memory and in KV are too old, but this pass is still valid.
    await advance(100)
    const { value: later } = await withFaults(down, askInside)
    expect(later.status).toBe(200)
    await advance(21)
    // The host is read again first, so the renewal is what fails.
    expect((await new Visitor().ask(`${ada.workspace.origin}/x`, { isScript: true })).status).toBe(401)
    const before = origin.arrivals()
    const { value } = await withFaults(down, askInside)
    expect(value.status).toBe(503)
    await expectUnreachable(value, scene())
    expect(origin.arrivals()).toBe(before)
    expect((await askInside()).status).toBe(200)
  })

  it('with no answer, people get an error before they give up', async () => {
    await withFaults([{ store: 'D1', how: 'hanging' }], async () => {
      const [inside, answers] = await Promise.all([askInside(), askEverywhere()])
      expect(inside.status).toBe(200)
      for (const answer of answers) await expectUnreachable(answer, scene())
    })
  })

  it('with slow answers, everything works, but late', async () => {
    const { value } = await withFaults([{ store: 'D1', how: 'late' }], askEverywhere)
    expect(value.map(({ status }) => status)).toEqual([200, 200, 303, 200])
  })

  it('with garbled answers, nobody is admitted and nothing is granted', async () => {
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

describe('while KV fails', () => {
  it.each(['refused', 'hanging', 'late', 'lost'] as const)('(%s) everything works from D1', async (how) => {
    await outlastCopies()
    const { value, calls } = await withFaults([{ store: 'KV', how }], async () => {
      expect((await askInside()).status).toBe(200)
      return askEverywhere()
    })
    expect(calls.KV).toBeGreaterThan(0)
    expect(value.map(({ status }) => status)).toEqual([200, 200, 303, 200])
  })

  it('with garbled answers, no stranger is admitted, and the effect ends when copies expire', async () => {
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
