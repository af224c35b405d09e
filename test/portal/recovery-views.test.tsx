// The pages of a recovery, rendered from facts.

import { describe, expect, it } from 'vitest'
import type { MemberRecovery, SeenRecovery } from '../../src/flows/recovery/approve.ts'
import type { OwnRecovery } from '../../src/flows/recovery/ask.ts'
import { LostView } from '../../src/portal/pages/recovery/lost-view.tsx'
import { RecoverView } from '../../src/portal/pages/recovery/recover-view.tsx'
import { RecoveryView } from '../../src/portal/pages/settings/recovery-view.tsx'
import { passkeys } from '../../src/words/en/passkeys.ts'
import { recovery as say } from '../../src/words/en/recovery.ts'
import { NOW } from '../support/rows.ts'
import { draw } from '../support/view.ts'
import { ACME } from './settings/facts.ts'

describe('the page of the link', () => {
  const FACTS = {
    ...{ say, passkeys, secret: new Uint8Array(20), action: '/recover/token', email: 'ada@acme.example' },
    ...{ refusal: null, passkeyRefusal: null, typed: '' },
  }

  it('offers an app and a passkey, and says that the old factors work until the end', async () => {
    const { forms, text } = await draw(<RecoverView {...FACTS} />)
    expect(forms.map(({ action }) => action)).toEqual(['/recover/token/passkey', '/recover/token'])
    expect(text).toContain(say.lead)
  })

  it('says beside the field why a code was refused', async () => {
    const refusal = { reason: 'wrong', method: 'totp' } as const
    const { alerts, invalid } = await draw(<RecoverView {...FACTS} refusal={refusal} />)
    expect([alerts.length, invalid]).toEqual([1, ['code']])
  })
})

const RECOVERY = {
  ...{ id: 'r', path: 'admins' as const, askedAt: NOW, linkedAt: null, readyAt: null },
  ...{ expiresAt: NOW + 600_000, endedAt: null, outcome: null },
}

describe('the page of a person without a second factor', () => {
  const OWN: OwnRecovery = {
    ...{ accountId: 'ada', email: 'ada@acme.example', isUsualWay: true, isRecoverable: true },
    ...{ hasAdmins: true, needsOperator: false, mayWait: false, recovery: null },
  }
  const see = (more: Partial<OwnRecovery> = {}, hasMail = true) =>
    draw(<LostView {...{ say, hasMail }} own={{ ...OWN, ...more }} alert={null} isSent={false} now={NOW} />)
  const pathsOf = async (more: Partial<OwnRecovery>, hasMail?: boolean) =>
    (await see(more, hasMail)).forms.map(({ fields }) => fields.path)

  it.each([
    ['admins alone', {}, ['admins']],
    ['admins, or the delay', { mayWait: true }, ['admins', 'delay']],
    ['the delay alone', { hasAdmins: false, mayWait: true }, ['delay']],
    ['nobody but the support', { hasAdmins: false }, []],
    ['nobody by this way to sign in', { isUsualWay: false, mayWait: true }, []],
  ])('offers %s', async (_, more, paths) => expect(await pathsOf(more)).toEqual(paths))

  it('offers nothing where no mail is set up, and says whom to ask', async () => {
    expect(await pathsOf({ mayWait: true }, false)).toEqual([])
    expect((await see({}, false)).text).toContain('your platform’s support team')
  })

  it('says that the support must agree, where a workspace has too few admins', async () => {
    expect((await see({ needsOperator: true })).text).toContain('too few admins')
  })

  it('offers another link once the last one is a minute old, and not before', async () => {
    const at = (linkedAt: number) => see({ recovery: { ...RECOVERY, linkedAt } })
    expect((await at(NOW - 59)).forms).toEqual([])
    expect((await at(NOW - 60)).forms.map(({ action }) => action)).toEqual(['/sign-in/lost/link'])
  })

  it('says when the delay is over', async () => {
    const { text } = await see({ recovery: { ...RECOVERY, path: 'delay', readyAt: NOW + 86_400 } })
    expect(text).toContain('16 Jan 2027')
  })
})

