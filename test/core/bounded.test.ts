import { expect, it } from 'vitest'
import { keepAtMost } from '../../src/core/bounded.ts'

const full = () =>
  new Map([
    ['a', 1],
    ['b', 2],
  ])

it('a new entry of a full map takes the place of the oldest', () => {
  const map = full()
  keepAtMost(2, map, 'c', 3)
  expect([...map.keys()]).toEqual(['b', 'c'])
})

it('a new value of an entry costs no other entry its place', () => {
  const map = full()
  keepAtMost(2, map, 'b', 3)
  expect([...map]).toEqual([
    ['a', 1],
    ['b', 3],
  ])
})
