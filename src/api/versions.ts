// Versions of things that are saved as a whole, such as a policy. An answer has the version as its ETag. A
// request with If-Match is refused if the version has changed.

import { z } from '@hono/zod-openapi'
import { matchesTag } from '../http/if-match.ts'
import type { ApiContext } from './context.ts'

interface Versioned {
  readonly version: number
}

export const IfMatch = z.object({
  'if-match': z.string().optional().openapi({
    maxLength: 1000,
    description: 'The ETag of what you read. Prevents overwriting a later change',
    example: '"3"',
  }),
})

/** For the headers of an answer in the description. */
export const ETAG = {
  ETag: {
    schema: { type: 'string' as const, pattern: '^"\\d+"$' },
    description: 'The version, for If-Match',
  },
}

/** Returns whether a request may change this version. Without If-Match it may change any. */
export const maySave = (ifMatch: string | undefined, { version }: Versioned): boolean =>
  ifMatch === undefined || matchesTag(ifMatch, etagOf(version))

/**
 * Sets the ETag. `no-transform` keeps intermediaries from changing the body or the tag (RFC 9111, section
 * 5.2.2.6).
 */
export function tag(c: ApiContext, { version }: Versioned): void {
  c.header('etag', etagOf(version))
  c.header('cache-control', 'no-store, no-transform')
}

const etagOf = (version: number) => `"${version}"`
