// Forms that are not the portal's own, or not of this browser and session, change nothing.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import { api, makeWorkspace, portalOrigin } from '../support/node/test-bed.ts'
import {
  type Admitted,
  type Answer,
  makeAdmitted,
  makeEnrolledPerson,
  Visitor,
} from '../support/node/visitor.ts'

const CSRF = '__Host-sallyport-csrf'
const SESSION = '__Host-sallyport-session'
const portalHost = new URL(portalOrigin).host

let origin: RecordingOrigin
let inside: Admitted
beforeAll(async () => {
  origin = await startRecordingOrigin()
  inside = await makeAdmitted(origin.url, 'Bob')
})
afterAll(() => origin.close())

describe('a form', () => {
  type Forgery = (
    visitor: Visitor,
    page: Answer,
    action: string,
    fields: Record<string, string>,
  ) => Promise<Answer>

  const FORGERIES: readonly (readonly [string, Forgery])[] = [
    [
      'without its token',
      (visitor, page, action, fields) => visitor.submit(page, action, { ...fields, csrf: '' }),
    ],
    [
      'with the token of another browser',
      async (visitor, page, action, fields) => {
        const other = await new Visitor().ask(`${portalOrigin}/sign-in`)
        const [, csrf = ''] = /name="csrf" value="([^"]+)"/.exec(other.text) ?? []
        return visitor.submit(page, action, { ...fields, csrf })
      },
    ],
    [
      'with the token of another session',
      async (visitor, page, action, fields) => {
        const other = new Visitor()
        other.setCookie(portalHost, CSRF, visitor.cookie(portalHost, CSRF) ?? '')
        await other.signIn(inside.person)
        const theirs = await other.ask(`${portalOrigin}/sign-out`)
        const [, csrf = ''] = /name="csrf" value="([^"]+)"/.exec(theirs.text) ?? []
        return visitor.submit(page, action, { ...fields, csrf })
      },
    ],
    [
      'sent by another site’s page',
      (visitor, page, action, fields) =>
        post(visitor, page, action, fields, { origin: 'http://evil.example' }),
    ],
    [
      'sent by a workspace’s page',
      (visitor, page, action, fields) =>
        post(visitor, page, action, fields, { origin: inside.workspace.origin }),
    ],
    [
      'sent by a page without an origin',
      (visitor, page, action, fields) => post(visitor, page, action, fields, { origin: 'null' }),
    ],
    [
      'that the browser calls cross-site',
      (visitor, page, action, fields) =>
        post(visitor, page, action, fields, { origin: portalOrigin, 'sec-fetch-site': 'cross-site' }),
    ],
    [
      'that the browser calls same-site',
      (visitor, page, action, fields) =>
        post(visitor, page, action, fields, { origin: portalOrigin, 'sec-fetch-site': 'same-site' }),
    ],
  ]

  const post = (
    visitor: Visitor,
    page: Answer,
    action: string,
    fields: Record<string, string>,
    headers: Record<string, string>,
  ): Promise<Answer> => {
    const [, csrf = ''] = /name="csrf" value="([^"]+)"/.exec(page.text) ?? []
    return visitor.ask(portalOrigin + action, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams({ csrf, ...fields }).toString(),
      follows: false,
    })
  }

  let admin: Admitted
  const statusOfAdmin = async () => (await admin.visitor.ask(`${portalOrigin}/account/security`)).url
  beforeAll(async () => {
    const { person, visitor } = await makeEnrolledPerson('Olga')
    admin = { person, visitor, workspace: await makeWorkspace(origin.url, [[person, 'owner']]) }
  })

  it.each(FORGERIES)('%s changes no policy', async (_, forge) => {
    const { slug } = admin.workspace
    const path = `/workspaces/${slug}/settings/security`
    const page = await admin.visitor.ask(portalOrigin + path)
    const fields = { enforced: 'on', grace_days: '0', version: '0' }
    expect((await forge(admin.visitor, page, path, fields)).status).toBe(403)
    expect((await api('GET', `/workspaces/${slug}/policy`)).body).toMatchObject({ state: 'off' })
  })

  it.each(FORGERIES)('%s signs nobody out', async (_, forge) => {
    const page = await admin.visitor.ask(`${portalOrigin}/sign-out`)
    expect((await forge(admin.visitor, page, '/sign-out', {})).status).toBe(403)
    expect(await statusOfAdmin()).toBe(`${portalOrigin}/account/security`)
  })

  it.each(FORGERIES.filter(([name]) => !name.includes('another session')))(
    '%s signs nobody in',
    async (_, forge) => {
      const visitor = new Visitor()
      const page = await visitor.ask(`${portalOrigin}/sign-in`)
      const { email, password } = inside.person
      expect((await forge(visitor, page, '/sign-in', { email, password })).status).toBe(403)
      expect(visitor.cookie(portalHost, SESSION)).toBeUndefined()
    },
  )

  it('that is sent as it should be changes what it says, so that the refusals above mean something', async () => {
    const { slug } = admin.workspace
    const path = `/workspaces/${slug}/settings/security`
    const page = await admin.visitor.ask(portalOrigin + path)
    const fields = { enforced: 'on', grace_days: '30', version: '0' }
    const sameOrigin = { origin: portalOrigin, 'sec-fetch-site': 'same-origin' }
    expect((await post(admin.visitor, page, path, fields, sameOrigin)).status).toBe(303)
    expect((await api('GET', `/workspaces/${slug}/policy`)).body).toMatchObject({ state: 'scheduled' })
  })

  it('of another media type is refused with 415, and one past 64 KiB with 413', async () => {
    const visitor = new Visitor()
    await visitor.ask(`${portalOrigin}/sign-in`)
    for (const [type, body, status] of [
      ['application/json', '{}', 415],
      ['text/plain', 'email=a', 415],
      ['multipart/form-data; boundary=x', '--x--', 415],
      ['application/x-www-form-urlencoded', `email=${'a'.repeat(65_536)}`, 413],
    ] as const) {
      const ask = { method: 'POST', headers: { 'content-type': type }, body }
      expect((await visitor.ask(`${portalOrigin}/sign-in`, ask)).status).toBe(status)
    }
  })
})
