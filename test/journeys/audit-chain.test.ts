// Keeps the audit elsewhere. Real actions are exported over HTTP and verified by the command. Then somebody
// with the database changes it in different ways.

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Head, type LogProblem, type VerifiedLog, verifyAudit } from '../../cli/audit/verification.ts'
import { fetchLoopback } from '../../demo/loopback.ts'
import { run } from '../cli/terminal.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import { OPERATOR_TOKEN } from '../support/node/secrets.ts'
import {
  api,
  makePerson,
  makeWorkspace,
  type Person,
  portalOrigin,
  runCron,
  runSql,
  type TestWorkspace,
} from '../support/node/test-bed.ts'
import { Visitor } from '../support/node/visitor.ts'

const NOWHERE = 'http://127.0.0.1:9' // no request gets there

let folder: string
let files = 0
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-audit-'))
})
afterAll(() => rm(folder, { recursive: true }))

let workspace: TestWorkspace
/** The id of the workspace, which names its log. */
let id: string

async function makeLog(origin: string, members: [Person, 'owner' | 'member'][]): Promise<void> {
  workspace = await makeWorkspace(origin, members)
  id = (await api('GET', `/workspaces/${workspace.slug}`)).body.id
}

async function exportFile(token = OPERATOR_TOKEN): Promise<string> {
  const file = join(folder, `${++files}.jsonl`)
  const env = { SALLYPORT_URL: portalOrigin, SALLYPORT_TOKEN: token }
  const { status, out } = await run(['audit', 'export', file, '--workspace', workspace.slug], { env })
  expect([status, out]).toEqual([0, expect.stringContaining('entries in')])
  return file
}

const verify = (file: string, ...heads: string[]) =>
  run(['audit', 'verify', file, ...heads.flatMap((head) => ['--head', head])])

const get = async (path: string) => {
  const headers = { authorization: `Bearer ${OPERATOR_TOKEN}` }
  const response = await fetchLoopback(`${portalOrigin}/api/v1${path}`, { headers })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

/** Changes the database without its triggers. An attacker who has the database can drop them. */
async function tamper(...statements: string[]): Promise<void> {
  const [triggers = []] = await runSql<{ name: string; sql: string }>(
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('audit', 'audit_links')",
  )
  await runSql(
    ...triggers.map(({ name }) => `DROP TRIGGER ${name}`),
    ...statements.map((sql) => sql.replaceAll('{scope}', `scope = '${id}'`)),
    ...triggers.map(({ sql }) => sql),
  )
}

describe('an exported audit', () => {
  let origin: RecordingOrigin
  let ada: Person
  let bo: Person
  beforeAll(async () => {
    origin = await startRecordingOrigin()
    ada = await makePerson('Ada')
    bo = await makePerson('Bo')
    await makeLog(origin.url, [
      [ada, 'owner'],
      [bo, 'member'],
    ])
  })
  afterAll(() => origin.close())

  it('has every event and verifies; after it grows, it still has the saved part', async () => {
    const path = `/workspaces/${workspace.slug}`
    await new Visitor().signIn(ada, `${workspace.origin}/`)
    const { body } = await api('POST', `${path}/tokens`, { name: 'robot', expires_in_days: 1 })
    const file = await exportFile(body.token)
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n')
    const entries = lines.map((line) => JSON.parse(line))
    const actions = ['workspace.put', 'member.put', 'member.put', 'workspace.entered', 'token.created']
    expect(entries.map(({ action }) => action)).toEqual(actions)
    const first = await verify(file)
    expect([first.status, first.out]).toEqual([
      0,
      expect.stringContaining(`5 entries of ${id}, first 1, last 5: whole and unchanged.`),
    ])
    const listed = (await api('GET', `${path}/audit`)).body.entries
    expect(listed.map(({ hash }: { hash: string }) => hash)).toEqual(
      entries.map(({ hash }) => hash).reverse(),
    )

    await api('PUT', `${path}/policy`, { enforced: true, grace_days: 30 })
    await runCron()
    const [, head = ''] = /^Head: (.+)$/m.exec(first.out) ?? []
    const later = await verify(await exportFile(), head)
    expect([later.status, later.out]).toEqual([0, expect.stringContaining('6 entries')])
  })

  it('is read in pages, which the command and the page both put together', async () => {
    await runSql(
      `WITH RECURSIVE n (id) AS (SELECT 7 UNION ALL SELECT id + 1 FROM n WHERE id < 1100)
       INSERT INTO audit SELECT '${id}', id, 1800000000, 'robot', 'workspace.entered', NULL, '', '', '{}' FROM n`,
    )
    const path = `/workspaces/${workspace.slug}/audit/export`
    const first = await get(path)
    expect(first.headers.get('content-type')).toBe('application/x-ndjson')
    expect(first.headers.get('link')).toBe(`<${portalOrigin}/api/v1${path}?after=1000>; rel="next"`)
    const second = await get(`${path}?after=1000`)
    expect(second.headers.get('link')).toBeNull()

    const file = await exportFile()
    expect(await readFile(file, 'utf8')).toBe(first.text + second.text)
    expect(await verify(file)).toMatchObject({
      status: 0,
      out: expect.stringContaining('1100 entries'),
    })

    const [visitor, member] = [new Visitor(), new Visitor()]
    await visitor.signIn(ada)
    const page = await visitor.ask(`${portalOrigin}/workspaces/${workspace.slug}/settings/audit`)
    const [, link = ''] = /href="([^"]+\/audit\/export)"/.exec(page.text) ?? []
    const download = await visitor.ask(new URL(link, portalOrigin).href)
    expect(download.headers.get('content-disposition')).toContain(`audit-${workspace.slug}.jsonl`)
    expect(download.text).toBe(first.text + second.text)

    await member.signIn(bo)
    const refused = await member.ask(new URL(link, portalOrigin).href)
    expect([refused.status, refused.text.includes(id)]).toEqual([403, false])
  })

  it.each(['?after=-1', '?after=x', '?after=1&after=2', '?cursor=1', '?workspace=x'])(
    'is refused for the unknown parameter in %s',
    async (query) => {
      expect((await get(`/workspaces/${workspace.slug}/audit/export${query}`)).status).toBe(422)
    },
  )

  it('of a deleted workspace stays available to the operator, unchanged', async () => {
    const before = await get(`/workspaces/${workspace.slug}/audit/export`)
    expect((await api('DELETE', `/workspaces/${workspace.slug}`)).status).toBe(204)
    const after = await get(`/audit/export?workspace=${id}`)
    expect([after.status, after.text]).toEqual([200, before.text])
    const [last] = (await api('GET', '/audit')).body.entries
    expect(last).toMatchObject({ action: 'workspace.deleted', detail: { id, slug: workspace.slug } })
  })
})

