// No page has its own words. All words are in src/words, in each language.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseAst } from 'vitest/node'

const root = join(import.meta.dirname, '..')

type Node = { readonly type: string; readonly start: number } & Readonly<Record<string, unknown>>

/** Attributes that are read to a person. */
const READ = ['title', 'aria-label', 'alt', 'placeholder', 'label', 'hint', 'aria-description']
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
const childrenOf = (node: Node): Node[] => Object.values(node).flat().filter(isNode)

/** Returns texts that a page would show: between tags, in read attributes, or as sentences anywhere. */
function literalsIn(code: string): string[] {
  const found: string[] = []
  const look = (node: Node, isShown: boolean): void => {
    const text = textOf(node)
    if (text !== null && (isShown ? /\p{L}/u.test(text) : isSentence(text))) found.push(text.trim())
    if (node.type === 'JSXAttribute') {
      const { name } = node.name as { name: string }
      // The other attributes are not for people: classes, addresses and field names.
      if (READ.includes(name) && isNode(node.value)) look(node.value, true)
      return
    }
    const isRead = node.type === 'Property' && READ.includes((node.key as { name: string }).name)
    const isChild = node.type === 'JSXElement' || node.type === 'JSXFragment'
    for (const child of childrenOf(node))
      look(child, isShownIn(node, child, isShown || isChild || (isRead && child === node.value)))
  }
  look(parseAst(code, { lang: 'tsx' }) as unknown as Node, false)
  return found
}

function textOf(node: Node): string | null {
  if (node.type === 'JSXText' || node.type === 'Literal')
    return typeof node.value === 'string' ? node.value : null
  if (node.type !== 'TemplateLiteral') return null
  return childrenOf(node)
    .flatMap(({ type, value }) => (type === 'TemplateElement' ? [(value as { cooked: string }).cooked] : []))
    .join('{}')
}

/** At least two words. Addresses, classes, headers and SQL have characters that sentences don't have. */
const isSentence = (text: string) => /^\p{Lu}[\p{L}’'-]*[,.:]? [\p{L}\p{N}{]/u.test(text.trim())

/** A text passed to a call or compared is not shown. Import sources and errors are not shown either. */
function isShownIn(parent: Node, child: Node, isShown: boolean): boolean {
  switch (parent.type) {
    case 'CallExpression':
    case 'NewExpression':
    case 'BinaryExpression':
    case 'MemberExpression':
    case 'ArrowFunctionExpression':
    case 'JSXOpeningElement':
      return false
    case 'ConditionalExpression':
      return isShown && child !== parent.test
    default:
      return isShown
  }
}

const pages = readdirSync(join(root, 'src/portal'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.startsWith('assets'))
  .map((name) => `src/portal/${name}`)

describe('pages', () => {
  it('are found', () => {
    expect(pages).toEqual(
      expect.arrayContaining(['src/portal/frame/layout.tsx', 'src/portal/pages/sign-in.tsx']),
    )
  })

  it.each([...pages, 'src/gate/entrance.ts', 'src/http/error-page.ts', 'src/flows/notices/write-mail.ts'])(
    '%s has no words of its own',
    (path) => {
      const errors = /new Error\('[^']*'\)/g
      expect(literalsIn(readFileSync(join(root, path), 'utf8').replaceAll(errors, 'new Error()'))).toEqual([])
    },
  )
})

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: they are code
describe('a page’s own words are found in', () => {
  it.each([
    ['<p>Off</p>', 'Off'],
    ['<p>{a} of {b}</p>', 'of'],
    ["<p>{isOn ? 'on' : words.off}</p>", 'on'],
    ["<p>{isOn && 'on'}</p>", 'on'],
    ['<p>{`${count} left`}</p>', '{} left'],
    ['<a title="Off" />', 'Off'],
    ["<a aria-label={'Off'} />", 'Off'],
    ['<a aria-label={`Open ${name}`} />', 'Open {}'],
    ["<img alt={isOn ? 'on' : ''} />", 'on'],
    ['<Field label="Name" />', 'Name'],
    ["const done = { saved: 'Saved. It holds.' }", 'Saved. It holds.'],
    ['const say = (name: string) => `Remove ${name} now`', 'Remove {} now'],
    ["page(c, { title: 'Sessions' })", 'Sessions'],
    ['<a class="Two words" href={`/a/${b}`}>{words.a} · </a>', null],
    ["<a class={isOn ? 'button small' : 'second'}>{say(a === 'b' ? words.a : words.b)}</a>", null],
  ])('%s', (code, text) => {
    expect(literalsIn(code)).toEqual(text === null ? [] : [text])
  })
})
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: they are code
