// Where to go back to. A path is only ever resolved against an origin we configured ourselves, and only the result is
// used: `/.//evil.example` and `/\evil.example` parse to the same origin, but read alone they lead elsewhere.

export const RETURN_TO_MAX_LENGTH = 2048

/** The absolute URL on `origin` that `path` names, or null where it would lead anywhere else. */
export function resolveReturnTo(path: string, origin: string): URL | null {
  if (path.length > RETURN_TO_MAX_LENGTH || !path.startsWith('/') || /^\/[/\\]/.test(path)) return null
  if (!URL.canParse(path, origin)) return null
  const url = new URL(path, origin)
  if (url.origin !== origin || url.username || url.password || url.pathname.startsWith('//')) return null
  // What is kept of it is written in ASCII, where one letter may be nine: a cookie of it must stay one that browsers keep.
  if (url.href.length - origin.length > RETURN_TO_MAX_LENGTH) return null
  return url
}
