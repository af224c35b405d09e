// Mails that bring a link: to an account, and to an address that may have no account.

import { beforeEach, describe, expect, it } from 'vitest'
import { requireEmail } from '../../../src/core/email.ts'
import { verifyLink } from '../../../src/crypto/mailed-link.ts'
import { mailLink, type NewLink } from '../../../src/flows/notices/notices.ts'
import { batch, listAll } from '../../../src/store/batch.ts'
import { ALWAYS } from '../../../src/store/condition.ts'
import { selectUnseenOfAccount } from '../../../src/store/unseen-notices.ts'
import { settleDeferred } from '../../support/deferred.ts'
import { mailingAt } from '../../support/enforcement.ts'
import { addAccount, addWorkspace, count, NOW } from '../../support/rows.ts'

const SUBJECT_ID = 'aBcDeFgHiJkLmNoPqRsT-_'

let sent: EmailMessageBuilder[]

beforeEach(async () => {
  sent = []
  await addAccount('ada')
  await addWorkspace('acme')
})

async function mail(link: Pick<NewLink, 'about' | 'to'>) {
  const edge = await mailingAt(NOW, (message) => void sent.push(message))
  const told = mailLink(edge, { kind: 'password.forgotten', subjectId: SUBJECT_ID, ...link }, ALWAYS)
  await batch(edge.db, told.steps)
  told.deliver()
  await settleDeferred()
  return edge
}

const tokenIn = ({ text = '' }: EmailMessageBuilder) => /spl_[\w-]+/.exec(text)?.[0] ?? ''

describe('a mail that brings a link', () => {
  it('goes to its account at once, with a link that names the row and the time', async () => {
    const { ring } = await mail({ about: { accountId: 'ada' } })
    expect(sent).toMatchObject([{ to: 'ada@acme.example' }])
    const [message] = sent
    const link = message && (await verifyLink(ring, 'link-forgotten-password', tokenIn(message)))
    expect(link).toEqual({ id: SUBJECT_ID, sentAt: NOW })
    expect(await count('notice_deliveries')).toBe(0)
  })

  it('goes to an address without an account, in the language that its sender reads', async () => {
    const to = { email: requireEmail('new@acme.example'), language: 'de' } as const
    await mail({ about: { workspaceId: 'acme' }, to })
    expect(sent).toMatchObject([{ to: 'new@acme.example', headers: { 'Content-Language': 'de' } }])
  })

  it('is shown on no page, and stores nothing that makes the link', async () => {
    const { db } = await mail({ about: { accountId: 'ada' } })
    expect(await listAll(db, selectUnseenOfAccount(db, 'ada', NOW))).toEqual([])
    const [message] = sent
    expect(await count(`notices WHERE detail LIKE '%${message && tokenIn(message).slice(26, 60)}%'`)).toBe(0)
    expect(await count('notices')).toBe(1)
  })
})
