// A page that was left open sends many requests at once when its user comes back. Uses real HTTP, because in
// one process a race would not show.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withFaults } from '../support/node/faults.ts'
import { NO_RULES, STRICT } from '../support/node/grounds.ts'
import { type Entered, enterAt } from '../support/node/inside.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import { advance, api, stopClock } from '../support/node/test-bed.ts'

const REQUESTS = 50
// Makes D1 slow, so that all requests arrive before the first is answered.
const SLOW = [{ store: 'D1', how: 'late' }] as const
const PASS_COOKIE = '__Host-sallyport-pass'

let origin: RecordingOrigin
let startClock: () => Promise<unknown>
beforeAll(async () => {
  origin = await startRecordingOrigin()
  // The edge remembers a renewal and a site for five seconds, and a slow machine needs longer.
  startClock = await stopClock()
})
afterAll(async () => {
  await startClock()
  await origin.close()
})

/** Returns a person whose pass has just expired and was not renewed recently. */
async function comeBack(ground = NO_RULES): Promise<Entered> {
  const admitted = await enterAt(origin.url, ground)
  await advance(121)
  return admitted
}

const askAtOnce = ({ visitor, workspace, ground }: Entered) =>
  Promise.all(
    Array.from({ length: REQUESTS }, (_, each) =>
      visitor.ask(`${workspace.origin}${ground.at}/part/${each}`, { isScript: true, follows: false }),
    ),
  )

const passesIn = (answers: readonly { headers: Headers }[]) =>
  new Set(
    answers.flatMap(({ headers }) => headers.getSetCookie().filter((line) => line.startsWith(PASS_COOKIE))),
  )

describe.each([NO_RULES, STRICT])('fifty requests at once with one expired pass, $title', (ground) => {
  it('read the site once, renew once and get one new pass', async () => {
    const admitted = await comeBack(ground)
    const before = origin.requests.length
    const { value: answers, calls } = await withFaults(SLOW, () => askAtOnce(admitted))
    expect(answers.map(({ status }) => status)).toEqual(Array(REQUESTS).fill(200))
    expect(calls.D1, 'the site, where its copy is old; the session').toBeLessThanOrEqual(2)
    expect(calls.KV).toBeLessThanOrEqual(2)
    expect(passesIn(answers).size).toBe(1)
    expect(origin.requests.length - before).toBe(REQUESTS)
  })

  it('are all refused if one would be, and none reaches the origin', async () => {
    const admitted = await comeBack(ground)
    const path = `/workspaces/${admitted.workspace.slug}/members/${admitted.person.email}`
    expect((await api('DELETE', path)).status).toBe(204)
    const before = origin.arrivals()
    const { value: answers, calls } = await withFaults(SLOW, () => askAtOnce(admitted))
    expect(answers.map(({ status }) => status)).toEqual(Array(REQUESTS).fill(403))
    expect(calls.D1).toBeLessThanOrEqual(2)
    expect(passesIn(answers).size).toBe(0)
    expect(origin.arrivals()).toBe(before)
  })

  it('all fail while the database is down, none reaches the origin, and the next request is renewed', async () => {
    const admitted = await comeBack(ground)
    await admitted.visitor.ask(`${admitted.workspace.origin}/.sallyport/`) // the edge has read the site
    const before = origin.arrivals()
    const { value: answers } = await withFaults([{ store: 'D1', how: 'refused' }], () => askAtOnce(admitted))
    expect(answers.map(({ status }) => status)).toEqual(Array(REQUESTS).fill(503))
    expect(origin.arrivals()).toBe(before)
    const next = await admitted.visitor.ask(`${admitted.workspace.origin}${ground.at}/mail`, {
      isScript: true,
    })
    expect(next.status).toBe(200)
  })
})

describe('a request whose pass another request has just renewed', () => {
  it('gets the same new pass without a database call', async () => {
    const admitted = await comeBack()
    const old = admitted.visitor.cookie(admitted.workspace.host, PASS_COOKIE) ?? ''
    await admitted.visitor.ask(`${admitted.workspace.origin}/first`, { isScript: true })
    const renewed = admitted.visitor.cookie(admitted.workspace.host, PASS_COOKIE)
    expect(renewed).not.toBe(old)
    admitted.visitor.setCookie(admitted.workspace.host, PASS_COOKIE, old)
    const { calls } = await withFaults([], () =>
      admitted.visitor.ask(`${admitted.workspace.origin}/late`, { isScript: true }),
    )
    expect(calls).toEqual({ D1: 0, KV: 0 })
    expect(admitted.visitor.cookie(admitted.workspace.host, PASS_COOKIE)).toBe(renewed)
  })
})
