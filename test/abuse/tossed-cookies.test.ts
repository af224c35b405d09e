// A sibling host, an old browser or a client sends cookies beside or in place of the edge's cookies. Their
// values are valid but belong to another person. Nobody is signed in as that person, and a service stays a
// service. On a public path no cookie of the edge's counts, and none reaches the origin.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { admit, portalHost } from '../support/node/arrivals.ts'
import { GROUNDS, NO_RULES } from '../support/node/grounds.ts'
import {
  arriving,
  expectOwnAssertion,
  goInside,
  type Inside,
  passCookieOf,
  requestAt,
  tokenLinesOf,
} from '../support/node/inside.ts'
import { gainsNothing } from '../support/node/invariants.ts'
import { getLines, sendLines } from '../support/node/raw-socket.ts'
import { type Person, sendRaw } from '../support/node/test-bed.ts'
import { makeEnrolledPerson } from '../support/node/visitor.ts'

const PASS = '__Host-sallyport-pass'
const SESSION = '__Host-sallyport-session'
const FLOW = '__Host-sallyport-flow-'

/** Names as bytes. A browser takes them for other cookies, and some servers take them for the edge's. */
const NAMES: readonly (readonly [string, (name: string) => string])[] = [
  ['in lower case', (name) => name.toLowerCase()],
  ['in upper case', (name) => name.toUpperCase()],
  ['in mixed case', (name) => name.replace('Host', 'hOsT')],
  ['with underscores', (name) => name.replaceAll('-', '_')],
  ['with dots', (name) => name.replaceAll('-', '.')],
  ['as __Secure-', (name) => name.replace('Host', 'Secure')],
  ['without its prefix', (name) => name.replace('__Host-', '')],
  ['in quotes', (name) => `"${name}"`],
  ['encoded', (name) => name.replace('H', '%48')],
  ['after a zero-width space', (name) => `\xe2\x80\x8b${name}`],
  ['after a no-break space', (name) => `\xc2\xa0${name}`],
  ['after a no-break space in Latin-1', (name) => `\xa0${name}`],
  ['after a Unicode space', (name) => `\xe2\x80\x80${name}`],
  ['after an ideographic space', (name) => `\xe3\x80\x80${name}`],
  ['after a byte order mark', (name) => `\xef\xbb\xbf${name}`],
  ['after a next line', (name) => `\xc2\x85${name}`],
  ['after a line separator', (name) => `\xe2\x80\xa8${name}`],
  ['after a vertical tab', (name) => `\x0b${name}`],
  ['before a no-break space', (name) => `${name}\xc2\xa0`],
  ['as the value of a cookie without a name', (name) => `=${name}`],
  ['after a comma', (name) => `a=b,${name}`],
  ['after $Version', (name) => `$Version=1,${name}`],
]

