// Passkeys on the page that asks for a second factor, in their list and before one is removed, each rendered
// from facts.

import { describe, expect, it } from 'vitest'
import { MOST_PASSKEYS, type PasskeyRefusal } from '../../src/core/passkey.ts'
import type { OwnPasskey } from '../../src/flows/own-account/passkeys.ts'
import { PasskeysView, RemovePasskeyView } from '../../src/portal/pages/account/passkeys-view.tsx'
import { type PasskeyFacts, type VerifyFacts, VerifyView } from '../../src/portal/pages/verify-view.tsx'
import { PasskeyScript } from '../../src/portal/parts/passkey-form.tsx'
import { sentenceOf } from '../../src/portal/parts/passkey-refusal.ts'
import { passkeys as say } from '../../src/words/en/passkeys.ts'
import { verify } from '../../src/words/en/verify.ts'
import { NOW } from '../support/rows.ts'
import { draw } from '../support/view.ts'

const HERE = '/enter?host=acme.example.com&return_to=%2Freport'
const SITE = { host: 'acme.example.com', name: 'Acme', logo: null }
const LIST = '/account/security/passkeys'
const back = (path: string) => `${path}?${new URLSearchParams({ return_to: HERE })}`

describe('the page that asks for a second factor', () => {
  const PASSKEY: PasskeyFacts = { say, refusal: null, addAnother: null }
  const FACTS: VerifyFacts = {
    ...{ email: 'ada@acme.example', site: SITE, returnTo: HERE, refusal: null, typed: '' },
    ...{ maxAge: 60, isRecovery: false, isStepUp: false, appDigits: 6 as const, passkey: PASSKEY },
  }
  const see = (change: Partial<VerifyFacts> = {}) => draw(<VerifyView {...FACTS} {...change} />)
  const actions = async (change: Partial<VerifyFacts>) =>
    (await see(change)).forms.map(({ action }) => action)
  const USE = '/sign-in/verify/passkey'
  const CODE = '/sign-in/verify'

  it('offers a passkey before the field for codes, with the same demand and return address', async () => {
    const { forms, text } = await see()
    expect(forms).toEqual([
      { action: USE, fields: { return_to: HERE, max_age: '60', assertion: '' } },
      { action: CODE, fields: { return_to: HERE, max_age: '60', code: '' } },
    ])
    expect(text).toContain(say.noScript)
  })

  it('says nothing of passkeys to a person who has none, or asked for a recovery code', async () => {
    expect((await see({ passkey: null })).text).not.toMatch(/passkey/i)
    expect(await actions({ passkey: null })).toEqual([CODE])
    expect(await actions({ isRecovery: true })).toEqual([CODE])
  })

  it('says how many digits the app shows, beside a passkey and without one', async () => {
    expect((await see({ appDigits: 8 })).text).toContain(say.useOrCode(8))
    expect((await see({ appDigits: 8, passkey: null })).text).toContain(verify.enterCode(8))
    expect((await see({ passkey: null })).text).toContain(verify.enterCode(6))
  })

  it('without an app takes recovery codes in the field, and says so', async () => {
    const { text, links } = await see({ appDigits: null })
    expect(text).toContain(say.useOrRecovery)
    expect(text).toContain(verify.recoveryCode)
    expect(text).not.toContain(verify.useRecoveryCode)
    expect(links.filter((link) => link.includes('method=recovery'))).toEqual([])
  })

  it('that accepts only a passkey has no field, and leads to adding another one', async () => {
    const { forms, links, text } = await see({ passkey: { ...PASSKEY, addAnother: back(LIST) } })
    expect(forms).toEqual([
      { action: USE, fields: { return_to: HERE, max_age: '60', methods: 'passkey', assertion: '' } },
    ])
    expect(links).toContain(back(LIST))
    expect(text).toContain('Acme requires a passkey')
  })

  it('shows why a passkey was refused, beside its button', async () => {
    const { alerts } = await see({ passkey: { ...PASSKEY, refusal: say.refusals.unknown } })
    expect(alerts).toEqual([say.refusals.unknown])
  })
})

it('every reason for a refusal is told in one sentence, without the words of the log', () => {
  const reasons: readonly PasskeyRefusal[] = [
    'malformed',
    'challenge-unknown',
    'wrong-rp-id',
    'bad-signature',
  ]
  for (const reason of reasons) {
    const sentence = sentenceOf(say, reason)
    expect(Object.values(say.refusals)).toContain(sentence)
    expect(sentence).not.toMatch(/challenge|signature|RP|JSON/)
  }
})

