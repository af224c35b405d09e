// A visitor with a software passkey: adds it, and answers what the portal asks of it.

import { makeSoftwarePasskey, type Settings, type SoftwarePasskey } from '../software-passkey.ts'
import { optionsFrom } from './passkey-options.ts'
import type { Answer } from './plain-browser.ts'
import { type Person, portalOrigin } from './test-bed.ts'
import { Visitor } from './visitor.ts'

export const PASSKEYS = '/account/security/passkeys'
export const VERIFY = '/sign-in/verify'

export const passkeyOf = (settings: Partial<Settings> = {}): Promise<SoftwarePasskey> =>
  makeSoftwarePasskey({ origin: portalOrigin, ...settings })

/** Asks for a new passkey, and makes the answer of the browser. */
export async function madeCredential(
  visitor: Visitor,
  page: Answer,
  passkey: SoftwarePasskey,
): Promise<string> {
  return passkey.register(await optionsFrom(visitor, page, `${PASSKEYS}/options`))
}

/** Adds a passkey as the first factor of a signed-in person. */
export async function enrolWithPasskey(
  visitor: Visitor,
  settings: Partial<Settings> = {},
): Promise<SoftwarePasskey> {
  const passkey = await passkeyOf(settings)
  const page = await visitor.ask(`${portalOrigin}/account/security/authenticator`)
  const credential = await madeCredential(visitor, page, passkey)
  const shown = await visitor.submit(page, `${PASSKEYS}/new`, { credential })
  await visitor.submit(shown, '/account/security/recovery-codes/confirm', {})
  return passkey
}

/** Signs in with the password, up to the page that asks for the second factor. */
export async function askedForPasskey(person: Person): Promise<{ visitor: Visitor; page: Answer }> {
  const visitor = new Visitor()
  await visitor.signIn(person)
  return { visitor, page: await visitor.ask(portalOrigin + VERIFY) }
}

export const assertionFor = async (
  visitor: Visitor,
  page: Answer,
  passkey: SoftwarePasskey,
): Promise<string> => passkey.assert(await optionsFrom(visitor, page, `${VERIFY}/passkey/options`))
