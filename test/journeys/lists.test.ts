// Lists longer than one page: each row is on exactly one page.

import { describe, expect, it } from 'vitest'
import { edgeNow, makePerson, type Person, portalOrigin, runSql } from '../support/node/test-bed.ts'
import { Visitor } from '../support/node/visitor.ts'

const MANY = 120
const series = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${MANY})`
const idOf = ({ email }: Person) => `(SELECT id FROM accounts WHERE email = '${email}')`

/** Returns the names of all rows, in order. Follows the link to the next page, as a reader would. */
async function readAll(visitor: Visitor, path: string, row: RegExp): Promise<string[]> {
  const names: string[] = []
  let pages = 0
  for (let next: string | undefined = path; next !== undefined && pages < 10; pages++) {
    const { text } = await visitor.ask(portalOrigin + next)
    names.push(...[...text.matchAll(row)].map(([, name = '']) => name))
    const links: RegExpMatchArray[] = [
      ...text.matchAll(/<a class="button second" href="([^"]*\?page=(\d+))"/g),
    ]
    next = links.find(([, , number]) => Number(number) === pages + 2)?.[1]
  }
  expect(pages).toBe(3)
  return names
}

describe('a list longer than one page', () => {
  it('of workspaces has all of them, in order', async () => {
    const person = await makePerson('Ada')
    const prefix = `list-${crypto.randomUUID().slice(0, 8)}`
    await runSql(
      `INSERT INTO workspaces (id, slug, name, origin, created_at)
       ${series} SELECT '${prefix}-' || i, '${prefix}-' || i, '${prefix} ' || printf('%03d', i), 'https://x.example', 0 FROM n`,
      `INSERT INTO members (workspace_id, account_id, role, is_enrolled, joined_at)
       ${series} SELECT '${prefix}-' || i, ${idOf(person)}, 'member', 0, 0 FROM n`,
    )
    const visitor = new Visitor()
    await visitor.signIn(person)
    const names = await readAll(visitor, '/workspaces', new RegExp(`<bdi>${prefix} (\\d{3})</bdi>`, 'g'))
    expect(names).toEqual(Array.from({ length: MANY }, (_, i) => String(i + 1).padStart(3, '0')))
  })

  it('of sessions has all of them', async () => {
    const person = await makePerson('Ada')
    const visitor = new Visitor()
    await visitor.signIn(person)
    const now = await edgeNow()
    await runSql(
      `INSERT INTO sessions (id, token_digest, account_id, first_factor, provider, auth_time, created_at, last_seen_at, expires_at, ip, user_agent)
       ${series} SELECT hex(randomblob(8)), hex(randomblob(8)), ${idOf(person)}, 'pwd', 'password', ${now}, ${now}, ${now}, ${now} + 9999, '192.0.2.' || i, '' FROM n`,
    )
    const ips = await readAll(visitor, '/account/security/sessions', /<bdi>192\.0\.2\.(\d+)<\/bdi>/g)
    expect(ips.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: MANY }, (_, i) => i + 1))
  })
})
