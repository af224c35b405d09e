// Members, roles and the audit through the API.

import { beforeAll, describe, expect, it } from 'vitest'
import {
  type ApiAnswer,
  api,
  digestRows,
  makePerson,
  makeWorkspace,
  type Person,
  portalOrigin,
} from '../support/node/test-bed.ts'
import { alertOf, type Enrolled, makeEnrolledPerson } from '../support/node/visitor.ts'

const ORIGIN = 'http://127.0.0.1:9' // no request gets there

const newAccount = async (): Promise<string> => {
  const email = `m-${crypto.randomUUID().slice(0, 12)}@acme.example`
  await api('PUT', `/accounts/${email}`, { name: 'Member' })
  return email
}

/** Returns every page of a list. */
async function readAll(path: string, list: string): Promise<Record<string, unknown>[][]> {
  const pages: Record<string, unknown>[][] = []
  let query = ''
  for (;;) {
    const { status, body }: ApiAnswer = await api('GET', path + query)
    expect(status).toBe(200)
    pages.push(body[list])
    if (body.next_cursor === null) return pages
    query = `?cursor=${encodeURIComponent(body.next_cursor)}`
  }
}

describe('a member', () => {
  it('is added with 201, changed with 200, listed, and removed with 204; the account stays', async () => {
    const { slug } = await makeWorkspace(ORIGIN)
    const email = await newAccount()
    const path = `/workspaces/${slug}/members/${email}`
    expect(await api('PUT', path, { role: 'member' })).toMatchObject({
      status: 201,
      body: { role: 'member' },
    })
    expect(await api('PUT', path, { role: 'admin' })).toMatchObject({ status: 200, body: { role: 'admin' } })
    expect((await api('GET', `/workspaces/${slug}/members`)).body).toEqual({
      members: [
        {
          ...{
            email,
            name: 'Member',
            role: 'admin',
            standing: 'free',
            joined_at: expect.stringMatching(/Z$/),
          },
          ...{ with_passkey: false, imported: false, extended_until: null },
        },
      ],
      next_cursor: null,
    })
    expect(await api('DELETE', path)).toMatchObject({ status: 204, body: null })
    expect(await api('DELETE', path)).toMatchObject({ status: 404, body: { code: 'not_found' } })
    expect((await api('GET', `/accounts/${email}`)).status).toBe(200)
  })

  it('needs an account and a known role', async () => {
    const { slug } = await makeWorkspace(ORIGIN)
    const nobody = await api('PUT', `/workspaces/${slug}/members/nobody@acme.example`, { role: 'member' })
    expect(nobody).toMatchObject({ status: 404, body: { code: 'no_such_account' } })
    const email = await newAccount()
    for (const role of ['root', 'Owner', '', null, 1]) {
      const answer = await api('PUT', `/workspaces/${slug}/members/${email}`, { role })
      expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: 'role' }] } })
    }
    expect((await api('GET', `/workspaces/${slug}/members`)).body.members).toEqual([])
  })

  it('is on exactly one page of the list', async () => {
    const { slug } = await makeWorkspace(ORIGIN)
    const emails = await Promise.all(Array.from({ length: 120 }, newAccount))
    await Promise.all(
      emails.map((email) => api('PUT', `/workspaces/${slug}/members/${email}`, { role: 'member' })),
    )
    const pages = await readAll(`/workspaces/${slug}/members`, 'members')
    expect(pages.map((page) => page.length)).toEqual([100, 20])
    expect(
      pages
        .flat()
        .map(({ email }) => email)
        .sort(),
    ).toEqual(emails.sort())
    expect((await api('GET', `/workspaces/${slug}/members?page=2`)).status).toBe(422)
  })

  it('is listed by name only with an audit entry', async () => {
    const { slug } = await makeWorkspace(ORIGIN)
    const looks = async () => {
      const { body } = await api('GET', `/workspaces/${slug}/audit`)
      return body.entries.filter(({ action }: { action: string }) => action === 'members.viewed')
    }
    expect(await looks()).toEqual([])
    await api('GET', `/workspaces/${slug}/enrollment`)
    expect(await looks()).toEqual([])
    await api('GET', `/workspaces/${slug}/members`)
    await api('GET', `/workspaces/${slug}/members?standing=overdue`)
    expect(await looks()).toMatchObject([{ actor: 'operator' }, { actor: 'operator' }])
  })

  it('is not listed by a link whose words would get into the audit under the admin’s name', async () => {
    const { person, visitor } = await makeEnrolledPerson('Uma')
    const { slug } = await makeWorkspace(ORIGIN, [[person, 'admin']])
    const page = `${portalOrigin}/workspaces/${slug}/settings/members`
    const words = 'Eve may have the keys. '.repeat(100)
    expect((await visitor.ask(`${page}?${new URLSearchParams({ cursor: words })}`)).status).toBe(200)
    const { body } = await api('GET', `/workspaces/${slug}/audit`)
    expect(body.entries[0]).toMatchObject({ action: 'members.viewed', detail: { after: '' } })
  })
})

