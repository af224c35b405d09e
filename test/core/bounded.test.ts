import { expect, it } from 'vitest'
import { keepAtMost } from '../../src/core/bounded.ts'

const full = () =>
  new Map([
    ['a', 1],
    ['b', 2],
  ])

it('a new entry in a full map replaces the oldest', () => {
  const map = full()
  keepAtMost(2, map, 'c', 3)
  expect([...map.keys()]).toEqual(['b', 'c'])
})

it('a new value for an entry removes no other entry', () => {
  const map = full()
  keepAtMost(2, map, 'b', 3)
  expect([...map]).toEqual([
    ['a', 1],
    ['b', 3],
  ])
})
