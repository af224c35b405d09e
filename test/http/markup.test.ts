import { describe, expect, it } from 'vitest'
import { markup } from '../../src/http/markup.ts'

const EVIL = `"><script>alert('&')</script>`

describe('markup', () => {
  it('escapes every character of a value that could end a text or an attribute', () => {
    const escaped = '&quot;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;'
    expect(markup`<a href="${EVIL}">${EVIL}</a>`.html).toBe(`<a href="${escaped}">${escaped}</a>`)
    expect(markup`<p>${[EVIL, EVIL]}</p>`.html).toBe(`<p>${escaped}${escaped}</p>`)
  })

  it('writes markup in it as it is, and never escapes a text twice', () => {
    const inner = markup`<b>${'a & b'}</b>`
    expect(markup`<p>${inner}${['x', inner]}</p>`.html).toBe('<p><b>a &amp; b</b>x<b>a &amp; b</b></p>')
  })

  it('takes an object that only looks like markup for a list, and throws', () => {
    const forged = { html: EVIL } as unknown as string
    expect(() => markup`<p>${forged}</p>`).toThrow(TypeError)
  })

  it('keeps a dollar sign and a backslash of a value', () => {
    expect(markup`<p>${'$& \\n'}</p>`.html).toBe('<p>$&amp; \\n</p>')
  })
})