describe('the last enrolled owner of a workspace', () => {
  let olga: Person
  let otto: Person
  let uma: Person
  beforeAll(async () => {
    olga = (await makeEnrolledPerson('Olga')).person
    otto = (await makeEnrolledPerson('Otto')).person
    uma = await makePerson('Uma')
  })

  const ROLE = (role: string) => ({ role })
  const WAYS_OUT = [
    ['removed', (members: string, email: string) => api('DELETE', `${members}/${email}`)],
    [
      'demoted to admin',
      (members: string, email: string) => api('PUT', `${members}/${email}`, ROLE('admin')),
    ],
    [
      'demoted to member',
      (members: string, email: string) => api('PUT', `${members}/${email}`, ROLE('member')),
    ],
  ] as const

  const rolesIn = async (slug: string) => {
    const { body } = await api('GET', `/workspaces/${slug}/members`)
    return body.members.filter(({ role }: { role: string }) => role === 'owner').length
  }

  it.each(WAYS_OUT)('stays while the workspace enforces or has set a date: %s', async (_, leave) => {
    for (const days of [0, 30]) {
      const { slug } = await makeWorkspace(ORIGIN, [
        [olga, 'owner'],
        [uma, 'owner'],
      ])
      await api('PUT', `/workspaces/${slug}/policy`, { enforced: true, grace_days: days })
      const answer = await leave(`/workspaces/${slug}/members`, olga.email)
      expect(answer).toMatchObject({ status: 409, body: { status: 409, code: 'last_enrolled_owner' } })
      expect(await rolesIn(slug)).toBe(2)
    }
  })

  it.each(WAYS_OUT)(
    'may leave if nothing is enforced or another enrolled owner stays: %s',
    async (_, leave) => {
      const off = await makeWorkspace(ORIGIN, [
        [olga, 'owner'],
        [uma, 'owner'],
      ])
      expect((await leave(`/workspaces/${off.slug}/members`, olga.email)).status).toBeLessThan(300)
      const two = await makeWorkspace(ORIGIN, [
        [olga, 'owner'],
        [otto, 'owner'],
      ])
      await api('PUT', `/workspaces/${two.slug}/policy`, { enforced: true, grace_days: 0 })
      expect((await leave(`/workspaces/${two.slug}/members`, olga.email)).status).toBeLessThan(300)
      expect((await leave(`/workspaces/${two.slug}/members`, otto.email)).status).toBe(409)
    },
  )

  it('keeps no other owner from leaving: one who is not enrolled may go', async () => {
    const { slug } = await makeWorkspace(ORIGIN, [
      [olga, 'owner'],
      [uma, 'owner'],
    ])
    await api('PUT', `/workspaces/${slug}/policy`, { enforced: true, grace_days: 0 })
    expect((await api('DELETE', `/workspaces/${slug}/members/${uma.email}`)).status).toBe(204)
  })

  it('cannot be deleted as an account until the policy is off', async () => {
    const { person } = await makeEnrolledPerson('Olga')
    const { slug } = await makeWorkspace(ORIGIN, [
      [person, 'owner'],
      [uma, 'owner'],
    ])
    await api('PUT', `/workspaces/${slug}/policy`, { enforced: true, grace_days: 30 })
    const refused = await api('DELETE', `/accounts/${person.email}`)
    expect(refused).toMatchObject({ status: 409, body: { code: 'last_enrolled_owner' } })
    expect(refused.body.detail).toContain(slug)
    expect((await api('GET', `/accounts/${person.email}`)).body.enrolled).toBe(true)
    await api('PUT', `/workspaces/${slug}/policy`, { enforced: false, grace_days: 0 })
    expect((await api('DELETE', `/accounts/${person.email}`)).status).toBe(204)
  })
})

