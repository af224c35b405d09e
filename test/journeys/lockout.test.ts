import { expect, it } from 'vitest'
import { en } from '../../src/words/en/index.ts'
import { advance, makePerson, portalOrigin } from '../support/node/test-bed.ts'
import { alertOf, Visitor } from '../support/node/visitor.ts'
import { sentence } from '../support/sentence.ts'

const WRONG = 'not the password of anybody'

it('strangers who guess a password lock its owner out of no browser they have used before', async () => {
  const ada = await makePerson('Ada')
  const owner = new Visitor()
  await owner.signIn(ada)
  await owner.submit(await owner.ask(`${portalOrigin}/sign-out`), '/sign-out', {})

  for (let guess = 1; guess <= 10; guess++) {
    expect((await new Visitor().signIn({ ...ada, password: WRONG })).status).toBe(422)
  }
  const stranger = await new Visitor().signIn(ada)
  expect(stranger.status, 'whoever brings no sign of having been here waits').toBe(429)
  expect(Number(stranger.headers.get('retry-after'))).toBeGreaterThan(20)
  expect(alertOf(stranger.text)).toMatch(sentence(en.layout.tooManyAttempts))
  expect((await owner.signIn(ada)).url).toBe(`${portalOrigin}/workspaces`)

  await advance(31)
  expect((await new Visitor().signIn(ada)).status, 'and the wait ends').toBe(200)
})

it('a known browser has a budget too, and is known for its own address only', async () => {
  const [ada, bo] = [await makePerson('Ada'), await makePerson('Bo')]
  const visitor = new Visitor()
  await visitor.signIn(ada)
  for (let guess = 1; guess <= 10; guess++) await visitor.signIn({ ...ada, password: WRONG })
  expect((await visitor.signIn(ada)).status).toBe(429)
  for (let guess = 1; guess <= 10; guess++) await new Visitor().signIn({ ...bo, password: WRONG })
  expect((await visitor.signIn(bo)).status).toBe(429)
})