describe('an audit entry that the edge did not write', () => {
  it.each([
    ['with an invalid time', '9000000000000', '{}', '9000000000000'],
    ['with a negative time', '-9000000000000', '{}', '-9000000000000'],
    [
      'with an invalid time in its details',
      '1800000000',
      '{"effective_at":9e15}',
      '<bdi>9000000000000000</bdi>',
    ],
    ['with null details', '1800000000', 'null', 'robot'],
    ['with an object as a detail', '1800000000', '{"a":{"toString":1}}', '{&quot;toString&quot;:1}'],
  ])(
    '%s is shown as it is, in the list and on the page, and hides no other entry',
    async (_, at, detail, shown) => {
      const ada = await makePerson('Ada')
      await makeLog(NOWHERE, [[ada, 'owner']])
      await runSql(
        `INSERT INTO audit SELECT '${id}', max(id) + 1, ${at}, 'robot', 'x', NULL, '', '', '${detail}' FROM audit WHERE scope = '${id}'`,
      )
      const listed = await api('GET', `/workspaces/${workspace.slug}/audit`)
      expect(listed.status).toBe(200)
      expect(listed.body.entries).toContainEqual(expect.objectContaining({ action: 'x' }))
      expect(listed.body.entries.length).toBeGreaterThan(1)
      const visitor = new Visitor()
      await visitor.signIn(ada)
      const page = await visitor.ask(`${portalOrigin}/workspaces/${workspace.slug}/settings/audit`)
      expect(page.status).toBe(200)
      expect(page.text).toContain(shown)
    },
  )
})

