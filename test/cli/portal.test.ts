// The commands against a portal that answers as each test says.

import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { run } from './terminal.ts'

interface Reply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

interface Received {
  readonly line: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

const TOKEN = 'operator-token-of-this-test'
/** Answers the requests, in order. The last one answers all that follow. */
let replies: Reply[]
let received: Received[]
let origin: string

const server = createServer((req, res) => {
  let body = ''
  req.on('data', (chunk) => {
    body += chunk
  })
  req.on('end', () => {
    received.push({ line: `${req.method} ${req.url}`, headers: req.headers, body })
    const reply = (replies.length > 1 ? replies.shift() : replies[0]) ?? {}
    res.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers })
    res.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? {}))
  })
})
beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://portal.localhost:${(server.address() as AddressInfo).port}`
})
afterAll(() => void server.close())
beforeEach(() => {
  replies = []
  received = []
})

const ask = (...args: string[]) => run(args, { env: { SALLYPORT_URL: origin, SALLYPORT_TOKEN: TOKEN } })
const lines = () => received.map(({ line }) => line)

const RULE = { id: 'hooks', path: '/hooks', match: 'prefix', methods: ['POST'], access: 'public' }
const LIST = { body: { rules: [RULE] }, headers: { etag: '"7"' } }
const problem = (status: number, code: string, more: object = {}, headers = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/problem+json', ...headers },
  body: { type: 'about:blank', title: 'Refused', status, code, ...more },
})

describe('a request', () => {
  it('goes to a name under localhost on this machine, with its Host and the token', async () => {
    replies = [{ body: { workspaces: [], next_cursor: null } }]
    expect((await ask('workspace', 'list')).status).toBe(0)
    expect(lines()).toEqual(['GET /api/v1/workspaces'])
    expect(received[0]?.headers).toMatchObject({
      host: new URL(origin).host,
      authorization: `Bearer ${TOKEN}`,
    })
  })

  it('keeps odd characters of an argument in one segment of its path', async () => {
    replies = [{ status: 204, body: '' }]
    await ask('member', 'remove', 'acme', 'a/b%2f?x#y@acme.example')
    await ask('service-token', 'delete', 'acme', 'x/../../y')
    expect(lines()).toEqual([
      'DELETE /api/v1/workspaces/acme/members/a%2Fb%252f%3Fx%23y%40acme.example',
      'DELETE /api/v1/workspaces/acme/service-tokens/x%2F..%2F..%2Fy',
    ])
  })

  it.each([
    ['a dot segment', ['service-token', 'delete', 'acme', '..']],
    ['a slug that no workspace has', ['workspace', 'delete', '..']],
    ['an address that is none', ['member', 'remove', 'acme', 'nobody']],
    ['an unknown role', ['member', 'put', 'acme', 'ada@acme.example', '--role', 'king']],
    ['an argument too many', ['workspace', 'get', 'acme', 'other']],
    ['a path that is not given', ['rules', 'test', 'acme']],
    ['no end', ['member', 'extend', 'acme', 'bo@acme.example', '--reason', 'x']],
    ['no reason', ['member', 'extend', 'acme', 'bo@acme.example', '--until', '2026-12-14']],
    [
      'a day that no year has',
      ['member', 'extend', 'acme', 'bo@acme.example', '--until', '2027-02-30', '--reason', 'x'],
    ],
    ['a number of days', ['member', 'extend', 'acme', 'bo@acme.example', '--until', '14', '--reason', 'x']],
    ['an unknown group', ['policy', 'set', 'acme', '--applies-to', 'owners']],
    ['days out of range', ['policy', 'set', 'acme', '--enforced', '--grace-days', '5']],
  ])('with %s is not sent, and the command ends with 2', async (_, args) => {
    expect(await ask(...args)).toMatchObject({ status: 2, out: '' })
    expect(lines()).toEqual([])
  })

  it.each([
    ['no address', { SALLYPORT_TOKEN: TOKEN }],
    ['no token', { SALLYPORT_URL: 'https://auth.example.com' }],
    ['plain http to another machine', { SALLYPORT_URL: 'http://auth.example.com', SALLYPORT_TOKEN: TOKEN }],
    ['a path', { SALLYPORT_URL: 'https://auth.example.com/api', SALLYPORT_TOKEN: TOKEN }],
    ['a password in it', { SALLYPORT_URL: `https://x:${TOKEN}@auth.example.com`, SALLYPORT_TOKEN: TOKEN }],
    ['a token of two lines', { SALLYPORT_URL: 'https://auth.example.com', SALLYPORT_TOKEN: `${TOKEN}\nx` }],
  ])('with %s is not sent: the command ends with 2 and shows no token', async (_, env) => {
    const { status, out, said } = await run(['workspace', 'list'], { env })
    expect([status, out]).toEqual([2, ''])
    expect(said).not.toContain(TOKEN)
  })
})

