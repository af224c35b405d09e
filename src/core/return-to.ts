// Where to go back to. A path is only ever resolved against an origin we configured ourselves, and only the result is
// used: `/.//evil.example` and `/\evil.example` parse to the same origin, but read alone they lead elsewhere.

/** An address of a workspace is carried whole up to this length, or dropped. It is never cut: half an address is another one. */
export const RETURN_TO_MAX_LENGTH = 8192

/** The absolute URL on `origin` that `path` names, or null where it would lead anywhere else or is too long. */
export function resolveReturnTo(path: string, origin: string, most = RETURN_TO_MAX_LENGTH): URL | null {
  if (path.length > most || !path.startsWith('/') || /^\/[/\\]/.test(path)) return null
  if (!URL.canParse(path, origin)) return null
  const url = new URL(path, origin)
  if (url.origin !== origin || url.username || url.password || url.pathname.startsWith('//')) return null
  // Counted as it stands in a request: in ASCII, where one letter may take nine characters.
  if (url.href.length - origin.length > most) return null
  return url
}
