// An entry of another product's export: whose app it is, and how the app makes its codes.

import { decodeBase32 } from '../../src/core/base32.ts'
import { err, ok, type Result } from '../../src/core/result.ts'
import { TOTP_ALGORITHMS, TOTP_DIGITS, type TotpAlgorithm, type TotpKey } from '../../src/core/totp.ts'

export interface Entry {
  /** The line of the file that it begins in. */
  readonly line: number
  /** The name in the other product, such as `ada` or an address. Empty if it has none. */
  readonly user: string
  /** The part of the other product that the name belongs to, where it has several. */
  readonly realm?: string
  /** The address that the other product has for the user. */
  readonly email?: string
  /** True if the other product says that nobody verified that address. */
  readonly isUnverified?: boolean
  /** The app, or why it can't be taken. */
  readonly app: Result<TotpKey, string>
}

/** What an export says about an app. Everything but the secret is text, as the file has it. */
export interface AppFields {
  readonly secret: Result<Uint8Array, string>
  readonly algorithm: string
  readonly digits: string
  readonly period: string
}

const LEAST_SECRET_BYTES = 10
const MOST_SECRET_BYTES = 64

/** Returns the app if the portal can take it. Otherwise says why not. */
export function appFrom({ secret, algorithm, digits, period }: AppFields): Result<TotpKey, string> {
  if (!secret.ok) return secret
  const bits = secret.value.length * 8
  if (secret.value.length < LEAST_SECRET_BYTES) return err(`its secret has ${bits} bits; 80 are needed`)
  if (secret.value.length > MOST_SECRET_BYTES) return err('its secret is longer than 64 bytes')
  const known = algorithmFrom(algorithm)
  if (!known) return err('its algorithm is not SHA-1, SHA-256 or SHA-512')
  const count = TOTP_DIGITS.find((each) => String(each) === digits)
  if (!count) return err('its codes do not have 6 or 8 digits')
  const seconds = /^\d{1,4}$/.test(period) ? Number(period) : 0
  if (seconds < 15 || seconds > 120) return err('its period is not 15 to 120 seconds')
  return ok({ secret: secret.value, algorithm: known, digits: count, period: seconds })
}

/** Reads `SHA1`, `sha-256`, `HmacSHA512` and the like. */
function algorithmFrom(text: string): TotpAlgorithm | undefined {
  const bare = text
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replace(/^HMAC/, '')
  return TOTP_ALGORITHMS.find((known) => known === bare)
}

/** Reads base32 in any case, with or without padding, spaces and dashes. */
export function secretFromBase32(text: string): Result<Uint8Array, string> {
  const bytes = decodeBase32(text.toUpperCase().replace(/[\s-]/g, '').replace(/=+$/, ''))
  return bytes && bytes.length > 0 ? ok(bytes) : err('its secret is not base32')
}

/** Returns the text of a value in an export, which may be anything. Empty if it is not a text. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')

/** Returns the members of an object in an export. None if it is no object. */
export const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {}

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
