// The address /enter?… that leads into a workspace, written and read.

import { expect, it } from 'vitest'
import { RETURN_TO_MAX_LENGTH } from '../../../src/core/return-to.ts'
import { askedWay, pageInWorkspace, wayIn } from '../../../src/portal/frame/asked-way.ts'

const HOST = 'acme.example.com'
const FLOW = { id: 'f'.repeat(22), hash: 'h'.repeat(43) }
const read = (path: string) => askedWay(new URL(path, 'https://portal.example.com'))

it('the address that leads to a workspace is read as it was written', () => {
  const flow = `${FLOW.id}.${FLOW.hash}`
  expect(read(wayIn(HOST, '/reports?page=2', { unsaved: '1', flow }))).toEqual({
    host: HOST,
    returnTo: '/reports?page=2',
    isUnsaved: true,
    flow: FLOW,
    isSecondTry: false,
  })
})

it('keeps a page of up to 8 KiB whole, and leads to the front page instead of cutting a longer one off', () => {
  const longest = `/${'a'.repeat(RETURN_TO_MAX_LENGTH - 1)}`
  expect(read(wayIn(HOST, longest)).returnTo).toBe(longest)
  expect(read(wayIn(HOST, `${longest}a`)).returnTo).toBe('/')
  expect(pageInWorkspace(`${longest}a`)).toBe('/')
})

it.each([
  `${FLOW.id}`,
  `${FLOW.id}.`,
  `.${FLOW.hash}`,
  `${FLOW.id}.${FLOW.hash}x`,
  `x${FLOW.id}.${FLOW.hash}`,
])('has no flow where it is malformed: %s', (flow) => {
  expect(read(wayIn(HOST, '/', { flow })).flow).toBeNull()
})

it('without fields leads to the front page of no host', () => {
  expect(read('/enter')).toMatchObject({ host: '', returnTo: '/', flow: null, isUnsaved: false })
})
