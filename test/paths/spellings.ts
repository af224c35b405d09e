// Makes spellings of paths: what a client may write to reach a path in another way than its rule is written.
// The same list each time, so that the recorded verdicts fit it.

/** Paths that an origin serves. The rules of the tests open some and guard others. */
export const SERVED = [
  ...['/', '/hooks', '/hooks/in', '/hooks/in/deep', '/admin', '/admin/users', '/admin/users/9'],
  ...['/api', '/api/private', '/api/private/keys', '/api/v1', '/pkg', '/pkg/scope/name'],
] as const

/** Pieces of paths that servers read in different ways. */
export const PARTS = [
  ...[
    '/',
    '/',
    '/',
    '//',
    '%2f',
    '%5c',
    '\\',
    ';',
    '..',
    '.',
    '%2e',
    '%252e',
    '%61dmin',
    'admin',
    'ADMIN',
    'api',
  ],
  ...[
    'private',
    'hooks',
    'users',
    'pkg',
    '%00',
    '%c0%af',
    '%c5%bf',
    '%3b',
    '%3f',
    '%23',
    '%u002f',
    '%25',
    '%uff0f',
  ],
  ...['%ef%bc%8f', 'x=1', '%0a', '%20', '@h', ':80', '%2F..%2f', '..;/', 'in'],
] as const

const COUNT = 2500
/** Before a path. Each vanishes for some server. */
const DETOURS = [
  ...['/x/..', '/.', '/', '/x/..;', '/x/%2e%2e', '/x/%252e%252e', '/;v=1', '/..', '/%2e', '//hooks'],
  ...[
    '/hooks/..',
    '/hooks/in/../..',
    '/hooks%2f..',
    '/hooks/%2e%2e',
    '/hooks/..;',
    '/hooks%5c..',
    '/hooks/..%2f',
  ],
]
/** In place of a slash. */
const SEPARATORS = [
  ...['//', '%2f', '%2F', '%5c', '\\', '%252f', '/./', '/x/../', ';/', ';v=1/', '%c0%af', '%u002f'],
  ...['%ef%bc%8f', '/%2e/', '/;/', '/%2e%2e/hooks/', '/x%2f..%2f'],
]
/** After a path. */
const TAILS = [
  ...['/', '//', ';', ';v=1', '%00', '%00.png', '%20', '.', '%2e', '/.', '%3f', '%3fa=1', '%23a', '%3bx'],
  ...['%0a', '%09', '/%2e%2e', '%2f', '%5c', '%', '%zz', '%25', '%c3%a9', '/..;/'],
]

/** Returns the spellings after the URL parser, as the gate sees them. */
export function spellings(): readonly string[] {
  const random = randomNumbers(16)
  const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T
  const made = new Set<string>(SERVED)
  while (made.size < COUNT) {
    const segments = pick(SERVED).split('/').slice(1)
    const maybe = (from: readonly string[], usual: string) => (random(3) === 0 ? pick(from) : usual)
    const spelled = segments.map((segment) => maybe(SEPARATORS, '/') + respell(segment, random)).join('')
    const text = maybe(DETOURS, '') + spelled + maybe(TAILS, '')
    const url = `http://origin.example${text.startsWith('/') ? text : `/${text}`}`
    if (URL.canParse(url)) made.add(new URL(url).pathname)
  }
  return [...made]
}

/** Encodes and recases some letters. */
function respell(segment: string, random: (below: number) => number): string {
  const how = random(9)
  if (how < 6) return segment
  if (how === 6) return segment.toUpperCase()
  return [...segment].map((letter) => (random(4) === 0 ? spell(letter, random(6)) : letter)).join('')
}

function spell(letter: string, how: number): string {
  const hex = letter.charCodeAt(0).toString(16).padStart(2, '0')
  const wide = encodeURIComponent(String.fromCharCode(letter.charCodeAt(0) + 0xfee0))
  return (
    [`%${hex}`, `%${hex.toUpperCase()}`, `%25${hex}`, `%u00${hex}`, wide, letter.toUpperCase()][how] ?? letter
  )
}

/** A generator of Park and Miller (Communications of the ACM 31, 1988). */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}
