import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RETURN_TO_MAX_LENGTH } from '../../src/core/return-to.ts'
import { locationOf, outlastCaches, postForm } from '../support/node/arrivals.ts'
import { startIssuer } from '../support/node/hostile-bed.ts'
import type { HostileIssuer } from '../support/node/hostile-issuer.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import {
  advance,
  makePerson,
  makeWorkspace,
  portalOrigin,
  type TestWorkspace,
} from '../support/node/test-bed.ts'
import { makeEnrolledPerson, Visitor } from '../support/node/visitor.ts'

// Cloudflare accepts no longer URL, and Node no longer headers.
const URL_MAX_LENGTH = 16_000

let origin: RecordingOrigin
beforeAll(async () => {
  origin = await startRecordingOrigin()
})
afterAll(() => origin.close())

const filled = (length: number, unit: string) => `/reports?q=${unit.repeat(length)}`.slice(0, length)
const random = (length: number) => `/reports?q=${randomBytes(length).toString('base64url')}`.slice(0, length)

/** Follows each redirect by hand, and records the longest address. */
class Measuring extends Visitor {
  longest = 0

  protected override send(...[url, sent]: Parameters<Visitor['send']>): Promise<Response> {
    this.longest = Math.max(this.longest, url.length)
    return super.send(url, sent)
  }
}

describe('the requested address', () => {
  it.each([
    ['2,100 characters', filled(2100, 'a')],
    ['8 KiB of letters', filled(RETURN_TO_MAX_LENGTH, 'a')],
    ['8 KiB that does not compress', random(RETURN_TO_MAX_LENGTH)],
    ['8 KiB of escapes', `/reports?q=${'%E3%81%82'.repeat(909)}`],
    ['8 KiB of characters that are escaped', filled(RETURN_TO_MAX_LENGTH, '&a=%26')],
  ])('is kept whole through password and code: %s', async (_, path) => {
    const { person, authenticator } = await makeEnrolledPerson('Ada')
    const workspace = await makeWorkspace(origin.url, [[person, 'member']])
    await advance(30)
    const visitor = new Measuring()
    const verify = await visitor.signIn(person, workspace.origin + path)
    expect(new URL(verify.url).pathname).toBe('/sign-in/verify')
    const inside = await visitor.submit(verify, '/sign-in/verify', { code: await authenticator.code() })
    expect(inside.url).toBe(workspace.origin + path)
    expect(origin.requests.at(-1)?.path).toBe(path)
    expect(visitor.longest).toBeLessThan(URL_MAX_LENGTH)
  })

  it('over 8 KiB is replaced by the front page, and never cut', async () => {
    const bob = await makePerson('Bob')
    const workspace = await makeWorkspace(origin.url, [[bob, 'member']])
    const visitor = new Visitor()
    const page = await visitor.ask(workspace.origin + filled(RETURN_TO_MAX_LENGTH + 1, 'a'))
    const answer = await visitor.submit(page, '/sign-in', { email: bob.email, password: bob.password })
    expect(answer.url).toBe(`${workspace.origin}/`)
    expect(origin.requests.at(-1)?.path).toBe('/')
  })

  it('that decodes to more than 8 KiB, or to nothing, is dropped', async () => {
    const bob = await makePerson('Bob')
    const workspace = await makeWorkspace(origin.url, [[bob, 'member']])
    const visitor = new Visitor()
    await visitor.signIn(bob)
    for (const packed of [
      await deflated(`/${'a'.repeat(1_000_000)}`),
      'z.',
      'z.AAAA',
      'z.!!',
      await deflated('//evil.example'),
    ]) {
      expect((await startAt(visitor, workspace, packed)).url, packed.slice(0, 40)).toBe(
        `${workspace.origin}/`,
      )
    }
    expect((await startAt(visitor, workspace, await deflated('/reports'))).url).toBe(
      `${workspace.origin}/reports`,
    )
  })
})

it('a way through portal pages names the workspace, unless it has too many pages to be real', async () => {
  const workspace = await makeWorkspace(origin.url)
  const pageAt = async (pages: number) => {
    const way = `${'/sign-in?return_to='.repeat(pages)}/enter?host=${workspace.host}`
    return (await new Visitor().ask(portalOrigin + way)).text
  }
  const door = `<bdi class="quiet">${workspace.host}</bdi>`
  expect(await pageAt(5)).toContain(door)
  expect(await pageAt(600)).not.toContain(door)
})

describe('a flow to a provider', () => {
  let issuer: HostileIssuer
  beforeAll(async () => {
    issuer = await startIssuer('tickets')
    await outlastCaches()
  })
  afterAll(() => issuer.close())

  const cookieOf = async (path: string) => {
    const returnTo = `/enter?${new URLSearchParams({ host: 'nobody.localhost', return_to: path })}`
    const query = new URLSearchParams({ return_to: returnTo })
    const answer = await new Visitor().ask(`${portalOrigin}/sign-in/with/tickets?${query}`, {
      follows: false,
    })
    return answer.headers.getSetCookie().find((line) => line.includes('-provider-')) ?? ''
  }

  it('sends no fragment to the provider', async () => {
    const sent = await new Visitor().ask(`${portalOrigin}/sign-in/with/tickets`, { follows: false })
    expect(sent.headers.get('location')).toMatch(/^[^#]+#$/)
  })

  it.each([100, 2400, RETURN_TO_MAX_LENGTH])(
    'has a cookie that browsers keep, with an address of %i characters',
    async (length) => {
      const [pair = ''] = (await cookieOf(random(length))).split(';')
      expect(pair.length).toBeGreaterThan(200)
      expect(pair.length).toBeLessThanOrEqual(4096)
    },
  )

  it.each([
    ['whole, where its cookie has room for it', (): string => filled(4000, '&a=%26'), 'whole'],
    ['the front page, where it has none', () => random(RETURN_TO_MAX_LENGTH), 'front page'],
  ])('ends at the address %s', async (_, make, end) => {
    const path = make()
    const workspace = await makeWorkspace(origin.url)
    const visitor = new Visitor()
    const signIn = new URL((await visitor.ask(workspace.origin + path)).url)
    const returnTo = signIn.searchParams.get('return_to') ?? ''
    const query = new URLSearchParams({ return_to: returnTo })
    const sent = await visitor.ask(`${portalOrigin}/sign-in/with/tickets?${query}`, { follows: false })
    const { searchParams } = new URL(locationOf(sent))
    const ticket = await issuer.ticket(searchParams.get('nonce') ?? '')
    const back = await postForm(visitor, searchParams.get('return_to') ?? '', { ticket })
    // The page says that no one was admitted, and leads on to the same address.
    const { searchParams: entering } = new URL((await visitor.ask(locationOf(back))).url)
    expect(entering.get('host')).toBe(workspace.host)
    const whole = new URL(returnTo, portalOrigin).searchParams.get('return_to')
    expect(entering.get('return_to')).toBe(end === 'whole' ? whole : '/')
  })
})

const startAt = (visitor: Visitor, { origin }: TestWorkspace, returnTo: string) =>
  visitor.ask(`${origin}/.sallyport/start?${new URLSearchParams({ return_to: returnTo })}`)

async function deflated(text: string): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'))
  return `z.${Buffer.from(await new Response(stream).arrayBuffer()).toString('base64url')}`
}
