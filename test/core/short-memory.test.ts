import { beforeEach, describe, expect, it } from 'vitest'
import { ShortMemory } from '../../src/core/short-memory.ts'

const NOW = 1_800_000_000

describe('a short memory', () => {
  let memory: ShortMemory<string, string>
  beforeEach(() => {
    memory = new ShortMemory({ seconds: 5, most: 3 })
  })

  it('returns a value for its seconds and no longer', () => {
    memory.remember('acme', 'one', NOW)
    expect([NOW, NOW + 4, NOW + 5].map((now) => memory.recall('acme', now))).toEqual([
      'one',
      'one',
      undefined,
    ])
  })

  it('returns nothing from the future, after the clock went back', () => {
    memory.remember('acme', 'one', NOW)
    expect(memory.recall('acme', NOW - 1)).toBeUndefined()
    expect(memory.recallWithin('acme', NOW - 1, 60)).toBeUndefined()
  })

  it('tells a remembered null from nothing remembered', () => {
    const answers = new ShortMemory<string, null>({ seconds: 5, most: 3 })
    answers.remember('acme', null, NOW)
    expect([answers.recall('acme', NOW), answers.recall('globex', NOW)]).toEqual([null, undefined])
  })

  it('has a size limit: the value added first is dropped', () => {
    for (const key of ['a', 'b', 'c', 'd']) memory.remember(key, key, NOW)
    expect(['a', 'b', 'c', 'd'].map((key) => memory.recall(key, NOW))).toEqual([undefined, 'b', 'c', 'd'])
  })

  it('drops no other value when one is replaced', () => {
    for (const key of ['a', 'b', 'c']) memory.remember(key, key, NOW)
    memory.remember('a', 'again', NOW + 1)
    expect(['a', 'b', 'c'].map((key) => memory.recall(key, NOW + 1))).toEqual(['again', 'b', 'c'])
    memory.remember('d', 'd', NOW + 1)
    expect(['a', 'b'].map((key) => memory.recall(key, NOW + 1))).toEqual(['again', undefined])
  })

  it('returns values for a shorter or longer time on request', () => {
    memory.remember('acme', 'one', NOW)
    expect(memory.recallWithin('acme', NOW + 2, 2)).toBeUndefined()
    expect(memory.recallWithin('acme', NOW + 59, 60)).toBe('one')
    expect(memory.recallWithin('acme', NOW + 60, 60)).toBeUndefined()
  })

  it('keeps a value for longer without making it newer', () => {
    memory.remember('acme', 'one', NOW)
    memory.prolong('acme', NOW + 8)
    expect([memory.recall('acme', NOW + 12), memory.recall('acme', NOW + 13)]).toEqual(['one', undefined])
    expect(memory.recallWithin('acme', NOW + 12, 12)).toBeUndefined()
    memory.prolong('globex', NOW)
    expect(memory.recall('globex', NOW)).toBeUndefined()
  })

  it('forgets one value and no other', () => {
    for (const key of ['a', 'b']) memory.remember(key, key, NOW)
    memory.forget('a')
    expect([memory.recall('a', NOW), memory.recall('b', NOW)]).toEqual([undefined, 'b'])
  })
})
