// Chromium's virtual authenticator (WebAuthn.addVirtualAuthenticator), for one page.

import type { CDPSession, Page } from 'playwright-core'

interface Kind {
  /** False for a security key that asks for a touch only. */
  readonly verifiesUser?: boolean
  /** True for a password manager, whose passkeys are on several devices. */
  readonly isSynced?: boolean
}

export interface VirtualAuthenticator {
  countCredentials(): Promise<number>
  /** Deletes the passkeys as their owner does on the device. The server is not told. */
  deleteCredentials(): Promise<void>
  /** Fails the next ceremonies, as if the person gave up, or lets them succeed again. */
  setGivesUp(givesUp: boolean): Promise<void>
}

export async function addAuthenticator(
  page: Page,
  { verifiesUser = true, isSynced = false }: Kind = {},
): Promise<VirtualAuthenticator> {
  const devTools: CDPSession = await page.context().newCDPSession(page)
  await devTools.send('WebAuthn.enable')
  const { authenticatorId } = await devTools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: verifiesUser ? 'internal' : 'usb',
      hasResidentKey: verifiesUser,
      hasUserVerification: verifiesUser,
      isUserVerified: verifiesUser,
      automaticPresenceSimulation: true,
      defaultBackupEligibility: isSynced,
      defaultBackupState: isSynced,
    },
  })
  const listCredentials = async () =>
    (await devTools.send('WebAuthn.getCredentials', { authenticatorId })).credentials
  return {
    countCredentials: async () => (await listCredentials()).length,
    deleteCredentials: async () =>
      void (await devTools.send('WebAuthn.clearCredentials', { authenticatorId })),
    setGivesUp: async (givesUp) =>
      void (await devTools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: !givesUp })),
  }
}
