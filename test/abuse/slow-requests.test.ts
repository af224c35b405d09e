// A stranger can send these requests at no cost. Otherwise a regular expression with quadratic time keeps an
// isolate busy for seconds, and all other requests wait.

import { describe, expect, it } from 'vitest'
import { portalHost } from '../support/node/arrivals.ts'
import { BESIDE_RULES } from '../support/node/grounds.ts'
import { saveRules } from '../support/node/machines.ts'
import { sendLines } from '../support/node/raw-socket.ts'
import { makePerson, makeWorkspace, portalOrigin } from '../support/node/test-bed.ts'
import { Visitor } from '../support/node/visitor.ts'

const LENGTH = 60_000
// three seconds or more if time grows with the square of the length, otherwise a few hundredths
const MOST_MS = 1000
const LONGEST_PATH = 15_000
const encodeSpaces = (path: string) => path.replaceAll(' ', '%20')
const TRIES = 3 // the fastest is measured, because the machine may be busy

const FILLINGS = [
  ' ',
  '\t',
  'a',
  'ab',
  '.',
  ',',
  ';',
  '=',
  '%',
  '%25',
  '-',
  ':',
  '@',
  '"',
  '<',
  '~',
  '/',
  '\\',
  'a=b;',
]
const HEADERS = [
  'Cookie',
  'Authorization',
  'Sallyport-Token',
  'Origin',
  'Referer',
  'Content-Type',
  'Accept',
  'User-Agent',
  'Sec-Fetch-Mode',
  'Sec-Fetch-Site',
  'Sec-Fetch-Dest',
  'If-Match',
  'Upgrade',
]

// Puts the edge's own cookies beside the long value. Otherwise the edge would not read the header.
const OURS = '__Host-sallyport-pass=x; __Host-sallyport-session=x; __Host-sallyport-login=x'
const fieldValue = (header: string, filling: string) => {
  const long = `x${filling.repeat(LENGTH / filling.length)}y`
  return header === 'Cookie' ? `a=${long}; ${OURS}` : header === 'Authorization' ? `Bearer ${long}` : long
}

async function quickest(
  send: () => Promise<{ readonly status: number }>,
  enoughMs = MOST_MS,
): Promise<number> {
  let best = Number.POSITIVE_INFINITY
  for (let attempt = 0; attempt < TRIES && best >= enoughMs; attempt++) {
    const begun = performance.now()
    const { status } = await send()
    expect(status).not.toBe(500)
    best = Math.min(best, performance.now() - begun)
  }
  return best
}

describe('a request of 60 KB is answered in time', () => {
  it.each(HEADERS)('with its length in %s, at the gate, on the pages and in the API', async (header) => {
    const workspace = await makeWorkspace('http://127.0.0.1:9')
    await saveRules(workspace, ...(BESIDE_RULES.rules ?? []))
    const { host } = workspace
    const slow: string[] = []
    for (const filling of FILLINGS) {
      for (const [at, path] of [
        [host, '/'],
        [host, '/api/'],
        [portalHost, '/sign-in'],
        [portalHost, '/api/v1/workspaces'],
      ] as const) {
        const field = `${header}: ${fieldValue(header, filling)}`
        const lines = [`GET ${path} HTTP/1.1`, `Host: ${at}`, 'Connection: close', field]
        const took = await quickest(() => sendLines(lines))
        if (took >= MOST_MS) slow.push(`${at}${path} ${JSON.stringify(filling)}: ${Math.round(took)} ms`)
      }
    }
    expect(slow).toEqual([])
  })

  it.each(['%2f', '%252f', '%2e%2e/', '//', ';x/', '%25', '\\', 'api/', '. /'])(
    'with a path of %j, where rules read it in every way',
    async (unit) => {
      const workspace = await makeWorkspace('http://127.0.0.1:9')
      await saveRules(workspace, ...(BESIDE_RULES.rules ?? []))
      const path = `/api/${encodeSpaces(unit.repeat(LONGEST_PATH / unit.length))}`
      const lines = [`GET ${path} HTTP/1.1`, `Host: ${workspace.host}`, 'Connection: close']
      expect(await quickest(() => sendLines(lines))).toBeLessThan(MOST_MS)
    },
  )

  it('with an address of combining marks, which Unicode sorts', async () => {
    const visitor = new Visitor()
    const page = await visitor.ask(`${portalOrigin}/sign-in`)
    const [, csrf] = /name="csrf" value="([^"]+)"/.exec(page.text) ?? []
    const email = `a${'\u0301'.repeat(16_000)}${'\u0323'.repeat(16_000)}@acme.example`
    const body = `csrf=${csrf}&password=x&email=${email}`
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: portalOrigin }
    const send = () => visitor.ask(`${portalOrigin}/sign-in`, { method: 'POST', headers, body })
    expect((await send()).status).toBe(422)
    expect(await quickest(send, MOST_MS / 2)).toBeLessThan(MOST_MS / 2)
  })

  it('with thousands of fields, more than can be kept for an admin who must enrol first', async () => {
    const admin = await makePerson('Ada')
    const { slug } = await makeWorkspace('https://origin.example', [[admin, 'admin']])
    const visitor = new Visitor()
    await visitor.signIn(admin)
    const page = `${portalOrigin}/workspaces/${slug}/settings/members`
    const [, csrf] = /name="csrf" value="([^"]+)"/.exec((await visitor.ask(page)).text) ?? []
    const fields = Array.from({ length: 12_000 }, (_, index) => `${index.toString(36)}=`)
    const body = `csrf=${csrf}&${fields.join('&')}`
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: portalOrigin }
    const send = () => visitor.ask(page, { method: 'POST', headers, body, follows: false })
    expect((await send()).status).toBe(413)
    expect(await quickest(send, MOST_MS / 2)).toBeLessThan(MOST_MS / 2)
  })
})