describe('a list', () => {
  it('is read to its last page, with each cursor encoded', async () => {
    const page = (slug: string, next_cursor: string | null) => ({
      body: {
        workspaces: [{ id: slug, slug, name: slug, hosts: [], origin: 'https://x.example', created_at: '' }],
        next_cursor,
      },
    })
    replies = [page('a', 'a&b=c'), page('b', '2'), page('c', null)]
    const { out } = await ask('workspace', 'list', '--json')
    expect(JSON.parse(out)).toMatchObject({
      workspaces: [{ slug: 'a' }, { slug: 'b' }, { slug: 'c' }],
      next_cursor: null,
    })
    expect(lines().slice(1)).toEqual([
      'GET /api/v1/workspaces?cursor=a%26b%3Dc',
      'GET /api/v1/workspaces?cursor=2',
    ])
  })
})

describe('rules put', () => {
  const put = (text: string, ...more: string[]) =>
    run(['rules', 'put', 'acme', '-', ...more, '--json'], {
      env: { SALLYPORT_URL: origin, SALLYPORT_TOKEN: TOKEN },
      input: text,
    })

  it('saves over the version that it has just read', async () => {
    replies = [LIST]
    expect((await put(JSON.stringify([RULE]))).status).toBe(0)
    expect(lines()).toEqual(['GET /api/v1/workspaces/acme/rules', 'PUT /api/v1/workspaces/acme/rules'])
    expect(received[1]).toMatchObject({
      headers: { 'if-match': '"7"' },
      body: JSON.stringify({ rules: [RULE] }),
    })
  })

  it('saves over the version that `rules get` printed, and says if that has changed meanwhile', async () => {
    replies = [LIST]
    const { out } = await ask('rules', 'get', 'acme', '--json')
    replies = [problem(412, 'stale')]
    const { status, out: refused } = await put(out, '--confirm')
    expect(received[1]).toMatchObject({
      line: 'PUT /api/v1/workspaces/acme/rules',
      headers: { 'if-match': '"7"' },
      body: JSON.stringify({ rules: [RULE], confirm: true }),
    })
    expect([status, JSON.parse(refused).error]).toEqual([
      1,
      { code: 'stale', message: expect.stringContaining('Read it again') },
    ])
  })

  it.each([
    ['- id: hooks\n  path: /hooks\n  match: prefix\n  access: everybody\n', /^-:4: 0\.access: /],
    ['- { id: a, path: /x, match: exact, access: member, method: [GET] }\n', /^-:1: 0\.method: Unknown key$/],
    [
      'rules:\n- { id: a, path: /x, match: exact, access: member,\n    networks: [10.1.2.3/8] }\n',
      /^-:3: rules\.0\.networks\.0: .*10\.0\.0\.0\/8/,
    ],
    [
      '- { id: a, path: /x/, match: exact, access: public }\n- { id: a, path: /y, match: exact, access: public }\n',
      /^-:1: 0\.path: .+\n-:2: 1\.id: /,
    ],
    ['[]\n---\n[]\n', /one list of rules/],
  ])('sends nothing if the file is wrong, and names each fault with its line: %j', async (text, said) => {
    const { status, out } = await put(text)
    const { error } = JSON.parse(out)
    expect([status, error.code]).toEqual([1, 'invalid_file'])
    expect(error.message).toMatch(said)
    expect(lines()).toEqual([])
  })
})

describe('an answer', () => {
  it('with 429 is waited for as long as it asks, if that is short', async () => {
    replies = [problem(429, 'too_many_requests', {}, { 'retry-after': '0' }), LIST]
    const { status, said } = await ask('rules', 'get', 'acme')
    expect([status, said, received.length]).toEqual([0, 'The portal asks to wait for 0 s …\n', 2])
  })

  it.each([
    ['429 for long', '429', ['rules', 'get', 'acme'], '600', 1],
    ['429 again and again', '429', ['rules', 'get', 'acme'], '0', 3],
    ['503 again and again', '503', ['workspace', 'delete', 'acme'], '0', 3],
    ['503 after a POST, which may have been done', '503', ['service-token', 'rotate', 'acme', 'x'], '0', 1],
  ])('with %s ends the command with 1', async (_, status, args, after, times) => {
    replies = [problem(Number(status), 'busy', {}, { 'retry-after': after })]
    const ran = await ask(...args)
    expect([ran.status, received.length]).toEqual([1, times])
    expect(ran.said).toContain(`Try again in ${after} s`)
  })

  it('that is not the API’s is said to be so, and a redirect is not followed', async () => {
    for (const reply of [
      { status: 302, headers: { location: `${origin}/elsewhere` } },
      { status: 502, body: '<h1>Bad gateway</h1>' },
      { body: '<h1>Hello</h1>' },
      { body: { workspaces: 'none', next_cursor: null } },
    ]) {
      replies = [reply]
      received = []
      const { status, out } = await ask('workspace', 'list', '--json')
      expect([status, JSON.parse(out).error.code, received.length]).toEqual([1, 'unexpected_answer', 1])
    }
  })

  it('that repeats the token is shown without it', async () => {
    replies = [problem(403, 'forbidden', { detail: `The token ${TOKEN} may not` })]
    for (const args of [
      ['workspace', 'list'],
      ['workspace', 'list', '--json'],
    ]) {
      const { out, said } = await ask(...args)
      expect(out + said).not.toContain(TOKEN)
      expect(out + said).toContain('[SALLYPORT_TOKEN]')
    }
  })

  it('cannot move the cursor of the terminal', async () => {
    const name = 'Ada\u001b[2J\u202e'
    replies = [
      {
        body: {
          members: [{ email: 'a@b.example', name, role: 'owner', standing: 'free', joined_at: '' }],
          next_cursor: null,
        },
      },
    ]
    expect((await ask('member', 'list', 'acme')).out).toContain('Ada\ufffd[2J\ufffd')
  })

  it('that never comes is a failure without the token', async () => {
    const { status, said } = await run(['workspace', 'list'], {
      env: { SALLYPORT_URL: 'http://127.0.0.1:9', SALLYPORT_TOKEN: TOKEN },
    })
    expect([status, said]).toEqual([1, 'Error: Could not reach http://127.0.0.1:9 (ECONNREFUSED).\n'])
  })
})

