// Checks the file in which `npm start` keeps the mails of the local edge.

import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { linked } from '../../demo/mail/linked-text.ts'
import { openMailbox, parseMail } from '../../demo/mail/mailbox.ts'

const folder = mkdtempSync(join(tmpdir(), 'local-mailbox-'))
const file = join(folder, 'mails.jsonl')
afterAll(() => rmSync(folder, { recursive: true }))

const mailNamed = (subject: string) => ({
  to: 'ada@acme.example',
  subject,
  text: 'Zeile 1\nZeile 2 \u2028 ü',
  html: '<p>Zeile 1</p>',
  at: '2026-12-01T09:00:00.000Z',
})

it('keeps mails over a restart, in their order, also after a start that was killed while it wrote', () => {
  openMailbox(file).keep(mailNamed('first'))
  appendFileSync(file, '\n{"to":"ada@acme.example","subj')
  const later = openMailbox(file)
  later.keep(mailNamed('second'))
  expect(later.mails).toEqual([mailNamed('first'), mailNamed('second')])
  expect(openMailbox(file).mails).toEqual(later.mails)
})

it.each([null, 'text', {}, { ...mailNamed('x'), html: undefined }, { ...mailNamed('x'), to: ['a', 'b'] }])(
  'does not keep %j, which is no mail',
  (value) => expect(parseMail(value)).toBeNull(),
)

it.each([
  ['open http://a.localhost:1/x?y=1&z=2.', 'open <a href="http://a.localhost:1/x?y=1&amp;z=2"'],
  ['(https://a.example/b)', '(<a href="https://a.example/b"'],
  ['javascript:alert(1) <b>', 'javascript:alert(1) &lt;b&gt;'],
])('links only the web addresses in %j', (text, expected) => {
  expect(linked(text).join('')).toContain(expected)
})
