// Uses real HTTP. In one process, calls run in order, and a race would not show.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import { makePerson, makeWorkspace, type TestWorkspace } from '../support/node/test-bed.ts'
import { Visitor } from '../support/node/visitor.ts'

const ROUNDS = 40

let origin: RecordingOrigin
let workspace: TestWorkspace
const visitor = new Visitor()

beforeAll(async () => {
  origin = await startRecordingOrigin()
  const ada = await makePerson('Ada')
  workspace = await makeWorkspace(origin.url, [[ada, 'member']])
  await visitor.signIn(ada)
})
afterAll(() => origin.close())

/** Returns the address with a fresh code, for the flow that this browser just began. */
async function wayIn(): Promise<string> {
  visitor.cookies.delete(workspace.host)
  const sent = await visitor.ask(`${workspace.origin}/`, { follows: false })
  const handed = await visitor.ask(sent.headers.get('location') ?? '', { follows: false })
  return handed.headers.get('location') ?? ''
}

describe('one hand-off code', () => {
  it.each([2, 10])('brought %i times at once admits exactly one request', async (times) => {
    const admitted: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const way = await wayIn()
      const answers = await Promise.all(
        Array.from({ length: times }, () => visitor.ask(way, { follows: false })),
      )
      const passes = answers.filter(({ headers }) => headers.get('set-cookie')?.includes('sallyport-pass'))
      expect(answers.filter(({ status }) => status === 400)).toHaveLength(times - passes.length)
      admitted.push(passes.length)
    }
    expect(admitted).toEqual(Array(ROUNDS).fill(1))
  })
})