describe('member extend', () => {
  const extend = (until: string) =>
    ask('member', 'extend', 'acme', 'bo@acme.example', '--until', until, '--reason', 'On leave')

  it.each([
    ['2026-12-14', '2026-12-15T00:00:00Z'],
    ['2026-12-31', '2027-01-01T00:00:00Z'],
    ['2026-12-14T17:00:00Z', '2026-12-14T17:00:00Z'],
    ['2026-12-14t17:00:00.5+02:00', '2026-12-14T15:00:00Z'],
  ])('until %s asks for %s', async (given, until) => {
    replies = [{ body: { email: 'bo@acme.example', until } }]
    const { status, out } = await extend(given)
    expect([status, out]).toEqual([0, `bo@acme.example has until ${until} to meet the policies of acme.\n`])
    expect(received).toMatchObject([
      {
        line: 'PUT /api/v1/workspaces/acme/members/bo%40acme.example/extension',
        body: JSON.stringify({ until, reason: 'On leave' }),
      },
    ])
  })

  it('that the portal refuses ends with 1, and with its code', async () => {
    replies = [problem(409, 'already_extended')]
    const { status, said } = await extend('2026-12-14')
    expect([status, said]).toEqual([1, expect.stringContaining('Refused')])
  })

  it('is ended with end-extension', async () => {
    replies = [{ status: 204, body: '' }]
    const { status, out } = await ask('member', 'end-extension', 'acme', 'bo@acme.example', '--json')
    expect([status, JSON.parse(out)]).toEqual([0, { ended: 'bo@acme.example' }])
    expect(lines()).toEqual(['DELETE /api/v1/workspaces/acme/members/bo%40acme.example/extension'])
  })
})

describe('policy', () => {
  const POLICY = {
    ...{ enforced: true, grace_days: 14, applies_to: 'admins', state: 'scheduled' },
    ...{ effective_at: '2026-12-14T10:00:00Z', updated_at: null, updated_by: null },
  }

  it.each([
    [[], '/policy'],
    [['--phishing-resistant'], '/policy/phishing-resistant'],
  ])(
    'with %j reads, previews and sets %s, and sends whom it applies to only if that changes',
    async (flags, at) => {
      const path = `/api/v1/workspaces/acme${at}`
      replies = [{ body: POLICY, headers: { etag: '"7"' } }]
      expect((await ask('policy', 'get', 'acme', ...flags)).out).toContain('applies to      admins')
      expect((await ask('policy', 'set', 'acme', ...flags, '--grace-days', '30')).status).toBe(0)
      await ask('policy', 'set', 'acme', ...flags, '--applies-to', 'everybody')
      replies = [{ body: POLICY }, { body: { effective_at: null, blocked_now: 0, blocked_at_effective: 1 } }]
      expect((await ask('policy', 'preview', 'acme', ...flags, '--no-enforced')).status).toBe(0)
      expect(received.map(({ line, headers, body }) => [line, headers['if-match'], body])).toEqual([
        [`GET ${path}`, undefined, ''],
        [`GET ${path}`, undefined, ''],
        [`PUT ${path}`, '"7"', JSON.stringify({ enforced: true, grace_days: 30 })],
        [`GET ${path}`, undefined, ''],
        [`PUT ${path}`, '"7"', JSON.stringify({ enforced: true, grace_days: 14, applies_to: 'everybody' })],
        [`GET ${path}`, undefined, ''],
        [`POST ${path}/preview`, undefined, JSON.stringify({ enforced: false, grace_days: 14 })],
      ])
    },
  )
})

describe('service-token', () => {
  it('create prints the new token alone on the standard output', async () => {
    replies = [{ status: 201, body: { id: 'x', token: 'sps_new' } }]
    const args = ['--name', 'ci', '--expires-in-days', '90', '--path', '/api', '/git', '--method', 'GET']
    const { status, out } = await ask('service-token', 'create', 'acme', ...args)
    expect([status, out]).toEqual([0, 'sps_new\n'])
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({
      name: 'ci',
      expires_in_days: 90,
      paths: ['/api', '/git'],
      methods: ['GET'],
    })
  })
})
