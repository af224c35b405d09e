// The shapes of the audit: as it is listed, and as it is exported.

import { z } from '@hono/zod-openapi'
import { NextCursor, Time } from './schemas.ts'

export const AuditQuery = z.strictObject({
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, 'Not a cursor')
    .optional(),
})

export const AuditExportQuery = z.strictObject({
  after: z
    .string()
    .regex(/^\d{1,15}$/, 'Not the id of an entry')
    .default('0')
    .openapi({ description: 'The id of the last entry that you have' }),
})
export const OperatorAuditExportQuery = AuditExportQuery.extend({
  workspace: z.string().min(1).max(100).optional().openapi({
    description: 'The id of a workspace, of a deleted one, too; left out: what belongs to none',
  }),
})

const AuditHash = z.string().openapi({
  description: 'SHA-256 over the entry and the hash of the one before, base64url (docs/operate.md)',
})
export const AuditEntry = z
  .object({
    id: z.int(),
    at: Time,
    actor: z.string(),
    action: z.string().openapi({ example: 'policy.changed' }),
    account: z.string().nullable().openapi({ description: 'E-mail address of whom it concerns' }),
    ip: z.string(),
    user_agent: z.string(),
    detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    hash: AuditHash.nullable(),
  })
  .openapi('AuditEntry')
/** Told, not checked: what is exported is text already. */
export const AuditLine = z
  .object({
    scope: z.string().openapi({ description: 'The workspace’s id, or `operator`' }),
    id: z.int(),
    at: Time,
    actor: z.string(),
    action: z.string(),
    account_id: z.string().nullable(),
    ip: z.string(),
    user_agent: z.string(),
    detail: z.string().openapi({ description: 'JSON, letter by letter as it was recorded' }),
    previous_hash: AuditHash,
    hash: AuditHash,
  })
  .openapi('AuditLine')
export const AuditPage = z
  .object({ entries: z.array(AuditEntry), next_cursor: NextCursor })
  .openapi('AuditPage')
