// Refusals on the portal's host: those of its pages, and those that pages and API share.

import { MOST_BODY_BYTES } from '../http/body.ts'
import type { Words } from '../words/words.ts'
import type { PublicAnswer } from './public-answer.ts'

export const ON_THE_PORTAL = {
  'not-found': {
    status: 404,
    problem: { code: 'not_found', title: 'Not found' },
    page: ({ problems }) => problems['not-found'],
  },
  'wrong-method': ({ allow }: { readonly allow: string }) => ({
    status: 405,
    headers: { allow },
    problem: { code: 'method_not_allowed', title: 'This path does not support this method' },
    page: ({ problems }) => problems['wrong-method'],
  }),
  'malformed-path': {
    status: 400,
    problem: { code: 'malformed_path', title: 'The path is not percent-encoded UTF-8' },
    page: ({ problems }) => problems['not-found'],
  },
  'too-large': {
    status: 413,
    problem: { code: 'too_large', title: `The body may have at most ${MOST_BODY_BYTES} bytes` },
    page: ({ problems }) => problems['too-large'],
  },
  'form-too-long': { status: 413, page: ({ problems }) => problems['form-too-long'] },
  'foreign-form': { status: 403, page: ({ problems }) => problems['foreign-form'] },
  'stale-form': { status: 403, page: ({ problems }) => problems['stale-form'] },
  'not-a-form': { status: 415, page: ({ problems }) => problems['not-a-form'] },
  'too-many-changes': ({ retryAfterSeconds }: { readonly retryAfterSeconds: number }) => ({
    status: 429,
    headers: { 'retry-after': String(retryAfterSeconds) },
    page: ({ problems, layout }, portalOrigin) => ({
      ...problems['too-many-changes'],
      link: { href: `${portalOrigin}/account/security`, label: layout.security },
    }),
  }),
  'too-many-assertions': ({ retryAfterSeconds }: { readonly retryAfterSeconds: number }) => ({
    status: 429,
    headers: { 'retry-after': String(retryAfterSeconds) },
    page: ({ problems }) => problems['too-many-assertions'],
  }),
  'admins-only': { status: 403, page: ({ problems }) => problems['admins-only'] },
  'other-way': { status: 403, page: ({ problems }) => problems['other-way'] },
  'ways-closed': { status: 403, page: ({ problems }) => problems['ways-closed'] },
  framed: { status: 403, page: ({ problems }) => problems.framed },
  'unknown-host': { status: 404, page: ({ gate }) => gate.unknownHost },
} as const satisfies Record<string, PublicAnswer<Words> | ((about: never) => PublicAnswer<Words>)>
