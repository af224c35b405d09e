// The name that a notice uses for a workspace.

import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { changeNameAndAccent } from '../../../src/flows/administration/change-appearance.ts'
import { runNotices } from '../../../src/flows/notices/notice-run.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { chooseBy, mailingAt } from '../../support/enforcement.ts'
import { addAccount, addMember, addWorkspace, author, NOW } from '../../support/rows.ts'

let mails: string[]
let webhooks: string[]

beforeEach(async () => {
  mails = []
  webhooks = []
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (_, init) => {
    webhooks.push(String(init?.body))
    return new Response(null, { status: 204 })
  })
  await addWorkspace('acme')
  await addMember('acme', await addAccount('ada'), 'owner')
  await addMember('acme', await addAccount('bo'), 'member')
})
afterEach(() => {
  vi.restoreAllMocks()
})

it('a notice uses the operator’s name and the host, whatever the admins call the workspace', async () => {
  const chosen = 'Sallyport: confirm at https://sallyport-check.example/acme or your account'
  await changeNameAndAccent(await edgeAt(NOW), 'acme', { displayName: chosen, accent: null }, author('eve'))
  const mailing = await mailingAt(NOW, ({ subject, text }) => mails.push(`${subject} ${text}`))
  const webhook = { url: 'http://127.0.0.1:9/', secrets: [new Uint8Array(32)] as const }
  const config = { ...mailing.config, notices: { ...mailing.config.notices, webhook } }
  const edge = { ...mailing, config, defer: () => {} }
  await chooseBy(edge, 14)
  await runNotices({ ...edge, now: NOW + 600 })
  expect([mails.length, webhooks.length]).toEqual([2, 1])
  expect([...mails, ...webhooks].join()).not.toContain('sallyport-check')
  for (const mail of mails) expect(mail).toContain('acme (acme.example.com) will require')
  expect(webhooks.join()).toContain('"workspace":{"id":"acme","slug":"acme","name":"acme"}')
})
