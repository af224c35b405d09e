// RFC 9110, sections 8.8.3 and 13.1.1.

const TAGS = /(?:W\/)?("[\x21\x23-\x7e\x80-\xff]*")/g

/**
 * Whether the precondition holds for what has this strong tag. A weak form of it (`W/"3"`) matches, although the RFC
 * asks for strong comparison: Cloudflare makes our tag weak where it compresses an answer, and its client then holds the
 * very version that the tag names.
 */
export function matchesTag(ifMatch: string, tag: string): boolean {
  if (ifMatch.trim() === '*') return true
  return [...ifMatch.matchAll(TAGS)].some(([, opaque]) => opaque === tag)
}
