// Refusals that only the API makes. Programs read them, so each one is a problem in English.

import { IMAGE_MEDIA_TYPES, MOST_IMAGE_BYTES, MOST_IMAGE_PIXELS } from '../core/image.ts'
import { MAILS_OF_WORKSPACE, MAILS_TO_ADDRESS, MOST_OPEN_INVITATIONS } from '../core/invitation.ts'
import { BEARER } from '../http/problems.ts'
import type { PublicAnswer } from './public-answer.ts'
import { RECOVERY } from './recoveries.ts'

/** What is wrong with a field of the body, or with a parameter. */
interface FieldError {
  /** The field's path in JSON, such as `hosts.0`. */
  readonly path: string
  readonly message: string
}

/** The workspaces that would be left without an owner, or without an enrolled owner. */
interface AboutOwner {
  readonly slugs: readonly string[]
}

const LOGO = {
  'not-an-image-type': {
    status: 415,
    problem: { code: 'not_an_image_type', title: `The body must be one of ${IMAGE_MEDIA_TYPES.join(', ')}` },
  },
  'too-many-bytes': {
    status: 413,
    problem: { code: 'too_large', title: `A logo may have at most ${MOST_IMAGE_BYTES} bytes` },
  },
  'not-an-image': {
    status: 422,
    problem: { code: 'not_an_image', title: 'The body is not a PNG, JPEG or WebP image' },
  },
  broken: {
    status: 422,
    problem: {
      code: 'broken_image',
      title: 'The image is damaged, incomplete, or has data after its end',
    },
  },
  animated: {
    status: 422,
    problem: { code: 'animated_image', title: 'The image must not be animated' },
  },
  'too-many-pixels': {
    status: 422,
    problem: {
      code: 'too_many_pixels',
      title: `The image may have at most ${MOST_IMAGE_PIXELS} × ${MOST_IMAGE_PIXELS} pixels`,
    },
  },
} as const satisfies Record<string, PublicAnswer>

