// Schemas of accounts and their identities.

import { z } from '@hono/zod-openapi'
import { decodeBase32 } from '../core/base32.ts'
import { COMMON_PASSWORDS } from '../core/common-passwords.ts'
import { EMAIL_MAX_LENGTH, parseEmail } from '../core/email.ts'
import { LANGUAGE_CODES } from '../core/language.ts'
import { parseName } from '../core/name.ts'
import {
  findPasswordProblem,
  PASSWORD_MAX_LENGTH,
  PASSWORD_MIN_LENGTH,
  PASSWORD_PROBLEMS,
} from '../core/password.ts'
import { isProviderId } from '../core/provider.ts'
import { TOTP_ALGORITHMS, TOTP_DIGITS } from '../core/totp.ts'
import { EmailAddress, EmailPath, ID_PATTERN, Id, Name, parsed, Text, Time } from './schemas.ts'

// A new password. The schema compares it with common passwords. The route also compares it with the account's
// name and address.
const NewPassword = z
  .string()
  .check((context) => {
    const problem = findPasswordProblem(context.value, null, COMMON_PASSWORDS)
    if (!problem) return
    context.issues.push({ code: 'custom', message: PASSWORD_PROBLEMS[problem], input: context.value })
  })
  .openapi({
    minLength: PASSWORD_MIN_LENGTH,
    maxLength: PASSWORD_MAX_LENGTH,
    description:
      'Any characters. Must not be a very common password, or be made from the account’s name or address or the platform’s name. If omitted, an existing account keeps its password and a new one has none',
  })
const LanguageCode = z.enum(LANGUAGE_CODES)
export const AccountBody = z
  .strictObject({
    name: Name,
    password: NewPassword.optional(),
    language: LanguageCode.optional().openapi({
      description:
        'Language of mails to the owner, until they sign in on pages in another language. If omitted, an existing account keeps its language and a new one gets English',
    }),
  })
  .openapi('AccountBody')
export const Account = z
  .object({
    id: Id,
    email: EmailAddress,
    name: Text,
    enrolled: z.boolean().openapi({ description: 'Has a second factor' }),
    language: LanguageCode,
    created_at: Time,
    locked_at: Time.nullable().openapi({
      description: 'When the account was locked after a report “This wasn’t me”. Null: it is not locked',
    }),
  })
  .openapi('Account')
const Reason = parsed((text) => parseName(text, 500), 'Must be 1 to 500 characters, in one line').openapi({
  type: 'string',
  minLength: 1,
  maxLength: 500,
  description: 'Recorded in the audit log: who asked, and how you checked who they are',
})
export const ResetBody = z.strictObject({ reason: Reason }).openapi('ResetBody')
export const AddressBody = z
  .strictObject({
    email: parsed(parseEmail, 'Not an e-mail address').openapi({
      type: 'string',
      format: 'idn-email',
      maxLength: EMAIL_MAX_LENGTH,
      description: 'The new address',
    }),
    reason: Reason.optional(),
  })
  .openapi('AddressBody')

const SecondFactor = z
  .object({
    id: Id,
    kind: z.enum(['totp', 'passkey', 'recovery_codes']),
    name: Text.nullable().openapi({ description: 'The name of a passkey. Null for the other kinds' }),
    created_at: Time.nullable().openapi({ description: 'Null for recovery codes' }),
    last_used_at: Time.nullable().openapi({ description: 'Null if it was never used since it was added' }),
    backed_up: z
      .boolean()
      .optional()
      .openapi({ description: 'For a passkey: a copy existed at its last use' }),
    left: z
      .number()
      .int()
      .min(0)
      .max(10)
      .optional()
      .openapi({ description: 'For recovery codes: how many of them still work' }),
  })
  .openapi('SecondFactor')
export const SecondFactors = z.array(SecondFactor).max(12).openapi('SecondFactors')
export const FactorPath = EmailPath.extend({
  id: z.string().openapi({
    param: { name: 'id', in: 'path' },
    pattern: ID_PATTERN,
    description: 'Id of the second factor',
    example: '3q2-7wEjRUNbAyDQjvMkFA',
  }),
})

const LEAST_SECRET_BYTES = 10
const MOST_SECRET_BYTES = 64
const SECRET =
  'Must be 10 to 64 bytes (80 to 512 bits) in base32: A to Z and 2 to 7, in capitals, without padding'

/** Returns null for a secret that is malformed, too short or too long. */
function parseSecret(text: string): Uint8Array | null {
  const bytes = text.length > 2 * MOST_SECRET_BYTES ? null : decodeBase32(text)
  return bytes && bytes.length >= LEAST_SECRET_BYTES && bytes.length <= MOST_SECRET_BYTES ? bytes : null
}

export const AuthenticatorBody = z
  .strictObject({
    secret: parsed(parseSecret, SECRET).openapi({
      type: 'string',
      pattern: '^[A-Z2-7]{16,103}$',
      description: '80 to 512 bits in base32, in capitals, without padding',
      example: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
    }),
    algorithm: z.enum(TOTP_ALGORITHMS),
    digits: z.literal(TOTP_DIGITS).openapi({ type: 'integer', enum: [...TOTP_DIGITS] }),
    period: z.number().int().min(15).max(120).openapi({ description: 'The length of a step, in seconds' }),
    code: z.string().max(20).optional().openapi({
      description: 'A code that the app shows now. A wrong one refuses the import',
      example: '492039',
    }),
  })
  .openapi('AuthenticatorBody')
export const ImportedAuthenticator = z
  .object({ state: z.literal('imported') })
  .openapi('ImportedAuthenticator')

export const IdentityBody = z
  .strictObject({
    provider: z.string().refine(isProviderId, 'Not the id of a provider').openapi({
      pattern: '^[a-z][a-z0-9-]{0,31}$',
      description: 'Id of a provider of kind oidc or ticket',
    }),
    // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is legal (OpenID Connect Core 1.0, section 2)
    subject: z.string().regex(/^[\x00-\x7f]{1,255}$/, 'Must be 1 to 255 ASCII characters'),
  })
  .openapi('IdentityBody')
export const IdentityList = z
  .object({
    identities: z.array(
      z.object({
        provider: z.string().max(32),
        subject: z.string().max(255),
        email: z
          .string()
          .max(EMAIL_MAX_LENGTH)
          .nullable()
          .openapi({ description: 'The address that the provider reported when the identity was linked' }),
        linked_at: Time,
      }),
    ),
  })
  .openapi('IdentityList')
