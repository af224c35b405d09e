// No answer reveals who has an account, or what another workspace holds. Words, status, headers and cookies
// are the same, and so is what D1 stores. test/flows/sign-in/password.test.ts counts that the work is also
// the same.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Scene, setScene } from '../support/node/arrivals.ts'
import { fill, listOperations, rightBody } from '../support/node/operations.ts'
import { send } from '../support/node/portal-forms.ts'
import {
  api,
  countRows,
  hostOf,
  makePerson,
  makeWorkspace,
  type Person,
  portalOrigin,
} from '../support/node/test-bed.ts'
import { type Answer, makeEnrolledPerson, Visitor } from '../support/node/visitor.ts'

let scene: Scene
let ada: Person
let enrolled: Person
let noPassword: string
beforeAll(async () => {
  scene = await setScene()
  ada = await makePerson('Ada')
  enrolled = (await makeEnrolledPerson('Olga')).person
  noPassword = `bob-${crypto.randomUUID()}@acme.example`
  await api('PUT', `/accounts/${noPassword}`, { name: 'Bob' })
})
afterAll(() => scene.origin.close())

/**
 * Returns what an observer can compare in two answers. The submitted address, random values and times are
 * removed. The waiting time is a number of its own, because two answers may come in different seconds.
 */
function seen({ status, headers, text }: Answer, sent: string) {
  const lines = [...headers].filter(([name]) => !UNLIKE.includes(name))
  const cookies = headers.getSetCookie().map((line) => line.replace(/=[^;]*/, ''))
  const words = text
    .replaceAll(sent, '…')
    .replaceAll(encodeURIComponent(sent), '…')
    .replaceAll(/name="csrf" value="[^"]*"/g, '')
    .replaceAll(/<time[^>]*>[^<]*<\/time>(<noscript>[^<]*<\/noscript>)?/g, '<time>')
  return { status, lines, cookies, words, wait: Number(headers.get('retry-after')) }
}

/** Headers that may differ between two answers that tell the same. */
const UNLIKE = ['date', 'content-length', 'set-cookie', 'retry-after']

const nobody = () => `nobody-${crypto.randomUUID()}@acme.example`

let networks = 0

/** Makes `times` wrong guesses from a new browser in a new network. */
async function guess(email: string, password: string, times = 1) {
  const browser = new Visitor().comesFrom(`198.51.100.${++networks}`)
  let answer: Answer | undefined
  for (let i = 0; i < times; i++)
    answer = await send(browser, { path: '/sign-in', fields: { email, password } })
  if (!answer) throw new Error('no guess was made')
  return seen(answer, email)
}

describe('a wrong password', () => {
  it('gets the same answer with an account, with a second factor, without a password and with no account', async () => {
    const rows = await countRows()
    const strangers = await guess(nobody(), 'a long wrong password')
    expect(strangers).toMatchObject({ status: 422, cookies: [] })
    for (const email of [ada.email, enrolled.email, noPassword]) {
      expect(await guess(email, 'a long wrong password')).toEqual(strangers)
    }
    expect(await countRows()).toEqual(rows)
  })

  it('gets the same waiting time after ten wrong guesses, with and without an account', async () => {
    const [known, unknown] = [(await makePerson('Bea')).email, nobody()]
    const first = await guess(known, 'wrong', 11)
    const second = await guess(unknown, 'wrong', 11)
    expect(first.status).toBe(429)
    expect(first.wait).toBeGreaterThan(20)
    expect(Math.abs(first.wait - second.wait)).toBeLessThan(3)
    expect({ ...first, wait: 0 }).toEqual({ ...second, wait: 0 })
  })

  it.each(['', ' ', 'not an address', 'a@b', "a' OR 1=1 --@acme.example", `${'x'.repeat(300)}@acme.example`])(
    'gets the same answer for a malformed address: %s',
    async (email) => {
      const { status, cookies } = await guess(email, 'wrong')
      expect([status, cookies]).toEqual([422, []])
    },
  )
})

