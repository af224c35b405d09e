// How frameworks and servers read the path of a request, as functions of the `url` that Node's `http` reports. They
// throw where a server answers with an error.

import { posix } from 'node:path'

const latin1 = (path: string): string =>
  path.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
const wide = (path: string): string =>
  path.replace(/%u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
const parsed = (url: string): string => new URL(url, 'http://origin.example').pathname
const clean = (path: string): string => posix.normalize(`/${path}`)
const cut = (path: string): string => path.replace(/;[^/]*/g, '')
const slashed = (path: string): string => path.replaceAll('\\', '/')
const utf8 = (path: string): string =>
  Buffer.from(path, 'latin1').toString('utf8').normalize('NFKC').toLowerCase()
const trimmed = (path: string): string => path.replace(/\/$/, '') || '/'

export const READERS: Readonly<Record<string, (url: string) => string>> = {
  literal: (url) => url,
  decoded: (url) => decodeURIComponent(url),
  URL: parsed,
  'URL, decoded': (url) => decodeURIComponent(parsed(url)),
  'decoded, URL': (url) => parsed(decodeURIComponent(url)),
  'URL, decoded, URL': (url) => parsed(latin1(parsed(url))),
  'decoded twice': (url) => clean(latin1(latin1(url))),
  // Express looks paths up in any case and without a slash at the end.
  Express: trimmed,
  'Express, decoded': (url) => trimmed(decodeURIComponent(url)),
  // `send` and `serve-static`.
  files: (url) => clean(decodeURIComponent(url)),
  'lenient files': (url) => clean(latin1(url)),
  'files of Windows': (url) => clean(slashed(latin1(url))),
  // Fastify with `useSemicolonDelimiter`, as it was the default until its version 5.
  Fastify: (url) => decodeURI(url.split(';')[0] ?? ''),
  'decodeURI, URL': (url) => parsed(decodeURI(url)),
  'decodeURI, files': (url) => clean(cut(decodeURI(url))),
  // Servlets cut the parameters of each segment off before they resolve dot segments.
  servlet: (url) => clean(latin1(cut(url))),
  'servlet, decoded first': (url) => clean(cut(latin1(url))),
  'servlet, resolved twice': (url) => clean(latin1(clean(cut(url)))),
  // Programs in C end a text at NUL.
  'C, files': (url) => clean(latin1(url).split('\0')[0] ?? ''),
  'cut at the query': (url) => latin1(latin1(url)).split(/[;?#]/)[0] ?? '',
  'ASP, files': (url) => clean(latin1(wide(url))),
  'without control characters': (url) => latin1(url).replace(/\p{Cc}/gu, ''),
  'ASCII, files': (url) => clean(latin1(url).replace(/[^ -~]/g, '')),
  'UTF-8 in any form, files': (url) => clean(utf8(latin1(url))),
}

/** The readers that look a path up in any case. */
export const ANY_CASE = new Set([
  'Express',
  'Express, decoded',
  'files of Windows',
  'UTF-8 in any form, files',
])
