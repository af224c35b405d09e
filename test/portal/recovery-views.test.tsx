// The page of a recovery's link, rendered from facts.

import { expect, it } from 'vitest'
import { RecoverView } from '../../src/portal/pages/recovery/recover-view.tsx'
import { passkeys } from '../../src/words/en/passkeys.ts'
import { recovery as say } from '../../src/words/en/recovery.ts'
import { draw } from '../support/view.ts'

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