describe('the second factor’s page', () => {
  it('names the account only to a browser that has passed the first factor', async () => {
    const strange = new Visitor()
    strange.setCookie(new URL(portalOrigin).host, '__Host-sallyport-login', 'A'.repeat(43))
    const { url, text } = await strange.ask(`${portalOrigin}/sign-in/verify?email=${enrolled.email}`)
    expect(url).toContain('/sign-in?')
    expect(text).not.toContain(enrolled.email)
  })
})

describe('a workspace', () => {
  it('tells a non-member only its name: no member, admin, policy, origin or slug', async () => {
    const { slug, host } = await makeWorkspace(scene.origin.url, [[ada, 'owner']])
    await api('PUT', `/workspaces/${slug}/policy`, { enforced: true, grace_days: 0 })
    const stranger = new Visitor()
    await stranger.signIn(await makePerson('Mallory'))
    const pages = [
      await stranger.ask(`http://${host}/`),
      await new Visitor().ask(`http://${host}/`),
      await new Visitor().ask(`http://${host}/`, { isScript: true }),
    ]
    for (const { text, headers } of pages) {
      const told = text + JSON.stringify([...headers])
      for (const secret of [
        ada.email,
        scene.origin.url,
        'two-factor authentication',
        'enrollment_required',
      ]) {
        expect(told).not.toContain(secret)
      }
    }
  })

  it('that never existed looks like a deleted one, at /enter and at its host', async () => {
    const ended = await makeWorkspace(scene.origin.url)
    await api('DELETE', `/workspaces/${ended.slug}`)
    const ask = async (host: string) => {
      const query = new URLSearchParams({ host, return_to: '/' })
      return [
        seen(await new Visitor().ask(`${portalOrigin}/enter?${query}`, { follows: false }), host),
        seen(await new Visitor().ask(`http://${host}/`, { isScript: true }), host),
      ]
    }
    const never = await ask(hostOf('never-made'))
    expect(never.map(({ status }) => status)).toEqual([404, 421])
    expect(await ask(ended.host)).toEqual(never)
  })
})

describe('the API', () => {
  it('gives an unauthorised caller the same answer, whether the account exists or not', async () => {
    const { slug } = scene.workspace
    const { token } = (await api('POST', `/workspaces/${slug}/tokens`, { name: 'robot', expires_in_days: 1 }))
      .body
    const operations = (await listOperations()).filter(({ path }) => path.startsWith('/accounts/{email}'))
    expect(operations.length).toBeGreaterThan(5)
    for (const operation of operations) {
      const known = { provider: 'linking', subject: 'x', reason: 'lost' }
      const body = operation.body ? rightBody(operation, known) : undefined
      const call = (email: string) => api(operation.method, fill(operation.path, { email }), body, { token })
      const [somebody, nobodys] = [await call(ada.email), await call(nobody())]
      expect([operation.name, somebody.status, somebody.body]).toEqual([
        operation.name,
        nobodys.status,
        nobodys.body,
      ])
      expect(somebody.status).toBe(403)
    }
  })

  it('tells an admin who adds an account that it exists, and nothing else about it', async () => {
    const { slug } = await makeWorkspace(scene.origin.url)
    const { token } = (await api('POST', `/workspaces/${slug}/tokens`, { name: 'robot', expires_in_days: 1 }))
      .body
    const remove = (email: string) =>
      api('DELETE', `/workspaces/${slug}/members/${email}`, undefined, { token })
    const [somebody, nobodys] = [await remove(ada.email), await remove(nobody())]
    expect([somebody.status, somebody.body]).toEqual([nobodys.status, nobodys.body])
    const put = await api('PUT', `/workspaces/${slug}/members/${nobody()}`, { role: 'member' }, { token })
    expect([put.status, put.body.code]).toEqual([404, 'no_such_account'])
  })
})