describe('the only owner of a workspace without enforcement', () => {
  let olga: Enrolled
  beforeAll(async () => {
    olga = await makeEnrolledPerson('Olga')
  })

  const ownersOf = async (slug: string) => {
    const { body } = await api('GET', `/workspaces/${slug}/members`)
    return body.members.filter(({ role }: { role: string }) => role === 'owner').length
  }
  /** Returns the code of the refusal, or the mark that the page gives it. */
  const WAYS_OUT: Record<string, (slug: string, person: Person) => Promise<string>> = {
    'API: removed': async (slug, { email }) =>
      (await api('DELETE', `/workspaces/${slug}/members/${email}`)).body.code,
    'API: demoted': async (slug, { email }) =>
      (await api('PUT', `/workspaces/${slug}/members/${email}`, { role: 'admin' })).body.code,
    'API: account deleted': async (slug, { email }) => {
      const { status, body } = await api('DELETE', `/accounts/${email}`)
      expect(status).toBe(409)
      expect(body.detail).toContain(slug)
      return body.code
    },
    'page: demoted': (slug, { email }) => onPage(slug, '/role', { email, role: 'member' }),
    'page: removed': (slug, { email }) => onPage(slug, '/remove', { email }),
  }
  async function onPage(slug: string, action: string, fields: Record<string, string>): Promise<string> {
    const path = `/workspaces/${slug}/settings/members`
    const page = await olga.visitor.ask(portalOrigin + path)
    const answer = await olga.visitor.submit(page, path + action, fields)
    expect(answer.status).toBe(422)
    expect(alertOf(answer.text)).not.toBe('')
    return 'last_owner'
  }

  it.each(Object.entries(WAYS_OUT))('stays, and nothing is written: %s', async (_, leave) => {
    const { slug } = await makeWorkspace(ORIGIN, [[olga.person, 'owner']])
    const before = await digestRows()
    expect(await leave(slug, olga.person)).toBe('last_owner')
    expect(await digestRows()).toEqual(before)
    expect(await ownersOf(slug)).toBe(1)
  })

  it('may give up the role once the operator has added another owner', async () => {
    const { slug } = await makeWorkspace(ORIGIN, [[olga.person, 'owner']])
    const members = `/workspaces/${slug}/members`
    expect((await api('PUT', `${members}/${await newAccount()}`, { role: 'owner' })).status).toBe(201)
    expect((await api('PUT', `${members}/${olga.person.email}`, { role: 'admin' })).status).toBe(200)
    expect((await api('DELETE', `${members}/${olga.person.email}`)).status).toBe(204)
  })

  it('does not prevent the workspace from being deleted, and then the account', async () => {
    const owner = await makePerson('Olga')
    const { slug } = await makeWorkspace(ORIGIN, [[owner, 'owner']])
    expect((await api('DELETE', `/workspaces/${slug}`)).status).toBe(204)
    expect((await api('DELETE', `/accounts/${owner.email}`)).status).toBe(204)
  })
})

describe('the audit of a workspace', () => {
  it('is read newest first, each entry on exactly one page', async () => {
    const { slug } = await makeWorkspace(ORIGIN)
    const email = await newAccount()
    for (let i = 0; i < 110; i++) {
      await api('PUT', `/workspaces/${slug}/members/${email}`, { role: i % 2 === 0 ? 'member' : 'admin' })
    }
    const pages = await readAll(`/workspaces/${slug}/audit`, 'entries')
    const ids = pages.flat().map(({ id }) => Number(id))
    expect(pages.map((page) => page.length)).toEqual([100, ids.length - 100])
    expect(ids).toEqual(Array.from({ length: ids.length }, (_, i) => ids.length - i))
    expect(ids.length).toBeGreaterThanOrEqual(110)
    expect(pages[0]?.[0]).toEqual({
      id: ids.length,
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      actor: 'operator',
      action: 'member.put',
      account: email,
      ip: '127.0.0.1',
      user_agent: expect.any(String),
      detail: { role: 'admin', was: 'member' },
      hash: null,
    })
  })

  it.each(['0', '-1', 'x', '1e3', '1.5', ''])('refuses the cursor %j', async (cursor) => {
    const { slug } = await makeWorkspace(ORIGIN)
    const answer = await api('GET', `/workspaces/${slug}/audit?cursor=${cursor}`)
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: 'cursor' }] } })
  })

  it('has no entry of another workspace, and none for a refused call', async () => {
    const [acme, globex] = [await makeWorkspace(ORIGIN), await makeWorkspace(ORIGIN)]
    const email = await newAccount()
    await api('PUT', `/workspaces/${acme.slug}/members/${email}`, { role: 'member' })
    await api('PUT', `/workspaces/${globex.slug}/members/${email}`, { role: 'root' })
    const actionsIn = async (slug: string) =>
      (await api('GET', `/workspaces/${slug}/audit`)).body.entries.map(
        ({ action }: { action: string }) => action,
      )
    expect(await actionsIn(acme.slug)).toEqual(['member.put', 'workspace.put'])
    expect(await actionsIn(globex.slug)).toEqual(['workspace.put'])
  })
})
