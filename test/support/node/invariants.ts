// Checks what must be true after every attack, whatever its answer: nothing happened, and nothing was given
// away.

import type { IncomingHttpHeaders } from 'node:http'
import { expect } from 'vitest'
import { expectOpensNothing, type Scene } from './arrivals.ts'
import type { Ground } from './grounds.ts'
import { expectNobodyNamed } from './inside.ts'
import { digestRows, headersOf } from './test-bed.ts'

interface AnyAnswer {
  readonly status: number
  readonly headers: Headers | IncomingHttpHeaders
  readonly text: string
}

/**
 * Expects that the attack, or each of several at once, is refused. The origin got no request, and no answer
 * leads to an entrance. No cookie in an answer opens anything by itself.
 *
 * No row has changed, except in the tables of `mayChange`, for example where misuse spends a code. The audit,
 * the counts of guesses and the last use of a session may change.
 *
 * The attack must not follow redirects: a refusal is 3xx or 4xx.
 */
export async function refuses<A extends AnyAnswer | readonly AnyAnswer[]>(
  scene: Scene,
  attack: () => Promise<A>,
  { mayChange = [] }: { mayChange?: readonly string[] } = {},
): Promise<A> {
  const before = await find(scene, mayChange)
  const answers = await attack()
  for (const answer of [answers].flat() as AnyAnswer[]) {
    expect(answer.status, answer.text).toBeGreaterThanOrEqual(300)
    expect(answer.status, answer.text).toBeLessThan(500)
    expect(headersIn(answer).get('location') ?? '').not.toContain('/.sallyport/enter')
    for (const [name, value] of cookiesSetBy(answer)) {
      if (value !== '') await expectOpensNothing(name, value, scene)
    }
  }
  expect(await find(scene, mayChange)).toEqual(before)
  return answers
}

/**
 * Expects that the attack is refused. On a public path everybody is admitted, so there the origin is told
 * nobody's name: it gets no header of the edge's that names anyone, and no row has changed.
 */
export async function gainsNothing<A extends AnyAnswer | readonly AnyAnswer[]>(
  scene: Scene & { readonly ground: Ground },
  attack: () => Promise<A>,
): Promise<A> {
  if (scene.ground.as !== 'nobody') return refuses(scene, attack)
  const { requests } = scene.origin
  const [before, rows] = [requests.length, await digestRows()]
  const answers = await attack()
  const arrived = requests.slice(before)
  const each = [answers].flat() as AnyAnswer[]
  expect(arrived).toHaveLength(each.filter(({ status }) => status < 300).length)
  for (const request of arrived) expectNobodyNamed(request)
  for (const answer of each) expect(cookiesSetBy(answer)).toEqual([])
  expect(await digestRows()).toEqual(rows)
  return answers
}

async function find({ origin }: Scene, mayChange: readonly string[]) {
  const digests = Object.entries(await digestRows()).filter(([table]) => !mayChange.includes(table))
  return { arrivals: origin.arrivals(), rows: Object.fromEntries(digests) }
}

const headersIn = ({ headers }: AnyAnswer) => (headers instanceof Headers ? headers : headersOf(headers))

function cookiesSetBy(answer: AnyAnswer): [name: string, value: string][] {
  const pairs = headersIn(answer)
    .getSetCookie()
    .map((line) => line.split(';', 1)[0] ?? '')
  return pairs.map((pair) => {
    const at = pair.indexOf('=')
    return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
  })
}
