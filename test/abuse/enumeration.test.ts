// Who has an account, and what another workspace holds, is told by no answer: not by its words, status, headers or cookies,
// nor by what D1 keeps of it. That the work is the same is counted in test/flows/sign-in/password.test.ts.

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

/** All that can be told apart in an answer, save what was sent to it and what is random in each. */
function seen({ status, headers, text }: Answer, sent: string) {
  const lines = [...headers].filter(([name]) => !['date', 'content-length', 'set-cookie'].includes(name))
  const cookies = headers.getSetCookie().map((line) => line.replace(/=[^;]*/, ''))
  const words = text
    .replaceAll(sent, '…')
    .replaceAll(encodeURIComponent(sent), '…')
    .replaceAll(/name="csrf" value="[^"]*"/g, '')
    .replaceAll(/datetime="[^"]*">[^<]*/g, '')
  return { status, lines, cookies, words }
}

const nobody = () => `nobody-${crypto.randomUUID()}@acme.example`

/** Each of them is a wrong guess: by somebody new, from a network of its own. */
async function guess(email: string, password: string, times = 1) {
  const browser = new Visitor().comesFrom(`198.51.100.${1 + Math.floor(Math.random() * 250)}`)
  let answer: Answer | undefined
  for (let i = 0; i < times; i++)
    answer = await send(browser, { path: '/sign-in', fields: { email, password } })
  if (!answer) throw new Error('no guess was made')
  return seen(answer, email)
}

describe('a wrong password', () => {
  it('is answered alike with an account, with a second factor, without a password, and with no account', async () => {
    const rows = await countRows()
    const strangers = await guess(nobody(), 'a long wrong password')
    expect(strangers).toMatchObject({ status: 422, cookies: [] })
    for (const email of [ada.email, enrolled.email, noPassword]) {
      expect(await guess(email, 'a long wrong password')).toEqual(strangers)
    }
    expect(await countRows()).toEqual(rows)
  })

  it('waits alike after ten of them', async () => {
    const [known, unknown] = [(await makePerson('Bea')).email, nobody()]
    const [first, second] = [await guess(known, 'wrong', 11), await guess(unknown, 'wrong', 11)]
    expect(first.status).toBe(429)
    expect(first).toEqual(second)
  })

  it.each(['', ' ', 'not an address', 'a@b', "a' OR 1=1 --@acme.example", `${'x'.repeat(300)}@acme.example`])(
    'is answered alike for what is no address: %s',
    async (email) => {
      const { status, cookies } = await guess(email, 'wrong')
      expect([status, cookies]).toEqual([422, []])
    },
  )
})

describe('the second factor’s page', () => {
  it('says to nobody but who has passed the first whose it is', async () => {
    const strange = new Visitor()
    strange.setCookie(new URL(portalOrigin).host, '__Host-sallyport-login', 'A'.repeat(43))
    const { url, text } = await strange.ask(`${portalOrigin}/sign-in/verify?email=${enrolled.email}`)
    expect(url).toContain('/sign-in?')
    expect(text).not.toContain(enrolled.email)
  })
})

describe('a workspace', () => {
  it('tells whoever is no member its name and nothing else: no member, admin, policy, origin or slug’s page', async () => {
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

  it('that was never made is as unknown as one that has been ended, at /enter and at its host', async () => {
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
  it('answers each call about an account alike to who may not make it, whether there is one or not', async () => {
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

  it('tells of an account that is no member no more than whether there is one, and that only to who adds it', async () => {
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
