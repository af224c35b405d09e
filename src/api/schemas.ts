// The shapes of the API: each is checked at the door and stands in the description at once.

import { z } from '@hono/zod-openapi'
import { parseAccent } from '../core/accent.ts'
import { parseEmail } from '../core/email.ts'
import { LANGUAGE_CODES } from '../core/language.ts'
import { parseDisplayName, parseName } from '../core/name.ts'
import {
  findPasswordProblem,
  PASSWORD_MAX_LENGTH,
  PASSWORD_MIN_LENGTH,
  PASSWORD_PROBLEMS,
} from '../core/password.ts'
import { GRACE_DAYS } from '../core/policy.ts'
import { isProviderId } from '../core/provider.ts'
import { ROLES } from '../core/roles.ts'
import { STANDINGS } from '../core/standing.ts'
import { TOKEN_MAX_DAYS } from '../flows/tokens.ts'

export const PAGE_SIZE = 100

const parsed = <T>(parse: (text: string) => T | null, message: string) =>
  z.string().transform((text, context): T => {
    const value = parse(text)
    if (value !== null) return value
    context.issues.push({ code: 'custom', message, input: text })
    return z.NEVER
  })

export const Time = z.iso
  .datetime()
  .openapi({ example: '2026-11-14T10:00:00Z', description: 'RFC 3339, UTC' })
const NAME = 'Must be 1 to 100 characters, in one line, with a letter, digit or symbol and nothing invisible'
const Name = parsed(parseName, NAME).openapi({ type: 'string', example: 'Acme' })

export const EmailPath = z.object({
  email: parsed(parseEmail, 'Not an e-mail address').openapi({
    type: 'string',
    param: { name: 'email', in: 'path' },
    example: 'ada@acme.example',
  }),
})
export const SlugPath = z.object({
  slug: z.string().openapi({ param: { name: 'slug', in: 'path' }, example: 'acme' }),
})
export const MemberPath = SlugPath.extend(EmailPath.shape)
export const TokenPath = SlugPath.extend({ id: z.string().openapi({ param: { name: 'id', in: 'path' } }) })

// What has to do with whose it is, the flow sees to.
const NewPassword = z
  .string()
  .check((context) => {
    const problem = findPasswordProblem(context.value, null)
    if (!problem) return
    context.issues.push({ code: 'custom', message: PASSWORD_PROBLEMS[problem], input: context.value })
  })
  .openapi({
    minLength: PASSWORD_MIN_LENGTH,
    maxLength: PASSWORD_MAX_LENGTH,
    description:
      'Any characters, but none of the most common passwords, nor one made from the account’s name or address. Left out, the account keeps the one it has, or has none',
  })
const LanguageCode = z.enum(LANGUAGE_CODES)
export const AccountBody = z
  .strictObject({
    name: Name,
    password: NewPassword.optional(),
    language: LanguageCode.optional().openapi({
      description:
        'In which its owner is written to, until they sign in on pages in another one. Left out, the account keeps the one it has, or has English',
    }),
  })
  .openapi('AccountBody')
export const Account = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    enrolled: z.boolean(),
    language: LanguageCode,
    created_at: Time,
  })
  .openapi('Account')
export const ResetBody = z
  .strictObject({
    reason: parsed((text) => parseName(text, 500), 'Must be 1 to 500 characters, in one line').openapi({
      type: 'string',
    }),
  })
  .openapi('ResetBody')

export const WorkspaceBody = z
  .strictObject({ name: Name, hosts: z.array(z.string()).min(1).max(20), origin: z.string() })
  .openapi('WorkspaceBody')
export const Workspace = z
  .object({
    id: z.string(),
    slug: z.string(),
    name: z.string(),
    hosts: z.array(z.string()),
    origin: z.string(),
    created_at: Time,
  })
  .openapi('Workspace')
export const NextCursor = z
  .string()
  .nullable()
  .openapi({ description: 'For the next page; null on the last' })
export const WorkspacePage = z
  .object({ workspaces: z.array(Workspace), next_cursor: NextCursor })
  .openapi('WorkspacePage')

const SecondFactorAt = z.enum(['challenged', 'trusted']).openapi({
  description: 'challenged: our second factor is asked for after it; trusted: unless it says that it saw one',
})
export const ProviderList = z
  .object({
    providers: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(['password', 'oidc', 'ticket']),
        label: z.string(),
        second_factor: SecondFactorAt,
        provision: z.boolean(),
        trust_email: z.boolean(),
      }),
    ),
  })
  .openapi('ProviderList')
