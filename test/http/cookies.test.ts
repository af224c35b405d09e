import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CSRF_COOKIE,
  clearCookie,
  FLOW_COOKIE_PREFIX,
  isReservedName,
  LOGIN_COOKIE,
  PASS_COOKIE,
  readCookie,
  SESSION_COOKIE,
  SHOWN_CODES_COOKIE,
  setCookie,
  setsReserved,
  surplusFlows,
  withoutReserved,
} from '../../src/http/cookies.ts'

const cookies = (header: string) => new Headers({ cookie: header })
const OURS = [
  SESSION_COOKIE,
  LOGIN_COOKIE,
  PASS_COOKIE,
  CSRF_COOKIE,
  SHOWN_CODES_COOKIE,
  `${FLOW_COOKIE_PREFIX}abc`,
]

describe('reading a cookie', () => {
  it.each([
    [`${PASS_COOKIE}=x`, 'x'],
    [`a=1; ${PASS_COOKIE}=x; b=2`, 'x'],
    [`a=1;${PASS_COOKIE}=x`, 'x'],
    [`${PASS_COOKIE}=a.b~c=d`, 'a.b~c=d'],
    [`a=${PASS_COOKIE}; ${PASS_COOKIE}=x`, 'x'],
  ])('of %j finds %j', (header, value) => {
    expect(readCookie(cookies(header), PASS_COOKIE)).toBe(value)
  })

  it.each([
    '',
    'a=1',
    PASS_COOKIE,
    `${PASS_COOKIE}=`,
    `${PASS_COOKIE}=; a=1`,
    `x${PASS_COOKIE}=x`,
    `${PASS_COOKIE}x=x`,
    `a="${PASS_COOKIE}=x"`,
    `${PASS_COOKIE.toLowerCase()}=x`,
    `${PASS_COOKIE.toUpperCase()}=x`,
    // A browser doesn't apply the prefix rules to these names, so a sibling host may set them.
    ...['\u00a0', '\u2000', '\u3000', '\ufeff', '\v', '\f'].map((space) => `${space}${PASS_COOKIE}=x`),
    `${PASS_COOKIE}\u00a0=x`,
  ])('of %j finds none', (header) => {
    expect(readCookie(cookies(header), PASS_COOKIE)).toBeNull()
  })

  it.each([
    `${PASS_COOKIE}=x; ${PASS_COOKIE}=y`,
    `${PASS_COOKIE}=x; ${PASS_COOKIE}=x`,
    `${PASS_COOKIE}=; ${PASS_COOKIE}=x`,
    `${PASS_COOKIE}=x;a=1; ${PASS_COOKIE}`,
    `${PASS_COOKIE}=x; ${PASS_COOKIE} =y`,
  ])('that occurs twice finds none: it is unknown which one is genuine (%j)', (header) => {
    expect(readCookie(cookies(header), PASS_COOKIE)).toBeNull()
  })

  // The platform joins two Cookie lines with a comma.
  it.each([
    `${PASS_COOKIE}=x, ${PASS_COOKIE}=y`,
    `a=1, ${PASS_COOKIE}=x; ${PASS_COOKIE}=x`,
    `${PASS_COOKIE}=x; a=1,${PASS_COOKIE}=x`,
    `${PASS_COOKIE}=x; a=1, b, ${PASS_COOKIE} =x`,
    `a=1, ${PASS_COOKIE}=x`,
    `${PASS_COOKIE}, ${PASS_COOKIE}=x`,
  ])('after a comma is a duplicate or foreign (%j)', (header) => {
    expect(readCookie(cookies(header), PASS_COOKIE)).toBeNull()
  })

  // A page of a sibling host can set such a cookie for the whole domain, but doesn't know the right value.
  it.each([
    `a=1,${PASS_COOKIE}=y; ${PASS_COOKIE}=x`,
    `a=1, ${PASS_COOKIE}=; ${PASS_COOKIE}=x`,
    `${PASS_COOKIE}=x; a=1,${PASS_COOKIE}=y`,
  ])('finds it beside a foreign cookie with its name after a comma (%j)', (header) => {
    expect(readCookie(cookies(header), PASS_COOKIE)).toBe('x')
  })

  it('takes no part of a value with commas for a name', () => {
    const header = `a="{1,2,3}"; ${PASS_COOKIE}=x; b=1,2=${PASS_COOKIE}; c=1,${PASS_COOKIE}`
    expect(readCookie(cookies(header), PASS_COOKIE)).toBe('x')
  })

  it('without a Cookie header finds none', () => {
    expect(readCookie(new Headers(), PASS_COOKIE)).toBeNull()
  })
})

describe('setting a cookie', () => {
  it('always hides it from scripts, plain http, sibling hosts and other sites', () => {
    for (const name of OURS) {
      expect(name.startsWith('__Host-sallyport-')).toBe(true)
      const header = setCookie(name, 'x', 600)
      const [pair, ...attributes] = header.split('; ')
      expect(pair).toBe(`${name}=x`)
      expect(attributes.sort()).toEqual(['HttpOnly', 'Max-Age=600', 'Path=/', 'SameSite=Lax', 'Secure'])
    }
  })

  it('to nothing ends it', () => {
    expect(clearCookie(SESSION_COOKIE)).toMatch(/^__Host-sallyport-session=; .*Max-Age=0/)
  })
})