describe.each(GROUNDS)('$title', (ground) => {
  let inside: Inside
  let mallory: { person: Person; pass: string; session: string }
  let pass: string
  let session: string
  beforeAll(async () => {
    inside = await goInside('member', ground)
    pass = passCookieOf(inside)
    session = `${SESSION}=${inside.visitor.cookie(portalHost, SESSION)}`
    const { person, visitor } = await makeEnrolledPerson('Mallory')
    await admit(inside, person.email)
    await visitor.ask(`${inside.workspace.origin}/`)
    expect(inside.origin.lastClaims()).toMatchObject({ email: person.email })
    mallory = {
      person,
      pass: visitor.cookie(inside.workspace.host, PASS) ?? '',
      session: visitor.cookie(portalHost, SESSION) ?? '',
    }
  })
  afterAll(() => inside.origin.close())

  const path = `${ground.at}/`
  const noPass = ground.as === 'nobody' ? 200 : 401
  /** Sends the cookie without a token. */
  const alone = (cookie: string) => sendLines(getLines(inside.workspace.host, path, cookie))
  /** Sends the cookie with the token, where the ground needs one. */
  const withToken = (cookie: string) => {
    const lines = tokenLinesOf(inside).map((line) => line.join(': '))
    return sendLines(getLines(inside.workspace.host, path, cookie, lines))
  }

  describe('another person’s pass, under a name that some servers take for the edge’s,', () => {
    it('opens nothing', async () => {
      const answers = await gainsNothing(inside, () =>
        Promise.all(NAMES.map(([, spell]) => alone(`${spell(PASS)}=${mallory.pass}`))),
      )
      for (const [i, { status }] of answers.entries()) {
        expect([NAMES[i]?.[0], status]).toEqual([NAMES[i]?.[0], expect.toBeOneOf([400, noPass])])
      }
    })

    it.each(NAMES)('replaces nobody’s own pass: %s', async (_, spell) => {
      for (const cookie of [
        `${pass}; ${spell(PASS)}=${mallory.pass}`,
        `${spell(PASS)}=${mallory.pass}; ${pass}`,
      ]) {
        const before = inside.origin.arrivals()
        const { status } = await withToken(cookie)
        if (status === 200) expectOwnAssertion(inside, requestAt(inside, path))
        else expect([inside.origin.arrivals(), status]).toEqual([before, 401])
      }
    })
  })

  describe('a cookie from a sibling host, with one of the edge’s names after a comma,', () => {
    it.each([
      ['before the edge’s cookie', (ours: string, theirs: string) => `${theirs}; ${ours}`],
      ['after the edge’s cookie', (ours: string, theirs: string) => `${ours}; ${theirs}`],
    ])('locks nobody out: %s', async (_, joined) => {
      expect((await withToken(joined(pass, `a=b,${PASS}=c`))).status).toBe(200)
      const onPortal = joined(session, `a=b,${SESSION}=c`)
      const answer = await sendLines(getLines(portalHost, '/account/security', onPortal))
      expect(answer.status).toBe(200)
    })
  })

  // The portal has no rules.
  if (ground === NO_RULES)
    describe('another person’s session, under a name that some servers take for the edge’s,', () => {
      it.each(NAMES)('signs nobody in, alone or beside the browser’s own: %s', async (_, spell) => {
        const cookies = [
          `${spell(SESSION)}=${mallory.session}`,
          `${session}; ${spell(SESSION)}=${mallory.session}`,
          `${spell(SESSION)}=${mallory.session}; ${session}`,
        ]
        const [first, ...beside] = await Promise.all(
          cookies.map((cookie) => sendLines(getLines(portalHost, '/account/security', cookie))),
        )
        expect(first?.headers.get('location')).toContain('/sign-in?')
        for (const { text } of beside) expect(text).not.toContain(mallory.person.email)
      })
    })

  describe('a pass', () => {
    it.each([
      ['twice the same', () => `${pass}; ${pass}`],
      ['and another’s after it', () => `${pass}; ${PASS}=${mallory.pass}`],
      ['and another’s before it', () => `${PASS}=${mallory.pass}; ${pass}`],
      ['and one without a value', () => `${pass}; ${PASS}`],
      ['and one with a space before its sign', () => `${pass}; ${PASS} =x`],
      ['in quotes', () => pass.replace('=', '="').concat('"')],
      ['with a quote before it', () => pass.replace('=', '="')],
      ['with a space inside', () => pass.replace('.', '. ')],
      ['cut by a semicolon', () => pass.replace('~', ';~')],
      ['encoded', () => pass.replace('~', '%7E')],
      ['past 16 KiB', () => `${pass}${'x'.repeat(16_384)}`],
      ['with a comma and more', () => `${pass},x=1`],
    ])('%s admits nobody', async (_, cookie) => {
      const { status } = await gainsNothing(inside, () =>
        sendLines(getLines(inside.workspace.host, path, cookie(), ['Sec-Fetch-Mode: cors'])),
      )
      expect(status).toBe(noPass)
    })

    it('beside another person’s in a second Cookie header admits nobody', async () => {
      for (const [first, second] of [
        [pass, `${PASS}=${mallory.pass}`],
        [`${PASS}=${mallory.pass}`, pass],
      ] as const) {
        const lines = getLines(inside.workspace.host, path, first, [`Cookie: ${second}`])
        await gainsNothing(inside, () => sendLines(lines))
      }
    })

    it.each([
      ['three hundred cookies', () => Array.from({ length: 300 }, (_, i) => `c${i}=${i}`).join('; ')],
      ['a cookie of 16 KiB', () => `large=${'x'.repeat(16_384)}`],
      ['cookies without names, values and signs', () => '=; ;;; =x; y; "; a=";'],
      ['a thousand flows', () => Array.from({ length: 1000 }, (_, i) => `${FLOW}${i}=x`).join('; ')],
    ])('is found among %s, or nobody is admitted: never another person', async (_, others) => {
      const before = inside.origin.arrivals()
      const { status } = await withToken(`${others()}; ${pass}`)
      if (status === 200) expectOwnAssertion(inside, requestAt(inside, path))
      else expect([inside.origin.arrivals(), status]).toEqual([before, expect.toBeOneOf([400, 401, 431])])
    })
  })

  describe('cookies that reach the origin', () => {
    it('include none of the edge’s, in any spelling', async () => {
      const reserved = [
        '__Host-sallyport-session=a',
        '__Host-sallyport-login=b',
        '__Host-sallyport-csrf=c',
        '__Host-sallyport-flow-AAAAAAAAAAAAAAAAAAAAAA=d',
        '__host-SALLYPORT-pass=e',
        '__Secure-sallyport-pass=f',
        'sallyport_session=g',
        'Sallyport.Pass=h',
        '=__Host-sallyport-pass=i',
        '"__Host-sallyport-pass"=j',
        '\u00a0__Host-sallyport-pass=k',
      ]
      const cookie = ['mine=1', pass, ...reserved, 'theirs="2 3"', 'notsallyport=4'].join('; ')
      const arrived = await arriving(inside, [['Cookie', cookie]])
      expect(arrived.headers.cookie?.split(/; */)).toEqual(['mine=1', 'theirs="2 3"', 'notsallyport=4'])
    })
    it('include none of the edge’s from two Cookie lines, which the platform joins with a comma', async () => {
      const lines = [
        ['Cookie', `mine=1; ${pass}`],
        ['Cookie', `${FLOW}AAAAAAAAAAAAAAAAAAAAAA=secret; theirs=2`],
      ] as const
      await gainsNothing(inside, () =>
        sendRaw(inside.workspace.host, path, { headers: [...lines, ['Sec-Fetch-Mode', 'cors']] }),
      )
      const [, flows] = lines
      const arrived = await arriving(inside, [['Cookie', `${pass}; mine=1`], flows])
      expect(arrived.headers.cookie).toBe('mine=1; theirs=2')
    })

    it('admit nobody when both of two Cookie lines have the pass', async () => {
      const twice = [
        ['Cookie', `mine=1; ${pass}`],
        ['Cookie', `theirs=2; ${pass}`],
      ] as const
      const headers = [...twice, ['Sec-Fetch-Mode', 'cors'] as const]
      const { status } = await gainsNothing(inside, () => sendRaw(inside.workspace.host, path, { headers }))
      expect(status).toBe(noPass)
    })
  })
})