describe('the page of an admin', () => {
  const SEEN: SeenRecovery = {
    ...RECOVERY,
    ...{ askedBy: 'pat@acme.example', reason: null, approvals: [], eligible: 2, approved: 0 },
    ...{ operatorAgreed: false, mayApprove: true, hasApproved: false, readyAt: null },
  }
  const PAT: MemberRecovery = {
    ...{ accountId: 'pat', email: 'pat@acme.example', name: 'Pat', isRecoverable: true },
    ...{ isConcerned: true, isEntered: true, mayAsk: true, addressSince: null, passwordMailedAt: null },
    recovery: null,
  }
  const see = (
    recovery: Partial<SeenRecovery> | null,
    member: Partial<MemberRecovery> = {},
    isOwn = false,
    hasMail = true,
  ) =>
    draw(
      <RecoveryView
        {...{ say, isOwn, hasMail, workspace: ACME, refusal: null, reason: '', done: null }}
        member={{ ...PAT, ...member, recovery: recovery && { ...SEEN, ...recovery } }}
      />,
    )
  const PATH = '/workspaces/acme/settings/members/recovery'
  const actionsOf = async (...facts: Parameters<typeof see>) =>
    (await see(...facts)).forms.map(({ action }) => action.replace(PATH, ''))

  it.each([
    ['a new address', 'addressSince', 'newAddress', 30 * 86_400],
    ['a password that was set by mail', 'passwordMailedAt', 'mailedPassword', 7 * 86_400],
  ] as const)(
    'warns of %s, before asking and before agreeing, until it is old',
    async (_, fact, word, seconds) => {
      const warning = say.admin[word]({ at: '' }).join('').slice(0, 20)
      for (const recovery of [null, {}, { linkedAt: NOW }]) {
        const isWarned = async (at: number | null) =>
          (await see(recovery, { [fact]: at })).text.includes(warning)
        expect([
          await isWarned(NOW - seconds + 1),
          await isWarned(NOW - seconds),
          await isWarned(null),
        ]).toEqual([...[true, false, false]])
      }
    },
  )

  it('says when a member who waits gets the link, if nobody stops it', async () => {
    expect((await see({ path: 'delay', readyAt: NOW + 86_400 })).text).toContain('16 Jan 2027')
    const linked = { path: 'delay', readyAt: NOW - 1, linkedAt: NOW } as const
    expect((await see(linked)).text).not.toContain(say.admin.readyOn({ at: '' }).join('').slice(0, 25))
  })

  it.each([
    ['asking, while nothing is open', [null], ['']],
    ['agreeing and stopping', [{}], ['/agree', '/stop']],
    ['stopping alone, after agreeing', [{ hasApproved: true }], ['/stop']],
    ['stopping alone, once the link is out', [{ linkedAt: NOW }], ['/stop']],
    ['nothing to a new admin', [{ mayApprove: false }], []],
    ['nothing about themselves', [{}, {}, true], []],
    ['nothing where no mail is set up', [null, {}, false, false], []],
    ['nothing for somebody without a factor', [null, { isRecoverable: false }], []],
    ['nothing where this workspace need not agree', [null, { isConcerned: false }], []],
    ['nothing to ask for to an admin of this week', [null, { mayAsk: false }], []],
    ['nothing for a member who never entered', [null, { isEntered: false }], []],
  ] as const)('offers %s', async (_, facts, actions) => {
    expect(await actionsOf(...(facts as unknown as Parameters<typeof see>))).toEqual(actions)
  })

  it('says who must still agree', async () => {
    expect((await see({ approved: 1 })).text).toContain('One more owner or admin')
    expect((await see({ eligible: 1 })).text).toContain('fewer than two admins')
    expect((await see({ eligible: 1, operatorAgreed: true })).text).not.toContain('fewer than two admins')
  })

  it('does not name an admin of another workspace who asked', async () => {
    expect((await see({ askedBy: null })).text).toContain('by an admin of another workspace')
  })

  it('shows reasons of others as text', async () => {
    const approvals = [{ by: 'amy@acme.example', reason: '<b>saw her</b>', at: NOW }]
    expect((await see({ approvals })).text).toContain('<b>saw her</b>')
  })
})
