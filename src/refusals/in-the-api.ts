// Refusals of the API alone. Only programs read them: problems, in English.

import { IMAGE_MEDIA_TYPES, MOST_IMAGE_BYTES, MOST_IMAGE_PIXELS } from '../core/image.ts'
import { BEARER } from '../http/problems.ts'
import type { PublicAnswer } from './public-answer.ts'

/** What is wrong with a field of the body or a parameter. */
interface FieldError {
  /** As it is written in JSON: `hosts.0`. */
  readonly path: string
  readonly message: string
}

/** The workspaces that would be left without what they must have. */
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
    problem: { code: 'too_large', title: `A logo may have ${MOST_IMAGE_BYTES} bytes at most` },
  },
  'not-an-image': {
    status: 422,
    problem: { code: 'not_an_image', title: 'This is no PNG, JPEG or WebP' },
  },
  broken: {
    status: 422,
    problem: {
      code: 'broken_image',
      title: 'The image is damaged, cut short, or has something behind its end',
    },
  },
  animated: {
    status: 422,
    problem: { code: 'animated_image', title: 'The image moves' },
  },
  'too-many-pixels': {
    status: 422,
    problem: {
      code: 'too_many_pixels',
      title: `The image may have ${MOST_IMAGE_PIXELS} × ${MOST_IMAGE_PIXELS} pixels at most`,
    },
  },
} as const satisfies Record<string, PublicAnswer>

export const IN_THE_API = {
  'invalid-token': {
    status: 401,
    headers: BEARER,
    problem: { code: 'invalid_token', title: 'A valid bearer token is needed' },
  },
  'operator-only': {
    status: 403,
    problem: { code: 'operator_only', title: 'Only the operator’s token may do this' },
  },
  'maker-not-enrolled': {
    status: 403,
    problem: {
      code: 'maker_not_enrolled',
      title: 'Whoever made this token must enable two-factor authentication first',
    },
  },
  'owners-only': {
    status: 403,
    problem: { code: 'owners_only', title: 'Only an owner makes or unmakes an owner' },
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
    problem: { code: 'invalid', title: 'Some values can’t be used', errors },
  }),
  'stale-policy': {
    status: 412,
    problem: { code: 'stale', title: 'The policy has changed since the version of If-Match' },
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
      title: 'This workspace has a hundred tokens; revoke one first',
    },
  },
  'already-a-member': {
    status: 409,
    problem: { code: 'already_member', title: 'This account is a member already' },
  },
  'member-changed-meanwhile': {
    status: 409,
    problem: { code: 'changed_meanwhile', title: 'This member was changed meanwhile; look again' },
  },
  'account-changed-meanwhile': {
    status: 409,
    problem: { code: 'changed_meanwhile', title: 'This account was changed meanwhile; look again' },
  },
  // Of a PUT, which may be sent again as it is.
  'put-overtaken': {
    status: 409,
    problem: { code: 'changed_meanwhile', title: 'This account was changed meanwhile; try again' },
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
      title: 'This is the last enrolled owner, and the workspace enforces',
    },
  },
  'last-owner-somewhere': ({ slugs }: AboutOwner) => ({
    status: 409,
    problem: {
      code: 'last_owner',
      title: 'This account is the only owner of a workspace',
      detail: `Make somebody else an owner first of: ${slugs.join(', ')}`,
    },
  }),
  'last-enrolled-owner-somewhere': ({ slugs }: AboutOwner) => ({
    status: 409,
    problem: {
      code: 'last_enrolled_owner',
      title: 'A workspace that enforces would lose its last enrolled owner',
      detail: `Make another enrolled member an owner first of: ${slugs.join(', ')}`,
    },
  }),
  ...LOGO,
} as const satisfies Record<string, PublicAnswer | ((about: never) => PublicAnswer)>
