// Schemas of the API. Each one checks a request and describes it in the OpenAPI document.

import { z } from '@hono/zod-openapi'
import { EMAIL_MAX_LENGTH, parseEmail } from '../core/email.ts'
import { parseName } from '../core/name.ts'
import { SLUG } from '../core/workspace.ts'
import { TOKEN_MAX_DAYS } from '../flows/administration/tokens.ts'

export const PAGE_SIZE = 100
export const ID_PATTERN = '^[\\w-]{22}$'

/** Parses a text with a parser of core/. Answers `message` if that parser returns null. */
export const parsed = <T>(parse: (text: string) => T | null, message: string) =>
  z.string().transform((text, context): T => {
    const value = parse(text)
    if (value !== null) return value
    context.issues.push({ code: 'custom', message, input: text })
    return z.NEVER
  })

export const Time = z.iso
  .datetime()
  .openapi({ example: '2026-11-14T10:00:00Z', description: 'RFC 3339, UTC' })
export const NAME =
  'Must be 1 to 100 characters in one line, with a letter, digit or symbol and no invisible characters'
export const Name = parsed(parseName, NAME).openapi({
  type: 'string',
  minLength: 1,
  maxLength: 100,
  description: 'One line',
})

/** 128 random bits as base64url. */
export const Id = z.string().regex(new RegExp(ID_PATTERN))
/** A text from the database. It was checked when it was stored. */
export const Text = z.string().max(100)
export const EmailAddress = z
  .string()
  .max(EMAIL_MAX_LENGTH)
  .openapi({ format: 'idn-email', description: 'As it was written when the account was created' })
const Slug = z.string().regex(SLUG).max(63)
/** Who did something, for people: an address, a token's name and id, or `operator`. */
export const ActorName = z.string().max(300)

export const EmailPath = z.object({
  email: parsed(parseEmail, 'Not an e-mail address').openapi({
    type: 'string',
    format: 'idn-email',
    maxLength: EMAIL_MAX_LENGTH,
    param: { name: 'email', in: 'path' },
    description:
      'E-mail address, percent-encoded UTF-8. Case, outer spaces and Unicode form make no difference',
    example: 'ada@acme.example',
  }),
})
export const SlugPath = z.object({
  slug: z.string().openapi({
    param: { name: 'slug', in: 'path' },
    pattern: SLUG.source,
    maxLength: 63,
    description: 'Short name of the workspace',
    example: 'acme',
  }),
})
export const MemberPath = SlugPath.extend(EmailPath.shape)
export const TokenPath = SlugPath.extend({
  id: z.string().openapi({
    param: { name: 'id', in: 'path' },
    pattern: ID_PATTERN,
    description: 'Id of the token',
    example: 'c0tXkIvM5pQ2mEw8sZy1Lg',
  }),
})

export const WorkspaceBody = z
  .strictObject({
    name: Name,
    hosts: z
      .array(z.string().openapi({ minLength: 1, maxLength: 260 }))
      .min(1)
      .max(20)
      .openapi({
        description:
          'Host names that the edge answers for this workspace. None may be another workspace’s host or origin',
      }),
    origin: z.string().openapi({
      format: 'uri',
      maxLength: 300,
      description:
        'Web origin of the service behind the edge: https, a name in DNS, and no path. It may not be a host of the edge',
    }),
  })
  .openapi('WorkspaceBody')
export const Workspace = z
  .object({
    id: Id,
    slug: Slug,
    name: Text,
    hosts: z.array(z.string().max(260)).max(20),
    origin: z.string().max(300).openapi({ format: 'uri' }),
    created_at: Time,
  })
  .openapi('Workspace')
export const NextCursor = z
  .string()
  .max(100)
  .nullable()
  .openapi({ description: 'For the next page. null on the last one' })
export const Cursor = z
  .string()
  .max(100)
  .openapi({ description: '`next_cursor` of the previous page. Leave it out for the first page' })
export const WorkspacePage = z
  .object({ workspaces: z.array(Workspace), next_cursor: NextCursor })
  .openapi('WorkspacePage')

const ProviderId = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/)
const SecondFactorAt = z.enum(['challenged', 'trusted']).openapi({
  description:
    '`challenged`: the portal asks for its own second factor. `trusted`: it does not ask if the provider reports one',
})
export const ProviderList = z
  .object({
    providers: z.array(
      z.object({
        id: ProviderId,
        kind: z.enum(['password', 'oidc', 'ticket']),
        label: Text,
        second_factor: SecondFactorAt,
        provision: z.boolean(),
        trust_email: z.boolean(),
      }),
    ),
  })
  .openapi('ProviderList')
const AllowedProviders = z
  .array(z.string().openapi({ pattern: '^[a-z][a-z0-9-]{0,31}$' }))
  .min(1)
  .max(50)
  .nullable()
  .openapi({ description: 'Ids of the providers that members may sign in with. null for any' })
export const AllowedProvidersBody = z
  .strictObject({ allowed: AllowedProviders })
  .openapi('AllowedProvidersBody')
export const AllowedProvidersSet = z.object({ allowed: AllowedProviders }).openapi('AllowedProviders')
const SuperviseSockets = z.boolean().openapi({
  description: 'true: the edge closes WebSockets when their session or service token ends',
})
export const EdgeBody = z.strictObject({ supervise_sockets: SuperviseSockets }).openapi('EdgeBody')
export const Edge = z.object({ supervise_sockets: SuperviseSockets }).openapi('Edge')
export const CursorQuery = z.strictObject({ cursor: Cursor.optional() })

export const TokenBody = z
  .strictObject({ name: Name, expires_in_days: z.int().min(1).max(TOKEN_MAX_DAYS) })
  .openapi('TokenBody')
export const Token = z
  .object({
    id: Id,
    name: Text,
    made_by: EmailAddress.nullable().openapi({ description: 'null if the operator created it' }),
    created_at: Time,
    expires_at: Time,
  })
  .openapi('Token')
export const TokenList = z.object({ tokens: z.array(Token) }).openapi('TokenList')
export const NewToken = Token.extend({
  token: z
    .string()
    .regex(/^spt_[\w-]{43}$/)
    .openapi({ description: 'Shown only in this answer' }),
}).openapi('NewToken')

export const Problem = z
  .object({
    type: z.literal('about:blank'),
    title: z.string().max(200).openapi({ description: 'For people, in English' }),
    status: z.int().min(400).max(599),
    code: z
      .string()
      .regex(/^[a-z_]+$/)
      .openapi({ description: 'For programs. It doesn’t change', example: 'not_found' }),
    detail: z.string().max(1000).optional(),
    errors: z
      .array(
        z.object({
          path: z.string().max(200).openapi({ example: 'hosts.0' }),
          message: z.string().max(500),
        }),
      )
      .optional()
      .openapi({ description: 'With 422: what is wrong with which field' }),
  })
  .openapi('Problem')
