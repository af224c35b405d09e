// Compares the tag of an If-Match header (RFC 9110, sections 8.8.3 and 13.1.1).

const TAGS = /(?:W\/)?("[\x21\x23-\x7e\x80-\xff]*")/g

/**
 * Returns true if `ifMatch` names this strong tag.
 *
 * A weak form (`W/"3"`) also matches, although the RFC asks for strong comparison. Cloudflare makes a tag
 * weak when it compresses an answer. The client then has exactly the version that the tag names.
 */
export function matchesTag(ifMatch: string, tag: string): boolean {
  if (ifMatch.trim() === '*') return true
  return [...ifMatch.matchAll(TAGS)].some(([, opaque]) => opaque === tag)
}
