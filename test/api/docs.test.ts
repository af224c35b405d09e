// /docs as a person reads it without scripts.

import { beforeEach, describe, expect, it } from 'vitest'
import { api } from '../../src/api/app.ts'
import { edgeAt } from '../support/edge-at.ts'
import { NOW } from '../support/rows.ts'

let page: string
let origin: string
// biome-ignore lint/suspicious/noExplicitAny: a document that is looked at, not used
let operations: any[]

const unescaped = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

beforeEach(async () => {
  const edge = await edgeAt(NOW)
  origin = edge.config.portalOrigin
  page = await (await api.request('/docs', {}, { edge })).text()
  const document = (await (await api.request('/openapi.json', {}, { edge })).json()) as (typeof operations)[0]
  operations = Object.values<object>(document.paths).flatMap((item) => Object.values(item))
})

describe('the API’s page', () => {
  it('shows each summary, whose token the call needs, and an example, with nothing folded away', () => {
    expect(page).not.toContain('<details')
    for (const { operationId, summary, ...operation } of operations) {
      const [, call = ''] = page.split(`<article id="${operationId}">`)
      const shown = unescaped(call.split('</article>')[0] ?? '')
      expect(shown).toContain(summary)
      expect(shown).toContain(
        operation['x-token'] === 'operator'
          ? '<dd>The operator’s</dd>'
          : '<dd>The operator’s or the workspace’s</dd>',
      )
      expect(shown).toContain(`<pre tabindex="0" id="example-${operationId}">curl `)
    }
  })

  it('has one target for each of its links', () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    const links = [...page.matchAll(/ (?:href="#|data-copy="|aria-labelledby=")([^"]+)"/g)].map(
      ([, id]) => id,
    )
    expect(links.length).toBeGreaterThan(100)
    expect(ids).toEqual([...new Set(ids)])
    expect(links.filter((link) => !ids.includes(link))).toEqual([])
  })

  it('shows an error as the API sends it, and how to get the next page', () => {
    const shown = unescaped(page)
    const [, example = ''] = /<section class="card" id="errors">.*?<pre[^>]*>(.*?)<\/pre>/s.exec(shown) ?? []
    expect(JSON.parse(example)).toMatchObject({ status: 422, code: 'invalid', errors: [{ path: 'hosts.0' }] })
    expect(shown).toContain('?cursor=$NEXT_CURSOR')
  })

  it('names each field of each body, including nested ones', () => {
    const [, shape = ''] = page.split('<article id="shape-Problem">')
    const fields = [...(shape.split('</article>')[0] ?? '').matchAll(/<tr><td><code>([^<]+)/g)].map(
      ([, name]) => name,
    )
    expect(fields).toEqual([
      ...['type', 'title', 'status', 'code', 'detail', 'errors', 'errors[].path', 'errors[].message'],
    ])
  })

  it('has examples for a shell: one portal address, and bodies of valid JSON', () => {
    const examples = [...page.matchAll(/<pre tabindex="0" id="example-\w+">([^<]+)<\/pre>/g)]
    expect(examples).toHaveLength(operations.length)
    for (const [, text = ''] of examples) {
      const written = unescaped(text)
      expect(written).toMatch(
        /^curl (-X (PUT|POST|PATCH|DELETE) )?http\S+ \\\n {2}-H "Authorization: Bearer \$TOKEN"/,
      )
      const [address = ''] = /http\S+/.exec(written) ?? []
      expect(new URL(address).origin).toBe(origin)
      expect(address).not.toMatch(/[{}$']/)
      const [, body] = /-d '([^']*)'$/.exec(written) ?? []
      if (body !== undefined) expect(JSON.parse(body)).toBeTypeOf('object')
    }
  })
})
