// No page says anything in words of its own: all of them are in src/words, where each language has them.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseAst } from 'vitest/node'

const root = join(import.meta.dirname, '..')

type Node = { readonly type: string; readonly start: number } & Readonly<Record<string, unknown>>

/** Attributes that are read to somebody. */
const READ = ['title', 'aria-label', 'alt', 'placeholder', 'label', 'hint', 'aria-description']
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
const childrenOf = (node: Node): Node[] => Object.values(node).flat().filter(isNode)

/** Texts that a page would show as they stand: between tags, in the attributes that are read, or in sentences anywhere. */
function literalsIn(code: string): string[] {
  const found: string[] = []
  const look = (node: Node, isShown: boolean): void => {
    const text = textOf(node)
    if (text !== null && (isShown ? /\p{L}/u.test(text) : isSentence(text))) found.push(text.trim())
    if (node.type === 'JSXAttribute') {
      const { name } = node.name as { name: string }
      // Of the others, none is for people: classes, addresses, names of fields.
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

/** Two words at least; addresses, classes, headers and statements have signs that sentences haven't. */
const isSentence = (text: string) => /^\p{Lu}[\p{L}’'-]*[,.:]? [\p{L}\p{N}{]/u.test(text.trim())

/** What a text is given to, or compared with, is not shown by that; nor is an import's source, nor an error. */
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
  it('are there to be looked at', () => {
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
describe('words of a page’s own are seen', () => {
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
