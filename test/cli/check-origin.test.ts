// `sallyport check-origin` against origins over HTTP: one that is right, and others that get one thing wrong.

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { startOrigin } from '../../demo/origin-server.ts'
import { ORIGINS, startFaultyOrigin } from './faulty-origin.ts'
import { run } from './terminal.ts'

const AUDIENCE = 'https://acme.example.com'

/** Returns a web origin on this machine where nothing listens. */
async function freeIssuer(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}`
}

const opened: { close(): unknown }[] = []
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close()
})

function keep<T extends { close(): unknown }>(origin: T): T {
  opened.push(origin)
  return origin
}

async function check(url: string, issuer: string, ...more: string[]) {
  const args = ['check-origin', url, '--issuer', issuer, '--audience', AUDIENCE, ...more, '--json']
  const { status, out } = await run(args)
  const value = JSON.parse(out)
  const wrong: string[] = value.checks?.flatMap((each: { name: string; ok: boolean }) =>
    each.ok ? [] : [each.name],
  )
  return { status, value, wrong }
}

async function checkFaulty(kind: keyof typeof ORIGINS) {
  const ends = { issuer: await freeIssuer(), audience: AUDIENCE }
  const { url } = keep(await startFaultyOrigin(kind, ends))
  return check(url, ends.issuer)
}

describe('check-origin', () => {
  it('ends with 0 for the demo origin, which admits the control and refuses everything else', async () => {
    const issuer = await freeIssuer()
    const { url } = keep(await startOrigin({ name: 'Acme', issuer, audience: AUDIENCE }))
    const { status, value, wrong } = await check(`${url}/`, issuer)
    expect([status, wrong, value.ok]).toEqual([0, [], true])
    expect(value.checks.map(({ name }: { name: string }) => name)).toEqual([
      'control',
      'no_assertion',
      'broken_signature',
      'unknown_key',
      'alg_none',
      'hs256_with_public_key',
      'altered_claims',
      'another_audience',
      'another_issuer',
      'expired',
      'service',
    ])
  })

  it.each([
    ['sound', 0, []],
    ['admits without an assertion', 1, ['no_assertion']],
    ['skips the signature', 1, ['broken_signature', 'unknown_key', 'altered_claims']],
    ['takes the key from the token', 1, ['unknown_key']],
    ['takes alg none', 1, ['alg_none']],
    ['lets the token choose HMAC', 1, ['hs256_with_public_key']],
    ['remembers signatures', 1, ['altered_claims']],
    ['skips the audience', 1, ['another_audience']],
    ['compares the beginning of the audience', 1, ['another_audience']],
    ['skips the issuer', 1, ['another_issuer']],
    ['skips the expiry', 1, ['expired']],
    ['requires no expiry', 1, ['expired']],
    ['takes services for people', 1, ['service']],
  ] as const)('for an origin that is or %s ends with %i and names %j', async (kind, code, named) => {
    const { status, wrong, value } = await checkFaulty(kind)
    expect([status, wrong]).toEqual([code, named])
    expect(value.error?.code).toBe(code === 0 ? undefined : 'origin_admits')
  })

  it('knows each faulty origin', () => {
    expect(Object.keys(ORIGINS)).toHaveLength(13)
  })

  it('ends with 1 if the good assertion is refused, and sends nothing else', async () => {
    const issuer = await freeIssuer()
    const ends = { issuer, audience: 'https://other.example.com' }
    const { url } = keep(await startFaultyOrigin('sound', ends))
    const { status, value, wrong } = await check(url, issuer)
    expect([status, wrong, value.checks.length]).toEqual([1, ['control'], 1])
  })

  it('live, sends what needs no key, and finds an origin that asks for nothing', async () => {
    const ends = { issuer: await freeIssuer(), audience: AUDIENCE }
    const sound = keep(await startFaultyOrigin('sound', ends))
    const open = keep(await startFaultyOrigin('admits without an assertion', ends))
    const checked = await check(sound.url, ends.issuer, '--live')
    expect(checked.status).toBe(0)
    expect(checked.value.checks.map(({ name }: { name: string }) => name)).toEqual([
      'no_assertion',
      'broken_signature',
      'unknown_key',
      'alg_none',
    ])
    expect(await check(open.url, ends.issuer, '--live')).toMatchObject({ status: 1, wrong: ['no_assertion'] })
  })

  it('refuses to play an issuer that is not on this machine, and says so if the address is taken', async () => {
    for (const issuer of [
      'https://auth.example.com',
      'http://auth.example.com:9901',
      'https://localhost:9901',
    ]) {
      const { status, value } = await check('http://127.0.0.1:9/', issuer)
      expect([status, value.error.message]).toEqual([2, expect.stringContaining('--live')])
    }
    const { url } = keep(
      await startFaultyOrigin('sound', { issuer: 'http://127.0.0.1:9', audience: AUDIENCE }),
    )
    const taken = await check(url, new URL(url).origin)
    expect([taken.status, taken.value.error.code]).toEqual([1, 'issuer_address'])
  })

  it('prints each answer, wrong ones too, and says on the standard error how many are wrong', async () => {
    const ends = { issuer: await freeIssuer(), audience: AUDIENCE }
    const { url } = keep(await startFaultyOrigin('skips the audience', ends))
    const { out, said } = await run(['check-origin', url, '--issuer', ends.issuer, '--audience', AUDIENCE])
    expect(out).toMatch(/^ok +a good assertion +admitted +200$/m)
    expect(out).toMatch(/^WRONG +another audience +admitted +200$/m)
    expect(said).toBe(`Error: 1 answer of ${url} is wrong.\n`)
  })

  it('ends with 1 if the origin can’t be reached', async () => {
    const { status, value } = await check('http://127.0.0.1:9/', await freeIssuer())
    expect([status, value.error.code]).toEqual([1, 'unreachable'])
  })
})
