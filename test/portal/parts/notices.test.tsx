// Notices about policies and extensions, as the member's page and the admins' panel show them.

import { expect, it } from 'vitest'
import { ENFORCEMENT_MOMENTS } from '../../../src/core/enforcement-moments.ts'
import { type EnforcementNotice, EXTENSION_GRANTED, type ExtensionNotice } from '../../../src/core/notice.ts'
import { AccountNotices, WorkspaceNotices } from '../../../src/portal/parts/notices.tsx'
import { en } from '../../../src/words/en/index.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { NOW } from '../../support/rows.ts'
import { draw } from '../../support/view.ts'

const workspace = { id: 'acme', slug: 'acme', name: 'Acme', host: 'acme.example.com' }
const EXTENSION: ExtensionNotice = {
  ...{ id: 'e1', at: NOW, kind: EXTENSION_GRANTED, workspace, isForMember: true, until: NOW + 86_400 },
  ...{ member: { id: 'bo', email: 'bo@acme.example' }, reason: '<b>leave</b>', granterId: 'ada' },
  grantedBy: 'ada@acme.example',
}
const moment = (policy: EnforcementNotice['policy'], appliesTo: EnforcementNotice['appliesTo']) =>
  ENFORCEMENT_MOMENTS.map(
    (kind): EnforcementNotice => ({
      ...{ id: kind, at: NOW, kind, workspace, policy, appliesTo },
      ...{ effectiveAt: NOW + 86_400, members: 4, notEnrolled: 1 },
    }),
  )

it('an extension tells the member until when, why and by whom, and can be dismissed', async () => {
  const edge = await edgeAt(NOW)
  const { text, actions } = await seen(<AccountNotices notices={[EXTENSION]} hasPassword edge={edge} />)
  const { extension: say } = en.policyNotices
  const until = en.write.time(NOW + 86_400)
  for (const part of [
    say.forMember('Acme (acme.example.com)', until),
    say.means,
    '<b>leave</b>',
    'ada@acme.example',
  ])
    expect(text).toContain(part)
  expect(actions).toEqual(['/account/security/notices/e1/dismiss'])
})

it('an extension tells admins whose it is, and promises them nothing', async () => {
  const notice = { ...EXTENSION, isForMember: false }
  const { text, actions } = await seen(<WorkspaceNotices notices={[notice]} base="/panel/notices" />)
  const { extension: say } = en.policyNotices
  expect(text).toContain(say.forAdmins('bo@acme.example', en.write.time(NOW + 86_400)))
  expect(text).not.toContain(say.means)
  expect(actions).toEqual(['/panel/notices/e1/dismiss'])
})

it.each([
  ['second-factor', 'everybody', 'two-factor authentication for every member', 'members has not enrolled'],
  ['second-factor', 'admins', 'two-factor authentication for owners and admins', 'admins has not enrolled'],
  ['phishing-resistant', 'everybody', 'a passkey for every member', 'members doesn’t have a passkey'],
  ['phishing-resistant', 'admins', 'a passkey for owners and admins', 'admins doesn’t have a passkey'],
] as const)(
  'each moment of %s for %s says what, of whom and how many',
  async (policy, appliesTo, demand, lack) => {
    const notices = moment(policy, appliesTo)
    const { text } = await seen(<WorkspaceNotices notices={notices} base="/panel/notices" />)
    expect(text.split(demand)).toHaveLength(ENFORCEMENT_MOMENTS.length + 1)
    expect(text.split('1 of 4 ')).toHaveLength(ENFORCEMENT_MOMENTS.length + 1)
    expect(text).toContain(lack)
  },
)

async function seen(view: Parameters<typeof draw>[0]) {
  const { text, forms } = await draw(view)
  return { text, actions: forms.map(({ action }) => action) }
}