it('the script gets each of its sentences by an attribute', async () => {
  const html = String(await (<PasskeyScript say={say} />))
  expect(html).toContain('src="/assets/passkeys.js"')
  for (const name of ['waiting', 'not-added', 'already-here', 'timed-out', 'unreachable'])
    expect(html).toContain(`data-${name}="`)
})

const KEY: OwnPasskey = {
  ...{ id: 'key', name: 'Phone', createdAt: NOW - 500, lastUsedAt: NOW - 5, isBackedUp: true, isHere: true },
  isOfThisSession: false,
}

describe('the list of passkeys', () => {
  type Props = Parameters<typeof PasskeysView>[0]
  const FACTS: Props = {
    ...{ say, passkeys: [KEY], done: '', refusal: null, refusedName: null },
    ...{ isEnrolled: true, returnTo: null, accepted: null },
  }
  const see = (change: Partial<Props> = {}) => draw(<PasskeysView {...FACTS} {...change} />)

  it('says of each when it was added and used, whether it is synced, and whether it was used here', async () => {
    const { text } = await see({ passkeys: [KEY, { ...KEY, id: 'b', lastUsedAt: null, isBackedUp: false }] })
    for (const said of ['Phone', 'Added ', 'Last used ', say.synced, say.notSynced, say.neverUsed])
      expect(text).toContain(said)
    expect(text).not.toContain(say.ofThisSession)
    expect((await see({ passkeys: [{ ...KEY, isOfThisSession: true }] })).text).toContain(say.ofThisSession)
  })

  it('says of one for an earlier address that it does not work', async () => {
    const { text } = await see({ passkeys: [{ ...KEY, isHere: false }] })
    expect(text).toContain(say.elsewhere)
    expect(text).not.toContain(say.synced)
  })

  it('renames with a form of its own, and keeps a refused name in its field', async () => {
    expect((await see()).forms[0]).toEqual({ action: `${LIST}/key/name`, fields: { name: 'Phone' } })
    const { forms, invalid, alerts } = await see({ refusedName: { id: 'key', typed: ' ' } })
    expect([forms[0]?.fields.name, invalid, alerts]).toEqual([' ', ['name'], [say.refusals.badName(60)]])
  })

  it('adds another one until there are ten', async () => {
    const add = { action: `${LIST}/new`, fields: { credential: '' } }
    expect((await see()).forms).toContainEqual(add)
    const passkeys = Array.from({ length: MOST_PASSKEYS }, (_, i) => ({ ...KEY, id: `${i}` }))
    const { forms, text } = await see({ passkeys })
    expect(forms).not.toContainEqual(add)
    expect(text).toContain(say.tooMany(MOST_PASSKEYS))
  })

  it('keeps the way to a workspace in every link and form', async () => {
    const { forms, links } = await see({ returnTo: HERE, isEnrolled: false })
    expect(forms.map(({ fields }) => fields.return_to)).toEqual([HERE, HERE])
    expect(links).toEqual([back(`${LIST}/key/remove`), back('/account/security/authenticator')])
  })
})

describe('the question before a passkey is removed', () => {
  type Props = Parameters<typeof RemovePasskeyView>[0]
  const FACTS: Props = {
    ...{ say, passkey: KEY, isLastPasskey: false, isLastFactor: false, requiring: [], returnTo: null },
  }
  const see = (change: Partial<Props> = {}) => draw(<RemovePasskeyView {...FACTS} {...change} />)
  const ACME = {
    ...{ workspaceId: 'acme', slug: 'acme', name: 'Acme', role: 'member' as const, hosts: ['acme.example'] },
    ...{ isBinding: true, graceDays: 14, effectiveAt: NOW },
  }

  it('names the passkey, and is cancelled without a form', async () => {
    const { text, forms, links } = await see()
    expect(text).toContain('Phone')
    expect(forms).toEqual([{ action: `${LIST}/key/remove`, fields: {} }])
    expect(links).toEqual([LIST])
  })

  it('warns before the last passkey, and before the last factor of all', async () => {
    expect((await see({ isLastPasskey: true })).text).toContain(say.removeLastOne)
    const last = await see({ isLastPasskey: true, isLastFactor: true })
    expect(last.text).toContain(say.removeLastFactor)
    expect(last.text).not.toContain(say.removeLastOne)
  })

  it('names the workspace that requires the last factor, and has no form then', async () => {
    const { text, forms } = await see({ isLastPasskey: true, isLastFactor: true, requiring: [ACME] })
    expect(text).toContain('Acme (acme.example)')
    expect(forms).toEqual([])
    expect((await see({ requiring: [ACME] })).forms).toHaveLength(1)
  })
})
