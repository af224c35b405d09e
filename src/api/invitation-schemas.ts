// Schemas of invitations.

import { z } from '@hono/zod-openapi'
import { parseEmail } from '../core/email.ts'
import { INVITATION_STATES } from '../core/invitation.ts'
import { ROLES } from '../core/roles.ts'
import { EmailAddress, ID_PATTERN, Id, NextCursor, parsed, SlugPath, Time } from './schemas.ts'

const RoleSchema = z.enum(ROLES)
export const InvitationBody = z
  .strictObject({
    email: parsed(parseEmail, 'Not an e-mail address').openapi({
      type: 'string',
      format: 'idn-email',
      maxLength: 254,
      description: 'Need not have an account',
    }),
    role: RoleSchema.openapi({ description: 'Only an owner can invite an owner' }),
  })
  .openapi('InvitationBody')
export const Invitation = z
  .object({
    id: Id,
    email: EmailAddress,
    role: RoleSchema,
    state: z.enum(INVITATION_STATES).openapi({
      description:
        '`open`: the links of its last two mails work. `expired`: they no longer work. `accepted`: the person is or was a member',
    }),
    created_at: Time,
    expires_at: Time,
    last_sent_at: Time,
  })
  .openapi('Invitation')
export const InvitationPage = z
  .object({ invitations: z.array(Invitation), next_cursor: NextCursor })
  .openapi('InvitationPage')
export const InvitationPath = SlugPath.extend({
  id: z.string().openapi({
    param: { name: 'id', in: 'path' },
    pattern: ID_PATTERN,
    description: 'Id of the invitation',
    example: 'h2Qx8VtRz0mWk5LcYb7NqA',
  }),
})