describe('the export command', () => {
  it('overwrites no file, needs a token, and sends none without encryption', async () => {
    await makeLog(NOWHERE, [])
    const file = await exportFile()
    const before = await readFile(file, 'utf8')
    const right = { SALLYPORT_URL: portalOrigin, SALLYPORT_TOKEN: OPERATOR_TOKEN }
    const attempts: [string, Record<string, string>, number, string][] = [
      [file, right, 1, 'already exists'],
      [`${file}.2`, { SALLYPORT_URL: portalOrigin }, 2, 'Set SALLYPORT_TOKEN'],
      [`${file}.2`, { ...right, SALLYPORT_URL: 'http://auth.example.com' }, 2, 'must be https'],
      [`${file}.2`, { ...right, SALLYPORT_TOKEN: 'another' }, 1, 'Check SALLYPORT_TOKEN'],
    ]
    for (const [name, env, status, said] of attempts) {
      expect(await run(['audit', 'export', name], { env })).toEqual({
        status,
        out: '',
        said: expect.stringContaining(said),
      })
    }
    expect(await readFile(file, 'utf8')).toBe(before)
    await expect(readFile(`${file}.2`)).rejects.toThrow('ENOENT')
    await expect(readFile(`${file}.2.part`)).rejects.toThrow('ENOENT')
  })
})

describe('an attacker who has the database', () => {
  beforeEach(async () => {
    await makeLog(NOWHERE, [])
    for (const grace_days of [0, 3, 7, 14, 30]) {
      await api('PUT', `/workspaces/${workspace.slug}/policy`, { enforced: true, grace_days })
    }
  })

  /** Verifies as the command does, without starting a process. The tests above run the command itself. */
  async function verifyNow(...heads: Head[]): Promise<VerifiedLog | LogProblem> {
    const { text } = await get(`/workspaces/${workspace.slug}/audit/export`)
    const verified = await verifyAudit(Readable.from(text.trimEnd().split('\n')), heads)
    return verified.ok ? verified.value : verified.error
  }

  const keepHead = async (): Promise<Head> => {
    const found = await verifyNow()
    if (typeof found === 'string') throw new Error(found)
    return found.head
  }

  it.each([
    [
      'alters an entry',
      ["UPDATE audit SET actor = 'eve@acme.example' WHERE {scope} AND id = 4"],
      'entry 4 was altered',
    ],
    ['alters several', ["UPDATE audit SET ip = '' WHERE {scope} AND id IN (3, 5)"], 'entry 3 was altered'],
    ['removes an entry', ['DELETE FROM audit WHERE {scope} AND id = 5'], 'entry 5 is missing'],
    ['removes the first', ['DELETE FROM audit WHERE {scope} AND id = 1'], 'entry 1 is missing'],
    [
      'removes an entry and its hash, and renumbers the rest',
      [
        'DELETE FROM audit WHERE {scope} AND id = 2',
        'DELETE FROM audit_links WHERE {scope} AND id = 2',
        'UPDATE audit SET id = id - 1 WHERE {scope} AND id > 2',
        'UPDATE audit_links SET id = id - 1 WHERE {scope} AND id > 2',
      ],
      'entry 2 was altered',
    ],
    [
      'swaps two',
      [
        'UPDATE audit SET id = 100 WHERE {scope} AND id = 2',
        'UPDATE audit SET id = 2 WHERE {scope} AND id = 3',
        'UPDATE audit SET id = 3 WHERE {scope} AND id = 100',
      ],
      'entry 2 was altered',
    ],
    ['alters a hash', ["UPDATE audit_links SET hash = 'x' WHERE {scope} AND id = 3"], 'entry 3 was altered'],
    ['removes a hash', ['DELETE FROM audit_links WHERE {scope} AND id = 3'], 'entry 3 is missing'],
  ])('who %s is detected', async (_, statements, problem) => {
    await keepHead()
    await tamper(...statements)
    expect(await verifyNow()).toContain(problem)
  })

  it.each([
    [
      'removes the last entries',
      ['DELETE FROM audit WHERE {scope} AND id > 4', 'DELETE FROM audit_links WHERE {scope} AND id > 4'],
      'entry 5 is missing, up to entry 6',
    ],
    [
      'alters an entry and computes every hash again',
      [
        "UPDATE audit SET actor = 'eve' WHERE {scope} AND id = 2",
        'DELETE FROM audit_links WHERE {scope} AND id > 1',
      ],
      'entry 6 does not have the hash of the head',
    ],
  ])('who %s is detected only with a saved head', async (_, statements, problem) => {
    const head = await keepHead()
    await tamper(...statements)
    expect(await verifyNow(), 'without the head').toMatchObject({ firstId: 1 })
    expect(await verifyNow(head)).toContain(problem)
  })
})
