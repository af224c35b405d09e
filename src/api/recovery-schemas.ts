// Schemas of recoveries. They never have a link.

import { z } from '@hono/zod-openapi'
import { RECOVERY_PATHS } from '../core/recovery.ts'
import { EmailAddress, Id, Text, Time } from './schemas.ts'

export const Recovery = z
  .object({
    id: Id,
    email: EmailAddress,
    state: z.enum(['waiting', 'agreed', 'ended']).openapi({
      description: '`agreed`: everybody has agreed, and a link was mailed',
    }),
    path: z.enum(RECOVERY_PATHS).openapi({
      description: 'Who must agree: the operator, admins of the workspaces, or nobody after a delay',
    }),
    asked_at: Time,
  })
  .openapi('Recovery')

export const RecoveryList = z
  .object({
    recoveries: z
      .array(
        Recovery.extend({
          approvals: z.array(z.object({ by: EmailAddress, reason: Text, approved_at: Time })),
        }).openapi('ListedRecovery'),
      )
      .max(100),
  })
  .openapi('RecoveryList')
