// Each action of the audit log as an English sentence. The types and complete.test.ts check the other
// languages.

import { describe, expect, it } from 'vitest'
import { AUDIT_ACTIONS, type AuditAction } from '../../src/core/audit-action.ts'
import { LANGUAGE_CODES } from '../../src/core/language.ts'
import { detailsIn, plainText, sentenceOf, type ToldEntry } from '../../src/words/audit-sentences.ts'
import { en } from '../../src/words/en/index.ts'
import { loadWords } from '../../src/words/languages.ts'

const entry = (action: string, more: Partial<ToldEntry> = {}): ToldEntry => ({
  ...{ actor: 'grace@acme.example', actorName: 'Grace', action, isAboutAccount: true },
  ...{ email: 'bo@acme.example', name: 'Bo', detail: {} },
  ...more,
})
const say = (told: ToldEntry, words = en) => plainText(sentenceOf(words, told, 'Acme', (name) => name))

const SAID: Record<AuditAction, readonly [sentence: string, detail?: ToldEntry['detail']]> = {
  'sign_in.succeeded': ['Grace signed in'],
  'sign_in.refused': ['Grace was refused sign-in'],
  'second_factor.refused': ['Grace entered a wrong second-factor code'],
  'second_factor.proved': ['Grace completed the second step'],
  'session.ended': ['Grace signed out'],
  'authenticator.enrolled': ['Grace set up an authenticator app'],
  'authenticator.imported': ['Grace imported the authenticator app of Bo'],
  'authenticator.replaced': ['Grace replaced their authenticator app'],
  'authenticator.removed': ['Grace removed the authenticator app of Bo'],
  'passkey.added': ['Grace added the passkey Key', { name: 'Key' }],
  'passkey.renamed': ['Grace renamed a passkey to Key', { name: 'Key' }],
  'passkey.removed': ['Grace removed the passkey Key of Bo', { name: 'Key' }],
  'passkey.counter_went_back': ['The counter of the passkey Key of Bo went back', { name: 'Key' }],
  'second_factor.disabled': ['Grace turned off two-factor authentication'],
  'second_factor.reset': ['Grace reset the two-factor authentication of Bo'],
  'recovery_codes.generated': ['Grace created new recovery codes'],
  'recovery_codes.confirmed': ['Grace saved new recovery codes'],
  'recovery_codes.removed': ['Grace deleted the recovery codes of Bo'],
  'password.refused': ['Grace entered a wrong current password'],
  'password.link_sent': ['A link to choose a new password was sent to Bo'],
  'password.changed': ['Grace changed their password'],
  'account.disowned': ['Grace reported a change to the account of Bo as not theirs'],
  'account.unlocked': ['Grace unlocked the account of Bo'],
  'account.put': ['Grace created or changed the account of Bo'],
  'account.provisioned': ['Grace got an account at their first sign-in through okta', { provider: 'okta' }],
  'account.created': ['Grace created their account with an invitation'],
  'identity.linked': ['Grace linked Bo to okta', { provider: 'okta' }],
  'identity.unlinked': ['Grace unlinked Bo from okta', { provider: 'okta' }],
  'address.requested': [
    'Grace asked to change their address to new@acme.example',
    { email: 'new@acme.example' },
  ],
  'address.cancelled': ['Grace cancelled a change of their address'],
  'address.changed': [
    'Grace changed the address of Bo to new@acme.example',
    { email: 'new@acme.example', was_email: 'old@acme.example' },
  ],
  'account.deleted': ['Grace deleted the account bo@acme.example', { email: 'bo@acme.example' }],
  'workspace.put': ['Grace changed the setup of Acme', { is_new: false }],
  'workspace.deleted': ['Grace deleted the workspace acme', { slug: 'acme' }],
  'workspace.entered': ['Grace entered Acme with a second factor', { acr: 'aal2' }],
  'workspace.refused': [
    'Grace was refused access to Acme: no second factor',
    { reason: 'enrollment-required' },
  ],
  'prompt.deferred': ['Grace postponed setting up two-factor authentication for Acme'],
  'policy.changed': ['Grace stopped requiring two-factor authentication in Acme', { enforced: false }],
  'rules.changed': ['Grace changed the access rules of Acme'],
  'providers.changed': ['Grace changed the ways to sign in to Acme'],
  'edge.changed': ['Grace changed how requests to Acme are forwarded'],
  'appearance.changed': ['Grace changed the name or colour of Acme'],
  'logo.changed': ['Grace changed the logo of Acme'],
  'logo.removed': ['Grace removed the logo of Acme'],
  'member.put': ['Grace changed the role of Bo in Acme to admin', { role: 'admin', was: 'member' }],
  'member.address_changed': [
    'Grace changed the address of Bo to new@acme.example',
    { email: 'new@acme.example', was_email: 'old@acme.example' },
  ],
  'member.removed': ['Grace removed Bo from Acme'],
  'member.left': ['Grace left Acme'],
  'invitation.sent': ['Grace invited cy@acme.example to Acme', { email: 'cy@acme.example' }],
  'invitation.resent': [
    'Grace sent the invitation of cy@acme.example to Acme again',
    { email: 'cy@acme.example' },
  ],
  'invitation.revoked': [
    'Grace revoked the invitation of cy@acme.example to Acme',
    { email: 'cy@acme.example' },
  ],
  'invitation.accepted': ['Grace accepted an invitation to Acme as admin', { role: 'admin' }],
  'members.viewed': ['Grace viewed the member list of Acme'],
  'extension.granted': [
    'Grace gave Bo until 15 Jan 2027, 08:00 UTC to meet the requirements of Acme',
    { until_at: 1_800_000_000 },
  ],
  'extension.ended': ['Grace ended the extra time of Bo in Acme', { until_at: 1_800_000_000 }],
  'self_recovery.changed': [
    'Grace changed whether members of Acme may recover their account without an admin',
  ],
  'recovery.asked': ['Grace asked to recover the account of Bo'],
  'recovery.approved': ['Grace agreed to recover the account of Bo'],
  'recovery.linked': ['Bo was sent a link to recover their account'],
  'recovery.stopped': ['Grace stopped the recovery of the account of Bo'],
  'recovery.completed': ['Grace recovered their account with a new second factor'],
  'token.created': ['Grace created the API token ci for Acme', { name: 'ci' }],
  'token.revoked': ['Grace revoked an API token of Acme'],
  'service_token.created': ['Grace created the service token ci for Acme', { name: 'ci' }],
  'service_token.rotated': ['Grace rotated the service token ci of Acme', { name: 'ci' }],
  'service_token.changed': ['Grace changed the service token ci of Acme', { name: 'ci' }],
  'service_token.disabled': ['Grace disabled the service token ci of Acme', { name: 'ci' }],
  'service_token.deleted': ['Grace deleted the service token ci of Acme', { name: 'ci' }],
  'service_token.used': ['The service token ci was used in Acme on this day', { name: 'ci' }],
  'key.rotated': ['Grace replaced the pass-signing key of the platform', { purpose: 'pass-signing' }],
  'notice.retried': ['Grace sent the notification n1 again', { id: 'n1' }],
}

