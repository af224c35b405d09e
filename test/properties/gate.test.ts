// Sends random bytes to the gate as a cookie, as a header name and as an address, and checks what must always
// hold.

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CLOSED, GROUNDS, SERVICE } from '../support/node/grounds.ts'
import { enterAt } from '../support/node/inside.ts'
import { sendBytes } from '../support/node/raw-socket.ts'
import {
  type RecordedRequest,
  type RecordingOrigin,
  startRecordingOrigin,
} from '../support/node/recording-origin.ts'
import { portalOrigin, stopClock } from '../support/node/test-bed.ts'
import type { Admitted } from '../support/node/visitor.ts'
import { runs } from '../support/properties.ts'

const PASS = '__Host-sallyport-pass'
const RUNS = 150

let origin: RecordingOrigin
/** A person with a pass, in a workspace with a rule of each kind. */
let inside: Admitted
let pass: string
/** A token that opens the service path. */
let token: string
/** The session of the same person. A session is not a pass. */
let session: string

let startClock: () => Promise<unknown>
beforeAll(async () => {
  origin = await startRecordingOrigin()
  // A long run takes longer than the pass lasts.
  startClock = await stopClock()
  const entered = await enterAt(origin.url, SERVICE)
  const { workspace, visitor } = entered
  token = entered.token ?? ''
  inside = entered
  pass = visitor.cookie(workspace.host, PASS) ?? ''
  session = visitor.cookie(new URL(portalOrigin).host, '__Host-sallyport-session') ?? ''
})
afterAll(async () => {
  await startClock()
  await origin.close()
})

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')
const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map(latin1)

/**
 * Sends a request, checks that the edge answers without a server error, and returns what reached the origin.
 */
async function arriving(target: string, lines: readonly string[]): Promise<readonly RecordedRequest[]> {
  const before = origin.requests.length
  const { statuses, hangs } = await sendBytes(inside.workspace.host, target, lines)
  expect(hangs).toBe(false)
  expect(statuses.filter((status) => status >= 500)).toEqual([])
  return origin.requests.slice(before)
}

const withPass = () => `Cookie: ${PASS}=${pass}`
const closed = fc.constantFrom(...CLOSED.map(({ at }) => `${at}/`))

describe('a cookie', () => {
  it('opens the gate as the edge set it', async () => {
    expect(await arriving('/', [withPass()])).toHaveLength(1)
  })

  it('opens the gate in no other form, with any bytes in it', async () => {
    const place = fc.nat(10_000)
    const changed = fc.tuple(place, fc.integer({ min: 0x21, max: 0xff })).map(([at, code]) => {
      const index = at % pass.length
      return pass.slice(0, index) + String.fromCharCode(code) + pass.slice(index + 1)
    })
    const value = fc.oneof(
      bytes(200),
      changed,
      place.map((at) => pass.slice(0, at % pass.length)),
      place.map((at) => pass.slice(1 + (at % pass.length))),
      fc.stringMatching(/^[\w~.=-]{1,5}$/).map((more) => pass + more),
      fc.stringMatching(/^[\w-]{43}$/).map((secret) => `${pass.split('~')[0]}~${secret}`),
      fc.constantFrom('', '~', `${pass}~`, pass.split('~')[0] ?? '', session, `${pass}; ${PASS}=${pass}`),
    )
    const cookie = fc.oneof(
      { weight: 4, arbitrary: value.filter((text) => text.trim() !== pass).map((text) => `${PASS}=${text}`) },
      { weight: 1, arbitrary: bytes(300) },
      { weight: 1, arbitrary: bytes(20).map((name) => `x${name.replaceAll(/[;\r\n]/g, '')}${PASS}=${pass}`) },
    )
    await fc.assert(
      fc.asyncProperty(closed, cookie, fc.boolean(), async (path, text, isNavigation) => {
        const mode = isNavigation ? ['Accept: text/html'] : []
        expect(await arriving(path, [`Cookie: ${text}`, ...mode])).toEqual([])
      }),
      runs(RUNS),
    )
    expect(await arriving('/', [withPass()])).toHaveLength(1)
  })
})

/** Reads a name as a lenient server does: ignores case, and drops all but letters and digits. */
const bare = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