describe('the edge’s cookie names', () => {
  it.each([
    ...OURS,
    'sallyport',
    'Sallyport-Assertion',
    'SALLYPORT_ASSERTION',
    'sallyport.assertion',
    'sallyportassertion',
    'sally-port-assertion',
    's_a.l-l_y.p-o_r.t',
    '__host-sallyport-pass',
    '__HOST_SALLYPORT_PASS',
    '__Secure-sallyport-pass',
    ' sallyport-pass',
    'sally port',
    '"sallyport-pass"',
    'sallyport-anything-to-come',
  ])('include %j', (name) => {
    expect(isReservedName(name)).toBe(true)
  })

  it.each([
    '',
    'session',
    'sally',
    'port',
    'my-sallyport',
    'x-sallyport-assertion',
    'host-sally',
    '__Host-session',
  ])('leave %j to the origin', (name) => {
    expect(isReservedName(name)).toBe(false)
  })

  it('are recognised in any case, with any punctuation between the letters', () => {
    const marks = fc.array(fc.constantFrom('', '', '-', '_', '.', ' ', '\t', '!', '~'), {
      minLength: 64,
      maxLength: 64,
    })
    const cases = fc.array(fc.boolean(), { minLength: 64, maxLength: 64 })
    fc.assert(
      fc.property(fc.constantFrom(...OURS, 'Sallyport-Assertion'), marks, cases, (name, between, upper) => {
        const spelled = [...name]
          .map((char, i) => (upper[i] ? char.toUpperCase() : char.toLowerCase()) + between[i])
          .join('')
        expect(isReservedName(spelled)).toBe(true)
      }),
      { numRuns: 1000, seed: 14 },
    )
  })
})

describe('the Cookie header on its way to the origin', () => {
  it('loses the edge’s cookies and keeps the origin’s own unchanged', () => {
    const header = `theme=dark; ${PASS_COOKIE}=x~y; id=a=b; ${FLOW_COOKIE_PREFIX}abc=z`
    expect(withoutReserved(header)).toBe('theme=dark; id=a=b')
  })

  it.each([
    `${PASS_COOKIE}=x`,
    `${PASS_COOKIE}=x; ${SESSION_COOKIE}=y`,
    `${PASS_COOKIE}`,
    `__host_sallyport_pass=x`,
    ` ${PASS_COOKIE} = x `,
  ])('is removed if nothing is left: %j', (header) => {
    expect(withoutReserved(header)).toBeNull()
  })

  it.each([
    `seen=${PASS_COOKIE}`,
    `seen=1,${PASS_COOKIE}`,
    'prefs={"a":1,"b":"sally"}; last=2026-11-30,2026-12-01',
    'a=1,,=2,',
  ])('keeps a cookie whose value mentions one of the edge’s names, or has commas: %j', (header) => {
    expect(withoutReserved(header)).toBe(header)
  })

  // The platform joins two Cookie lines with a comma.
  it.each([
    [`a=1, ${PASS_COOKIE}=x~y`, 'a=1'],
    [`a=1,${PASS_COOKIE}=x~y; b=2`, 'a=1; b=2'],
    [`${PASS_COOKIE}=x~y, a=1; b=2`, 'a=1; b=2'],
    [`${PASS_COOKIE}=x~y, ${FLOW_COOKIE_PREFIX}abc=z`, null],
    [`a=1,2, Sallyport.Pass=x,3; b=2`, 'a=1,2; b=2'],
    [`Sallyport.Pass=x,3; b=2`, 'b=2'],
    [`a=1, ="${PASS_COOKIE}"=x`, 'a=1'],
    [`a=1, \t${PASS_COOKIE} =x, b=2`, 'a=1, b=2'],
  ])('loses the edge’s cookies after a comma, too: %j becomes %j', (header, kept) => {
    expect(withoutReserved(header)).toBe(kept)
  })

  it.each([',', ' ', '=', ', ', ',=', ';', 'a,'])('takes linear time, for any content: %j', (part) => {
    const header = part.repeat(100_000)
    const from = performance.now()
    withoutReserved(header)
    readCookie(cookies(`${PASS_COOKIE}=x; ${header}`), PASS_COOKIE)
    expect(performance.now() - from).toBeLessThan(5000)
  })
})

describe('a Set-Cookie from the origin', () => {
  it.each([
    `${PASS_COOKIE}=evil; Path=/; Secure`,
    '__host-sallyport-pass=evil',
    ' __Host-sallyport-pass =evil',
    'Sallyport.Pass=evil',
    `${PASS_COOKIE}; Path=/`,
  ])('is reserved if a server could take it for the edge’s: %j', (header) => {
    expect(setsReserved(header)).toBe(true)
  })

  it.each(['theme=dark; Path=/', 'a=1; Path=/sallyport', 'a=sallyport', ''])(
    'is the origin’s own: %j',
    (header) => {
      expect(setsReserved(header)).toBe(false)
    },
  )
})

describe('flow cookies', () => {
  const flows = (count: number) =>
    cookies(Array.from({ length: count }, (_, i) => `${FLOW_COOKIE_PREFIX}${i}=x`).join('; '))

  it('are left alone while there is room for one more', () => {
    expect(surplusFlows(new Headers())).toEqual([])
    expect(surplusFlows(flows(29))).toEqual([])
  })

  it('are dropped oldest first, so that the next one makes thirty', () => {
    expect(surplusFlows(flows(30))).toEqual([`${FLOW_COOKIE_PREFIX}0`])
    expect(surplusFlows(flows(33))).toHaveLength(4)
  })

  it('are dropped without any other cookie', () => {
    const header = `${PASS_COOKIE}=x; theme=dark; ${flows(30).get('cookie')}`
    expect(surplusFlows(cookies(header))).toEqual([`${FLOW_COOKIE_PREFIX}0`])
  })
})

it.each(['=__Host-sallyport-pass=evil; Path=/', ' = __Host-sallyport-pass=evil'])(
  'a cookie set without a name, that some browsers return as the edge’s, is reserved: %j',
  (header) => {
    expect(setsReserved(header)).toBe(true)
  },
)