const AllowedProviders = z
  .array(z.string())
  .min(1)
  .max(50)
  .nullable()
  .openapi({ description: 'Ids of the providers that members may come through; null for any' })
export const AllowedProvidersBody = z
  .strictObject({ allowed: AllowedProviders })
  .openapi('AllowedProvidersBody')
export const AllowedProvidersSet = z.object({ allowed: AllowedProviders }).openapi('AllowedProviders')
export const IdentityBody = z
  .strictObject({
    provider: z.string().refine(isProviderId, 'Not the id of a provider'),
    // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is legal (OpenID Connect Core 1.0, section 2)
    subject: z.string().regex(/^[\x00-\x7f]{1,255}$/, 'Must be 1 to 255 ASCII characters'),
  })
  .openapi('IdentityBody')
export const IdentityList = z
  .object({
    identities: z.array(
      z.object({
        provider: z.string(),
        subject: z.string(),
        email: z.string().nullable().openapi({ description: 'What the provider said when they were linked' }),
        linked_at: Time,
      }),
    ),
  })
  .openapi('IdentityList')

export const AppearanceBody = z
  .strictObject({
    display_name: parsed(parseDisplayName, `${NAME}, and no web address`)
      .nullable()
      .openapi({
        type: ['string', 'null'],
        example: 'Acme',
        description: 'What people read in place of the name that the operator gave; null for that one',
      }),
    accent: parsed(parseAccent, 'Must be a colour such as #1a5fb4')
      .nullable()
      .openapi({ type: ['string', 'null'], example: '#1a5fb4', description: 'null for the portal’s own' }),
  })
  .openapi('AppearanceBody')
export const Appearance = z
  .object({
    display_name: z.string().nullable(),
    accent: z.string().nullable(),
    logo_url: z.string().nullable().openapi({ description: 'Changes with the logo; anybody may load it' }),
  })
  .openapi('Appearance')
export const ImageBytes = z.string().openapi({ format: 'binary' })

const GraceDays = z.literal(GRACE_DAYS).openapi({ type: 'integer', enum: [...GRACE_DAYS] })
export const PolicyBody = z
  .strictObject({ enforced: z.boolean(), grace_days: GraceDays })
  .openapi('PolicyBody')
export const Policy = z
  .object({
    enforced: z.boolean(),
    grace_days: GraceDays,
    state: z.enum(['off', 'scheduled', 'in_effect']),
    effective_at: Time.nullable(),
    updated_at: Time.nullable(),
    updated_by: z.string().nullable(),
  })
  .openapi('Policy')
export const Preview = z
  .object({ effective_at: Time.nullable(), blocked_now: z.int(), blocked_at_effective: z.int() })
  .openapi('PolicyPreview')
export const Enrollment = z
  .object({ members: z.int(), enrolled: z.int(), pending: z.int(), overdue: z.int() })
  .openapi('Enrollment')

const RoleSchema = z.enum(ROLES)
export const MemberBody = z.strictObject({ role: RoleSchema }).openapi('MemberBody')
export const Member = z
  .object({
    email: z.string(),
    name: z.string(),
    role: RoleSchema,
    standing: z.enum(STANDINGS),
    joined_at: Time,
  })
  .openapi('Member')
export const MemberPage = z
  .object({ members: z.array(Member), next_cursor: NextCursor })
  .openapi('MemberPage')
export const MemberQuery = z.strictObject({
  standing: z.enum(STANDINGS).optional(),
  cursor: z.string().max(100).optional(),
})
export const CursorQuery = z.strictObject({ cursor: z.string().max(100).optional() })

export const TokenBody = z
  .strictObject({ name: Name, expires_in_days: z.int().min(1).max(TOKEN_MAX_DAYS) })
  .openapi('TokenBody')
export const Token = z
  .object({
    id: z.string(),
    name: z.string(),
    made_by: z.string().nullable(),
    created_at: Time,
    expires_at: Time,
  })
  .openapi('Token')
export const TokenList = z.object({ tokens: z.array(Token) }).openapi('TokenList')
export const NewToken = Token.extend({
  token: z.string().openapi({ description: 'Shown this once' }),
}).openapi('NewToken')

export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string().optional(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .openapi('Problem')