describe('a header name', () => {
  it('never adds a second identity at the origin, in any spelling', async () => {
    const between = fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom('', '-', '_', '.', '~', '+', "'", '--') },
      { weight: 1, arbitrary: bytes(1) },
    )
    const spelled = fc
      .tuple(
        fc.constantFrom(
          'sallyportassertion',
          'sallyportassertion',
          'sallyportrole',
          'httpsallyportassertion',
          'xsallyportassertion',
        ),
        fc.array(fc.tuple(fc.boolean(), fc.nat(4), between), { minLength: 24, maxLength: 24 }),
      )
      .map(([name, spelling]) =>
        [...name]
          .map((letter, i) => {
            const [isUpper, chance, gap] = spelling[i] ?? [false, 0, '']
            return (isUpper ? letter.toUpperCase() : letter) + (chance === 0 ? gap : '')
          })
          .join(''),
      )
    const line = fc.oneof(
      { weight: 4, arbitrary: spelled.map((name) => `${name}: forged`) },
      { weight: 1, arbitrary: spelled.map((name) => `X-Own: kept\r\n ${name}: forged`) },
      { weight: 1, arbitrary: spelled.map((name) => `Connection: ${name}`) },
      { weight: 1, arbitrary: fc.tuple(bytes(6), bytes(12)).map((pair) => pair.join(':')) },
    )
    let arrived = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        fc.constantFrom(...GROUNDS),
        async (lines, isFirst, { at, as }) => {
          const keys = [withPass(), ...(as === 'service' ? [`Sallyport-Token: ${token}`] : [])]
          const all = isFirst ? [...keys, ...lines] : [...lines, ...keys]
          for (const { rawHeaders } of await arriving(`${at}/`, all)) {
            arrived += 1
            expect(rawHeaders.join(' ')).not.toContain(token)
            const names = rawHeaders.filter((_, i) => i % 2 === 0)
            const found = names.filter((name) => bare(name).includes('sallyport'))
            // On a public path there is no assertion at all.
            const own = as === 'nobody' ? [] : ['sallyport-assertion']
            expect(found.map((name) => name.toLowerCase())).toEqual(own)
            const values = rawHeaders.filter((_, i) => bare(rawHeaders[i - 1] ?? '') === 'sallyportassertion')
            if (as === 'person') expect(values).toEqual([pass.split('~')[0]])
            else expect(values.join()).not.toMatch(/forged/)
          }
        },
      ),
      runs(RUNS),
    )
    expect(arrived).toBeGreaterThan(RUNS / 4)
  })
})

/** Returns every reading of a path on some server: decoded as often as possible, with either slash. */
function readings(path: string): string[] {
  const found = [path]
  for (const text of found) {
    const decoded = text.replaceAll(/%([0-9a-f]{2})/gi, (_, hex) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    )
    if (!found.includes(decoded)) found.push(decoded)
  }
  return found.map((text) => new URL(`http://origin${text.replaceAll('\\', '/')}`).pathname)
}

describe('an address', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '/',
      '//',
      '\\',
      '/./',
      '/../',
      '%2f',
      '%5c',
      '%2e%2e/',
      '%252f',
      ';x=1',
      '%00',
      '?',
      '&a=%2F',
      '%',
      '+',
      '..',
    ),
    fc.constantFrom(
      '.sallyport',
      '.SALLYPORT/',
      '%2esallyport/',
      '%252esallyport',
      '.sally%70ort',
      '%2Esallypor%74/enter',
      'start',
    ),
    fc.stringMatching(/^[a-z0-9]{1,4}$/),
    bytes(2).map((text) => text.replaceAll(/[\s#]/g, '')),
  )
  const target = fc.array(piece, { maxLength: 7 }).map((pieces) => `/${pieces.join('')}`)

  it('is forwarded as it was decided on, and no reading of it is one of the edge’s paths', async () => {
    let arrived = 0
    await fc.assert(
      fc.asyncProperty(target, async (text) => {
        for (const { path } of await arriving(text, [withPass()])) {
          arrived += 1
          // The address of a URL has even a question mark without a query, and its `search` does not.
          const { href } = new URL(`http://origin${Buffer.from(text, 'latin1').toString('utf8')}`)
          expect(path).toBe(href.slice('http://origin'.length))
          for (const reading of readings(path)) {
            expect(reading).not.toMatch(/^\/*\.sallyport(?![\w-])/i)
          }
        }
      }),
      runs(RUNS),
    )
    expect(arrived).toBeGreaterThan(RUNS / 4)
  })
})

describe('a return address', () => {
  const text = fc.oneof(
    fc.string({
      unit: fc.constantFrom(
        '/',
        '\\',
        '.',
        '..',
        ':',
        '@',
        '?',
        '#',
        '%2f',
        '%5c',
        '\t',
        '\n',
        'x',
        'evil.example',
        'http:',
        'javascript:',
      ),
      maxLength: 8,
    }),
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.webUrl(),
  )
  const hostile = fc.tuple(fc.constantFrom('', '/', '//', '/.//', '/\\'), text).map((parts) => parts.join(''))

  it('leads only to the portal and the workspace, from every page that takes one', async () => {
    const allowed = [portalOrigin, inside.workspace.origin]
    const { host } = inside.workspace
    const doors = fc.constantFrom(
      `${inside.workspace.origin}/.sallyport/start?`,
      `${portalOrigin}/enter?host=${encodeURIComponent(host)}&`,
      `${portalOrigin}/sign-in?`,
      `${portalOrigin}/sign-in/verify?`,
      `${portalOrigin}/account/security/authenticator?`,
    )
    await fc.assert(
      fc.asyncProperty(doors, hostile, async (door, asked) => {
        let url: string | null = `${door}return_to=${encodeURIComponent(asked)}`
        for (let hops = 0; url !== null; hops++) {
          expect(hops).toBeLessThan(8)
          const answer = await inside.visitor.ask(url, { follows: false })
          expect(answer.status).toBeLessThan(500)
          const links = [...answer.text.matchAll(/\b(?:href|action|src)="([^"]*)"/g)].map(
            ([, link = '']) => link,
          )
          const location = answer.headers.get('location')
          for (const link of [...links, ...(location === null ? [] : [location])]) {
            if (!link.startsWith('otpauth:')) expect(allowed).toContain(originOf(link, url))
          }
          url = location === null ? null : new URL(location, url).href
        }
      }),
      runs(60),
    )
  })
})

function originOf(link: string, page: string): string {
  const plain = link.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"')
  return new URL(plain, page).origin
}
