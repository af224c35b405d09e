// An origin that misuses the challenge of RFC 9470. The edge leads to the portal only, and only for a challenge
// that it can meet.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NO_RULES, PUBLIC, SERVICE, STRICT } from '../support/node/grounds.ts'
import { answering, type HostileOrigin, startHostileOrigin } from '../support/node/hostile-origin.ts'
import { type Entered, enterAt, keysOf } from '../support/node/inside.ts'
import { advance, portalOrigin, type RawAnswer, type RawAsk, sendRaw } from '../support/node/test-bed.ts'

const CHALLENGE = 'WWW-Authenticate: Bearer error="insufficient_user_authentication", max_age="60"'
const NAVIGATION = [['Sec-Fetch-Mode', 'navigate']] as const

const startOrigin = async () => {
  const origin = await startHostileOrigin()
  origin.behave(answering(200))
  return origin
}

describe.each([NO_RULES, STRICT])('$title', (ground) => {
  let origin: HostileOrigin
  let inside: Entered
  beforeAll(async () => {
    origin = await startOrigin()
    inside = await enterAt(origin.url, ground)
    // Past the age that the challenges ask for, and the leeway of a step-up.
    await advance(181)
  })
  afterAll(() => origin.close())

  function ask(headers: RawAsk['headers'] = []): Promise<RawAnswer> {
    const all = [...keysOf(inside), ...headers]
    return sendRaw(inside.workspace.host, `${ground.at}/payroll`, { headers: all })
  }

  it('a challenge leads to the portal and nowhere else, and sets no cookie of the origin', async () => {
    const lines = [
      'Location: https://evil.example/',
      'Set-Cookie: mine=1',
      'Refresh: 0; url=https://evil.example/',
    ]
    origin.behave(answering(401, [CHALLENGE, ...lines], 'a page'))
    const { status, headers, text } = await ask(NAVIGATION)
    expect([status, text, headers.refresh]).toEqual([302, '', undefined])
    const { origin: to, pathname, searchParams } = new URL(String(headers.location))
    expect([to, pathname]).toEqual([portalOrigin, '/sign-in/verify'])
    expect([...searchParams.keys()]).toEqual(['max_age', 'return_to'])
    expect(String(headers['set-cookie'])).not.toContain('mine=1')
  })

  it('the address for scripts is the edge’s, whatever the origin sends under that name', async () => {
    const forged = 'Sallyport-Step-Up: https://evil.example/'
    origin.behave(answering(401, [CHALLENGE, forged]))
    expect(String((await ask()).headers['sallyport-step-up'])).toMatch(`${portalOrigin}/sign-in/verify?`)
  })

  it.each([
    'Bearer error="insufficient_user_authentication", max_age="60&return_to=https://evil.example"',
    'Bearer error="insufficient_user_authentication", max_age="-1"',
    'Bearer error="insufficient_user_authentication", max_age="99999999999999999999"',
    'Bearer error="insufficient_user_authentication", acr_values="aal2\\", x=\\""',
    'Bearer error="insufficient_user_authentication" max_age="60"',
    'Bearer error="insufficient_user_authentication", max_age="60',
    'Bearer error="insufficient_user_authentication\\',
    'error="insufficient_user_authentication", Bearer',
  ])('a challenge that can’t be met is passed on as it is: %s', async (challenge) => {
    origin.behave(answering(401, [`WWW-Authenticate: ${challenge}`], 'a page'))
    const { status, headers } = await ask(NAVIGATION)
    expect([status, headers['www-authenticate']]).toEqual([401, challenge])
    expect(headers.location).toBeUndefined()
  })

  it.each(['a,', '"', '\\"', 'Bearer a=b,', 'a="b",', ' ,', 'Bearer '])(
    'a challenge of 10,000 letters, made of %j, is read at once',
    async (unit) => {
      const challenge = unit.repeat(10_000 / unit.length).trim()
      origin.behave(answering(401, [`WWW-Authenticate: ${challenge}`]))
      expect((await ask(NAVIGATION)).status).toBe(401)
    },
  )

  it('an endless page behind the challenge is cut off, and the person goes on at once', async () => {
    let isCut = false
    origin.behave((socket) => {
      socket.write(`HTTP/1.1 401 Unauthorized\r\n${CHALLENGE}\r\nTransfer-Encoding: chunked\r\n\r\n`)
      const dripping = setInterval(() => socket.write('1\r\nx\r\n'), 50)
      socket.on('close', () => {
        clearInterval(dripping)
        isCut = true
      })
    })
    expect((await ask(NAVIGATION)).status).toBe(302)
    await expect.poll(() => isCut, { timeout: 5000 }).toBe(true)
  })
})

describe.each([SERVICE, PUBLIC])('$title, where nobody has a second factor to prove', ({ at, ...ground }) => {
  it('a challenge is passed on as it is, and leads nowhere', async () => {
    const origin = await startOrigin()
    const inside = await enterAt(origin.url, { at, ...ground })
    origin.behave(answering(401, [CHALLENGE], 'a page'))
    const path = `${at}/payroll`
    const headers = [...keysOf(inside), ...NAVIGATION]
    const { status, headers: got, text } = await sendRaw(inside.workspace.host, path, { headers })
    expect([status, text, got.location, got['set-cookie']]).toEqual([401, 'a page', undefined, undefined])
    expect([`WWW-Authenticate: ${got['www-authenticate']}`, got['sallyport-step-up']]).toEqual([
      CHALLENGE,
      undefined,
    ])
    await origin.close()
  })
})
