// An admin downloads the audit log as CSV. Members write names into it, and a spreadsheet opens it.

import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { beforeAll, describe, expect, it } from 'vitest'
import { en } from '../../src/words/en/index.ts'
import { api, makePerson, makeWorkspace, port, portalOrigin, runSql } from '../support/node/test-bed.ts'
import { type Enrolled, makeEnrolledPerson, Visitor } from '../support/node/visitor.ts'

const NOWHERE = 'http://127.0.0.1:9' // no request gets there
const BROWSER = '=HYPERLINK("https://evil.example")'
const TOKEN = `ci;${BROWSER}`

let ada: Enrolled
let slug: string
let csv: string
beforeAll(async () => {
  ada = await makeEnrolledPerson('Ada')
  slug = (await makeWorkspace(NOWHERE, [[ada.person, 'owner']])).slug
  await api('POST', `/workspaces/${slug}/tokens`, { name: TOKEN, expires_in_days: 1 })
  const settings = `${portalOrigin}/workspaces/${slug}/settings`
  await ada.visitor.ask(`${settings}/members`, { headers: { 'user-agent': BROWSER } })
  csv = `${settings}/audit/csv`
})

/** Returns the lines of a file, each as its cells. */
const recordsIn = (text: string): string[][] =>
  text
    .split('\r\n')
    .slice(0, -1)
    .map((line) => [...line.matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell = '']) => cell.replaceAll('""', '"')))

const lengthOfLog = async () => {
  const [rows = []] = await runSql<{ n: number }>(
    `SELECT count(*) AS n FROM audit WHERE scope = (SELECT id FROM workspaces WHERE slug = '${slug}')`,
  )
  return rows[0]?.n
}

describe('the CSV file of the audit log', () => {
  it('is a download named after the workspace, in UTF-8, which no cache keeps', async () => {
    const { status, headers } = await ada.visitor.ask(csv)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(headers.get('content-disposition')).toBe(`attachment; filename="audit-${slug}.csv"`)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('begins with the mark that makes Excel read UTF-8', async () => {
    const { host, pathname } = new URL(csv)
    const cookie = [...(ada.visitor.cookies.get(host) ?? [])].map((pair) => pair.join('=')).join('; ')
    const asked = get({ host: '127.0.0.1', port, path: pathname, headers: { host, cookie } })
    const [file] = (await once(asked, 'response')) as [IncomingMessage]
    expect([...(await buffer(file)).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  })

  it('has a row for each entry, newest first, with codes as they are recorded', async () => {
    const [head, ...rows] = recordsIn((await ada.visitor.ask(csv)).text)
    const { fields, details } = en.audit
    expect(head).toEqual([
      ...[fields.entry, fields.time, fields.happened, fields.actor, fields.account, fields.action],
      ...[fields.ip, fields.browser, details],
    ])
    expect(rows.map((row) => row[5])).toEqual([
      ...['members.viewed', 'token.created', 'member.put', 'workspace.put'],
    ])
    expect(rows.every((row) => row.length === head?.length)).toBe(true)
    expect(rows[2]?.slice(2, 5)).toEqual([
      `${en.audit.operator} added Ada to Workspace ${slug} as owner`,
      'operator',
      ada.person.email,
    ])
    expect(rows[2]?.[1]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  })

  it('never lets a name begin a formula, also where a spreadsheet divides cells by semicolons', async () => {
    const { text } = await ada.visitor.ask(csv)
    expect(text).toContain(`"'=HYPERLINK`)
    expect(text).toContain("ci;'=HYPERLINK")
    for (const cell of recordsIn(text)
      .flat()
      .flatMap((whole) => whole.split(/[;,]/)))
      expect(cell).not.toMatch(/^\s*[=+@-]/)
  })

  it('has only what its filter finds, and a refused filter is a page that says why', async () => {
    const found = recordsIn((await ada.visitor.ask(`${csv}?action=member.put`)).text)
    expect(found.slice(1).map((row) => row[5])).toEqual(['member.put'])
    const refused = await ada.visitor.ask(`${csv}?from=soon`)
    expect([refused.status, refused.headers.get('content-disposition')]).toEqual([422, null])
    expect(refused.text).toContain(en.audit.problems['not-a-day'])
  })

  it('is for admins only: a member, a stranger and a visitor get nothing of it', async () => {
    const [member, stranger] = [await makePerson('Bo'), await makePerson('Cy')]
    await api('PUT', `/workspaces/${slug}/members/${member.email}`, { role: 'member' })
    const before = await lengthOfLog()
    for (const [person, refused] of [
      [member, 403],
      [stranger, 404],
      [null, 200],
    ] as const) {
      const visitor = new Visitor()
      if (person) await visitor.signIn(person)
      const { status, headers, text } = await visitor.ask(csv)
      expect([status, headers.get('content-disposition')]).toEqual([refused, null])
      expect(text).not.toMatch(/HYPERLINK|member\.put/)
    }
    expect(await lengthOfLog()).toBe(before)
  })
})