export const IN_THE_API = {
  'invalid-token': {
    status: 401,
    headers: BEARER,
    problem: { code: 'invalid_token', title: 'A valid bearer token is required' },
  },
  'operator-only': {
    status: 403,
    problem: { code: 'operator_only', title: 'Only the operator’s token may do this' },
  },
  'maker-not-enrolled': {
    status: 403,
    problem: {
      code: 'maker_not_enrolled',
      title: 'The member who created this token must enable two-factor authentication first',
    },
  },
  'owners-only': {
    status: 403,
    problem: { code: 'owners_only', title: 'Only an owner can add or remove owners' },
  },
  'malformed-json': {
    status: 400,
    problem: { code: 'malformed_json', title: 'The body is not well-formed JSON' },
  },
  'not-json': {
    status: 415,
    problem: { code: 'not_json', title: 'The body must be application/json' },
  },
  invalid: ({ errors }: { readonly errors: readonly FieldError[] }) => ({
    status: 422,
    problem: { code: 'invalid', title: 'Some values are invalid', errors },
  }),
  'stale-policy': {
    status: 412,
    problem: { code: 'stale', title: 'The policy has changed since the version in If-Match' },
  },
  'stale-rules': {
    status: 412,
    problem: { code: 'stale', title: 'The rules have changed since the version in If-Match' },
  },
  'would-lock-out': {
    status: 409,
    problem: {
      code: 'would_lock_out',
      title: 'These rules would keep you from opening the front page of the workspace',
      detail: 'To save them anyway, send "confirm": true',
    },
  },
  'already-enrolled': {
    status: 409,
    problem: {
      code: 'already_enrolled',
      title: 'This account already has a second factor',
    },
  },
  'no-such-account': {
    status: 404,
    problem: { code: 'no_such_account', title: 'No account has this address' },
  },
  'identity-taken': {
    status: 409,
    problem: { code: 'identity_taken', title: 'This identity is linked to another account' },
  },
  'too-many-tokens': {
    status: 409,
    problem: {
      code: 'too_many_tokens',
      title: 'This workspace has 100 tokens, the maximum; revoke one first',
    },
  },
  'too-many-service-tokens': {
    status: 409,
    problem: {
      code: 'too_many',
      title: 'This workspace has 100 service tokens, the maximum; delete one first',
    },
  },
  'service-token-changed-meanwhile': {
    status: 409,
    problem: { code: 'changed_meanwhile', title: 'Another request rotated this token; read it again' },
  },
  'already-a-member': {
    status: 409,
    problem: { code: 'already_member', title: 'This account is already a member' },
  },
  'invitation-changed-meanwhile': {
    status: 409,
    problem: { code: 'changed_meanwhile', title: 'Another request changed this invitation; read it again' },
  },
  'already-accepted': {
    status: 409,
    problem: { code: 'already_accepted', title: 'This invitation has been accepted' },
  },
  'no-mail': {
    status: 409,
    problem: {
      code: 'mail_not_set_up',
      title: 'This platform sends no mail, so nobody would get the invitation',
      detail: 'Set NOTICE_EMAIL_FROM and the mail binding, or make an account and add it as a member',
    },
  },
  'too-many-invitations': ({ retryAfterSeconds }: { readonly retryAfterSeconds: number }) => ({
    status: 429,
    headers: { 'retry-after': String(retryAfterSeconds) },
    problem: {
      code: 'too_many_invitations',
      title: 'The limit of invitations is reached',
      detail: `At most ${MOST_OPEN_INVITATIONS} are open, ${MAILS_OF_WORKSPACE.most} are mailed in a day, and ${MAILS_TO_ADDRESS.most} in a week to one address`,
    },
  }),
  'member-changed-meanwhile': {
    status: 409,
    problem: { code: 'changed_meanwhile', title: 'Another request changed this member; read it again' },
  },
  'own-extension': {
    status: 403,
    problem: {
      code: 'own_extension',
      title: 'Nobody can extend their own membership',
      detail: 'Ask another owner or admin',
    },
  },
  'nothing-to-extend': {
    status: 409,
    problem: {
      code: 'nothing_to_extend',
      title: 'No policy that is scheduled or in effect applies to this member',
    },
  },
  'already-extended': {
    status: 409,
    problem: {
      code: 'already_extended',
      title: 'This member has already had an extension',
      detail: 'Another one is possible after a policy of the workspace has changed',
    },
  },
  'address-taken': {
    status: 409,
    problem: { code: 'address_taken', title: 'Another account has this address' },
  },
  'account-changed-meanwhile': {
    status: 409,
    problem: { code: 'changed_meanwhile', title: 'Another request changed this account; read it again' },
  },
  // Another request changed the same data first. For a PUT, which the client may send again unchanged.
  'put-overtaken': {
    status: 409,
    problem: { code: 'changed_meanwhile', title: 'Another request changed this account; try again' },
  },
  'last-owner': {
    status: 409,
    problem: {
      code: 'last_owner',
      title: 'This is the only owner of the workspace',
      detail: 'Make another member an owner first',
    },
  },
  'last-enrolled-owner': {
    status: 409,
    problem: {
      code: 'last_enrolled_owner',
      title: 'This is the last enrolled owner of a workspace that requires two-factor authentication',
    },
  },
  'last-owner-somewhere': ({ slugs }: AboutOwner) => ({
    status: 409,
    problem: {
      code: 'last_owner',
      title: 'This account is the only owner of a workspace',
      detail: `First add another owner to: ${slugs.join(', ')}`,
    },
  }),
  'last-enrolled-owner-somewhere': ({ slugs }: AboutOwner) => ({
    status: 409,
    problem: {
      code: 'last_enrolled_owner',
      title: 'A workspace that requires two-factor authentication would lose its last enrolled owner',
      detail: `First make another enrolled member an owner of: ${slugs.join(', ')}`,
    },
  }),
  ...LOGO,
  ...RECOVERY,
} as const satisfies Record<string, PublicAnswer | ((about: never) => PublicAnswer)>
