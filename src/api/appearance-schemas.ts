// Schemas of a workspace's appearance and logo.

import { z } from '@hono/zod-openapi'
import { parseAccent } from '../core/accent.ts'
import { MOST_IMAGE_BYTES } from '../core/image.ts'
import { parseDisplayName } from '../core/name.ts'
import { NAME, parsed, Text } from './schemas.ts'

export const AppearanceBody = z
  .strictObject({
    display_name: parsed(parseDisplayName, `${NAME}, and no web address`)
      .nullable()
      .openapi({
        type: ['string', 'null'],
        minLength: 1,
        maxLength: 100,
        example: 'Acme',
        description: 'The name that people see. null shows the name that the operator set',
      }),
    accent: parsed(parseAccent, 'Must be a colour such as #1a5fb4')
      .nullable()
      .openapi({
        type: ['string', 'null'],
        pattern: '^#[0-9A-Fa-f]{6}$',
        example: '#1a5fb4',
        description: 'null uses the portal’s accent colour',
      }),
  })
  .openapi('AppearanceBody')
export const Appearance = z
  .object({
    display_name: Text.nullable(),
    accent: z
      .string()
      .regex(/^#[0-9a-f]{6}$/)
      .nullable(),
    logo_url: z.string().max(400).nullable().openapi({
      format: 'uri',
      description: 'Public. Changes whenever the logo changes',
    }),
  })
  .openapi('Appearance')
export const ImageBytes = z.string().openapi({ format: 'binary', maxLength: MOST_IMAGE_BYTES })
