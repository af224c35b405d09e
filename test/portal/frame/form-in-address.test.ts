import { expect, it } from 'vitest'
import { spelledOut, withFields } from '../../../src/portal/frame/form-in-address.ts'

const PAGE = '/workspaces/acme/settings/access/rules/new'
const at = (path: string) => new URL(path, 'http://auth.localhost')

it.each([
  ['nothing', {}, PAGE],
  ['a short form, without its token', { csrf: 'secret', id: 'a b' }, `${PAGE}?id=a+b`],
  ['a form whose text looks packed', { id: 'z.abc' }, `${PAGE}?id=z.abc`],
])('%s stays readable', (_, fields, address) => {
  expect(withFields(PAGE, new URLSearchParams(fields))).toBe(address)
  expect(spelledOut(at(address))).toBeNull()
})

it('a long form is packed into characters that no address escapes, and spelled out whole', () => {
  const form = new URLSearchParams({ csrf: 'secret', reason: '育'.repeat(500), day: '2026-12-01', empty: '' })
  const address = withFields(PAGE, form) ?? ''
  expect(encodeURIComponent(address.slice(`${PAGE}?packed=`.length))).toBe(
    address.slice(`${PAGE}?packed=`.length),
  )
  expect(address).not.toContain('secret')
  form.delete('csrf')
  expect(spelledOut(at(address))).toBe(`${PAGE}?${form}`)
  expect(withFields(PAGE, at(address).searchParams), 'is not packed twice').toBe(address)
})

it('a form that is too long for any address is not shortened', () => {
  expect(withFields(PAGE, new URLSearchParams({ reason: 'x'.repeat(8192) }))).toBeNull()
})

it.each(['z.', 'z.AAAA', 'z.!', '', 'packed=z.AAAA&packed=x'])(
  'a made-up packed form %j leads to the page itself, once',
  (packed) => {
    const address = spelledOut(at(`${PAGE}?${new URLSearchParams({ packed })}`)) ?? ''
    expect(at(address).pathname).toBe(PAGE)
    expect(spelledOut(at(address))).toBeNull()
  },
)
