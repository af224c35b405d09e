// Schemas of the audit log: of its pages, and of its export.

import { z } from '@hono/zod-openapi'
import { EMAIL_MAX_LENGTH } from '../core/email.ts'
import { ActorName, Id, NextCursor, Time } from './schemas.ts'

export const AuditQuery = z.strictObject({
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, 'Not a cursor')
    .optional()
    .openapi({ description: '`next_cursor` of the previous page. Leave it out for the first page' }),
})

export const AuditExportQuery = z.strictObject({
  after: z
    .string()
    .regex(/^\d{1,15}$/, 'Not the id of an entry')
    .default('0')
    .openapi({ description: 'The id of the last entry that you have read' }),
})
export const OperatorAuditExportQuery = AuditExportQuery.extend({
  workspace: z.string().min(1).max(100).optional().openapi({
    description: 'The id of a workspace, which may be deleted. Omit it for the platform’s own log',
  }),
})

const AuditHash = z
  .string()
  .regex(/^[\w-]{43}$/)
  .openapi({
    description: 'SHA-256 of the entry and the previous hash, base64url (docs/operate.md)',
  })
const Action = z
  .string()
  .regex(/^[a-z_]+\.[a-z_]+$/)
  .openapi({ example: 'policy.changed' })
export const AuditEntry = z
  .object({
    id: z.int().min(1),
    at: Time,
    actor: ActorName,
    action: Action,
    account: z
      .string()
      .max(EMAIL_MAX_LENGTH)
      .nullable()
      .openapi({ description: 'Email address of the account that it is about' }),
    ip: z.string().max(45),
    user_agent: z.string().max(300),
    detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    hash: AuditHash.nullable(),
  })
  .openapi('AuditEntry')
/**
 * Describes one line of the export in the OpenAPI document. It checks nothing, because the export is text
 * already.
 */
export const AuditLine = z
  .object({
    scope: z.string().max(22).openapi({ description: 'The workspace’s id, or `operator`' }),
    id: z.int().min(1),
    at: Time,
    actor: ActorName,
    action: Action,
    account_id: Id.nullable(),
    ip: z.string().max(45),
    user_agent: z.string().max(300),
    detail: z.string().max(10_000).openapi({ description: 'JSON, exactly as it was recorded' }),
    previous_hash: AuditHash,
    hash: AuditHash,
  })
  .openapi('AuditLine')
export const AuditPage = z
  .object({ entries: z.array(AuditEntry), next_cursor: NextCursor })
  .openapi('AuditPage')
