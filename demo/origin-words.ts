// Describes in plain words what the pages of the demo origin show.

import type { Assertion } from '../src/origin/index.ts'

const FIRST_FACTORS: Readonly<Record<string, string>> = {
  pwd: 'a password',
  fed: 'a provider (single sign-on)',
}

const SECOND_FACTORS: Readonly<Record<string, string>> = {
  totp: 'a code from an authenticator app',
  recovery_code: 'a recovery code',
  passkey: 'a passkey',
  provider: 'a second factor at the provider',
}

export const describeStatus = (brand: string): string =>
  `Everybody can open this page, for example a health check. A rule of the workspace makes it public. ${brand} tells this page nothing about you, even if you are signed in.`

export const describeHooks = (brand: string): string =>
  `Everybody can post to /hooks, because a rule of the workspace makes it public. ${brand} does not check who sent a webhook. A real origin must check the sender’s signature. Only members can read this page.`

export const describeTransfer = (brand: string): string =>
  `A rule of this workspace requires a second factor that is at most one minute old. If yours is older, ${brand} asks for a new one before your request reaches this page.`

export const describeSecure = (brand: string): string =>
  `This page itself requires a second factor that is at most 5 minutes old. If yours is older, the page answers 401, and ${brand} asks you for a new one.`

export const describePayroll = (brand: string): string =>
  `A rule of this workspace requires a passkey. If you signed in with another second factor, ${brand} asks for a passkey before your request reaches this page.`

export const describeVault = (brand: string): string =>
  `This page itself requires a passkey. If you signed in with another second factor, the page answers 401, and ${brand} asks you for a passkey.`

export function describeFirstFactor({ amr, authTime }: Assertion): string {
  const factor = amr.map((method) => FIRST_FACTORS[method]).find((words) => words !== undefined)
  return `${capitalize(factor ?? `“${amr.join(', ')}”`)}, ${writeTime(authTime)}`
}

export function describeSecondFactor({ secondFactor }: Assertion): string {
  if (!secondFactor) return 'None in this session'
  const { method, at } = secondFactor
  return `${capitalize(SECOND_FACTORS[method] ?? `“${method}”`)}, ${writeTime(at)}`
}

export function describeEnforcement({ enforcement }: Assertion): string {
  if (enforcement.state === 'off') return 'This workspace does not require a second factor'
  const when = writeTime(enforcement.effectiveAt)
  return enforcement.state === 'scheduled'
    ? `Required for everyone from ${when}`
    : `Required for everyone since ${when}`
}

export function writeTime(at: number): string {
  if (at === 0) return 'at an unknown time'
  const options = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' } as const
  return `${new Intl.DateTimeFormat('en-GB', options).format(at * 1000)} UTC`
}

const capitalize = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