describe('an entry of the audit log', () => {
  it.each(AUDIT_ACTIONS)('%s is a sentence', (action) => {
    const [sentence, detail = {}] = SAID[action]
    expect(say(entry(action, { detail }))).toBe(sentence)
  })

  it('says which of two things an action did', () => {
    expect(say(entry('member.put', { detail: { role: 'owner', was: null } }))).toBe(
      'Grace added Bo to Acme as owner',
    )
    expect(say(entry('workspace.entered', { detail: { acr: 'aal1' } }))).toBe(
      'Grace entered Acme without a second factor',
    )
    expect(say(entry('workspace.put', { detail: { is_new: true } }))).toBe('Grace created Acme')
    const required = { enforced: true, effective_at: 1_800_000_000 }
    expect(say(entry('policy.changed', { detail: required }))).toMatch(
      /^Grace required two-factor authentication in Acme from 15 Jan 2027/,
    )
    const passkeys = { ...required, policy: 'phishing-resistant' }
    expect(say(entry('policy.changed', { detail: passkeys }))).toMatch(
      /^Grace required passkeys in Acme from 15 Jan 2027/,
    )
    expect(say(entry('policy.changed', { detail: { ...passkeys, enforced: false } }))).toBe(
      'Grace stopped requiring passkeys in Acme',
    )
  })

  it.each([
    ['operator', 'The platform’s support team'],
    ['token ci (abc)', 'API token ci'],
    ['token a (b) (abc)', 'API token a (b)'],
    ['gone@acme.example', 'gone@acme.example'],
  ])('shows the actor %j', (actor, name) => {
    expect(say(entry('logo.removed', { actor, actorName: null }))).toBe(`${name} removed the logo of Acme`)
  })

  it('says that an account was deleted, or that a value is unknown', () => {
    const gone = { email: null, name: null }
    expect(say(entry('member.removed', gone))).toBe('Grace removed (deleted account) from Acme')
    expect(say(entry('member.removed', { ...gone, isAboutAccount: false }))).toContain('(unknown)')
    expect(say(entry('token.created'))).toBe('Grace created the API token (unknown) for Acme')
  })

  it.each(['x.y', 'toString', '__proto__', 'constructor'])(
    'with the unknown action %s shows its code',
    (action) => expect(say(entry(action))).toBe(`Grace: ${action}`),
  )

  it('does not name an admin of another workspace', () => {
    const told = entry('recovery.approved', { actor: 'admin elsewhere', actorName: null })
    expect(say(told)).toMatch(/^An admin of another workspace /)
  })

  it('is never long, even if the edge did not write it', async () => {
    const long = 'x'.repeat(100_000)
    const odd = entry('member.put', { actorName: long, name: long, detail: { role: { a: long }, was: 1 } })
    for (const language of LANGUAGE_CODES)
      expect(say(odd, (await loadWords(language)) as typeof en).length).toBeLessThan(1000)
    expect(
      detailsIn(en, { [long]: long })
        .flat()
        .join('').length,
    ).toBeLessThan(500)
  })

  it('has its details with names and readable values, and leaves out empty ones', () => {
    const detail = {
      was: 'member',
      enforced: true,
      effective_at: 1e300,
      standing: 'free',
      other: 7,
      none: null,
    }
    expect(detailsIn(en, { ...detail, expires_at: 1_800_000_000, after: '' })).toEqual([
      ['Role before', 'member'],
      ['Two-factor authentication required', 'yes'],
      ['Required from', '1e+300'],
      ['Filtered by status', 'Not enrolled'],
      ['other', '7'],
      ['Expires', expect.stringContaining('15 Jan 2027')],
    ])
  })
})
