// docs/operate.md lists every event of the log.

import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const root = `${import.meta.dirname}/..`
const read = (file: string) => readFileSync(`${root}/${file}`, 'utf8')

it('the table of the log has every event that the code logs, and no other', () => {
  const sources = readdirSync(`${root}/src`, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => read(`src/${file}`))
  const logged = new Set(sources.flatMap((text) => [...text.matchAll(/\bevent: '([a-z_.]+)'/g)].map(eventIn)))
  const table = /\| event \| when it is logged \|[^\n]*\n((?:\|[^\n]*\n)+)/.exec(read('docs/operate.md'))?.[1]
  const documented = [...(table ?? '').matchAll(/^\| `([a-z_.]+)`/gm)].map(eventIn)
  expect(logged.size).toBeGreaterThan(20)
  expect([...logged].filter((event) => !documented.includes(event))).toEqual([])
  const all = sources.join()
  expect(documented.filter((event) => !all.includes(`'${event}'`))).toEqual([])
})

const eventIn = ([, event = '']: RegExpExecArray) => event
