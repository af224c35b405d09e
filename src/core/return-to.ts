// Resolves the path to return to after sign-in.
//
// A path is resolved only against a configured origin, and only the result is used. Otherwise an attacker
// could redirect a person to another site: `/.//evil.example` and `/\evil.example` look like paths, but a
// browser may read a host in them.

/**
 * The longest URL of a workspace that is kept. A longer one is dropped and never cut, because a cut URL leads
 * elsewhere.
 */
export const RETURN_TO_MAX_LENGTH = 8192

/**
 * Returns the absolute URL of `path` on `origin`. Returns null if it would lead to another origin or is too
 * long.
 */
export function resolveReturnTo(path: string, origin: string, most = RETURN_TO_MAX_LENGTH): URL | null {
  // Refuse anything but a path, and a path that starts with two slashes. A browser reads `//` and `/\` as the
  // start of a host.
  if (path.length > most || !path.startsWith('/') || /^\/[/\\]/.test(path)) return null
  if (!URL.canParse(path, origin)) return null
  const url = new URL(path, origin)
  // Check the result too. Otherwise `/.//evil.example` would pass: its dot segment is removed only when it is
  // resolved.
  if (url.origin !== origin || url.username || url.password || url.pathname.startsWith('//')) return null
  // Count the encoded URL. One letter may take nine characters in it.
  if (url.href.length - origin.length > most) return null
  return url
}
