// Faults of D1 and KV under the edge of the journeys, and what an answer must be after one.

import { expect } from 'vitest'
import { fetchLoopback } from '../../../demo/loopback.ts'
import { en } from '../../../src/words/en/index.ts'
import type { Fault } from '../fault.ts'
import { sentence } from '../sentence.ts'
import { expectOpensNothing, type Scene } from './arrivals.ts'
import { port } from './test-bed.ts'
import type { Answer } from './visitor.ts'

export type { Fault }
export type Calls = Readonly<Record<Fault['store'], number>>

async function setFaults(faults: readonly Fault[]): Promise<Calls> {
  const response = await fetchLoopback(`http://clock.localhost:${port}/faults`, {
    method: 'POST',
    body: JSON.stringify(faults),
  })
  return (await response.json()) as Calls
}

/** Runs `act` with these faults, and removes them afterwards. */
export async function withFaults<T>(
  faults: readonly Fault[],
  act: () => Promise<T>,
): Promise<{ readonly value: T; readonly calls: Calls }> {
  await setFaults(faults)
  try {
    const value = await act()
    return { value, calls: await setFaults([]) }
  } finally {
    await setFaults([])
  }
}

/**
 * Expects that the answer says the database is unreachable and when to retry, and gives nothing that opens
 * anything.
 */
export async function expectUnreachable(answer: Answer, scene: Scene): Promise<void> {
  expect([answer.url, answer.status, answer.headers.get('retry-after')]).toEqual([answer.url, 503, '30'])
  if (answer.headers.get('content-type') === 'application/problem+json') {
    expect(JSON.parse(answer.text)).toMatchObject({ code: 'store_unavailable', incident: expect.any(String) })
  } else {
    expect(answer.text).toContain(en.trouble.store_unavailable.title)
    expect(answer.text).toMatch(sentence(en.trouble.store_unavailable.message))
  }
  await expectNothingGiven(answer, scene)
}

/** Expects that no cookie of this answer opens anything by itself. */
export async function expectNothingGiven(answer: Answer, scene: Scene): Promise<void> {
  for (const line of answer.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (value !== '') await expectOpensNothing(name, value, scene)
  }
}
