// Schemas of a workspace's two policies, which have the same shape, and of its counts.

import { z } from '@hono/zod-openapi'
import { APPLIES_TO, GRACE_DAYS } from '../core/policy.ts'
import { ActorName, Time } from './schemas.ts'

const Count = z.int().min(0)
const GraceDays = z.literal(GRACE_DAYS).openapi({ type: 'integer', enum: [...GRACE_DAYS] })
export const PolicyBody = z
  .strictObject({
    enforced: z.boolean(),
    grace_days: GraceDays,
    applies_to: z
      .enum(APPLIES_TO)
      .optional()
      .openapi({ description: '`admins`: owners and admins only. If omitted, it stays as it is' }),
  })
  .extend({
    self_recovery: z.boolean().optional().openapi({
      description:
        'Members who lost every second factor may recover their account after 72 hours, without an admin. Of the first policy only; the second refuses it. If omitted, it stays as it is',
    }),
  })
  .openapi('PolicyBody')
export type PolicyBody = z.infer<typeof PolicyBody>
export const Policy = z
  .object({
    enforced: z.boolean(),
    grace_days: GraceDays,
    applies_to: z.enum(APPLIES_TO),
    state: z.enum(['off', 'scheduled', 'in_effect']),
    effective_at: Time.nullable(),
    updated_at: Time.nullable(),
    updated_by: ActorName.nullable(),
    self_recovery: z
      .boolean()
      .optional()
      .openapi({ description: 'Of the first policy only: see the body of PUT' }),
  })
  .openapi('Policy')
export const Preview = z
  .object({
    effective_at: Time.nullable(),
    blocked_now: Count,
    blocked_at_effective: Count,
    public_paths: Count.openapi({ description: 'Rules that open paths to everybody, whatever the policy' }),
    service_tokens: Count.openapi({ description: 'Service tokens that work now, whatever the policy' }),
  })
  .openapi('PolicyPreview')
export const Enrollment = z
  .object({
    members: Count,
    admins: Count.openapi({ description: 'Owners and admins' }),
    enrolled: Count,
    with_passkey: Count.openapi({ description: 'Has a passkey here' }),
    imported: Count.openapi({ description: 'Enrolled with an imported app that was never used yet' }),
    extended: Count.openapi({ description: 'Has an extension now' }),
    vouched: Count.openapi({
      description:
        'Not enrolled, but last signed in with a second factor that their provider vouched for. Not blocked',
    }),
    pending: Count.openapi({
      description: 'No second factor, before the date of the first policy or of the member’s extension',
    }),
    overdue: Count.openapi({ description: 'No second factor, and blocked by the first policy' }),
  })
  .openapi('Enrollment')
