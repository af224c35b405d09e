// Describes an assertion in plain words.

import type { Assertion } from '../src/origin/index.ts'

const FIRST_FACTORS: Readonly<Record<string, string>> = {
  pwd: 'a password',
  fed: 'a provider (single sign-on)',
}

const SECOND_FACTORS: Readonly<Record<string, string>> = {
  totp: 'a code from an authenticator app',
  recovery_code: 'a recovery code',
  provider: 'a second factor at the provider',
}

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

function writeTime(at: number): string {
  if (at === 0) return 'at an unknown time'
  const options = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' } as const
  return `${new Intl.DateTimeFormat('en-GB', options).format(at * 1000)} UTC`
}

const capitalize = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
