// Schemas of members and of their extensions.

import { z } from '@hono/zod-openapi'
import { EXTENSION_MOST_DAYS, EXTENSION_REASON_MAX_LENGTH, parseExtensionReason } from '../core/extension.ts'
import { ROLES } from '../core/roles.ts'
import { STANDINGS } from '../core/standing.ts'
import { ActorName, Cursor, EmailAddress, NextCursor, parsed, Text, Time } from './schemas.ts'

const RoleSchema = z.enum(ROLES)
export const MemberBody = z.strictObject({ role: RoleSchema }).openapi('MemberBody')
export const Member = z
  .object({
    email: EmailAddress,
    name: Text,
    role: RoleSchema,
    standing: z.enum(STANDINGS),
    with_passkey: z.boolean(),
    imported: z.boolean().openapi({ description: 'Enrolled with an imported app that was never used yet' }),
    extended_until: Time.nullable().openapi({
      description: 'End of the extension. Null without an extension',
    }),
    joined_at: Time,
  })
  .openapi('Member')
export const MemberPage = z
  .object({ members: z.array(Member), next_cursor: NextCursor })
  .openapi('MemberPage')
export const MemberQuery = z.strictObject({
  standing: z.enum(STANDINGS).optional().openapi({ description: 'Only members with this standing' }),
  lacks: z.enum(['passkey']).optional().openapi({
    description:
      '`passkey`: only members who need a passkey under the phishing-resistant policy, and have neither a passkey nor a provider that vouched for one',
  }),
  cursor: Cursor.optional(),
})

export const ExtensionBody = z
  .strictObject({
    until: z.iso.datetime().openapi({
      example: '2026-12-14T10:00:00Z',
      description: `RFC 3339, UTC. In the future, and at most ${EXTENSION_MOST_DAYS} days from now`,
    }),
    reason: parsed(parseExtensionReason, 'Must be 1 to 500 characters, in one line').openapi({
      type: 'string',
      minLength: 1,
      maxLength: EXTENSION_REASON_MAX_LENGTH,
      description: 'Recorded in the audit log',
    }),
  })
  .openapi('ExtensionBody')
export const Extension = z
  .object({
    email: EmailAddress,
    until: Time,
    reason: z.string().max(EXTENSION_REASON_MAX_LENGTH),
    granted_by: ActorName,
    granted_at: Time,
  })
  .openapi('Extension')
