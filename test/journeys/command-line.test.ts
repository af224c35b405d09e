// The command line against the edge: each command, its exit codes, and `--json`.

import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run as runHere, type Surroundings } from '../cli/terminal.ts'
import { openUndecided } from '../support/node/recovery-pages.ts'
import { OPERATOR_TOKEN } from '../support/node/secrets.ts'
import { api, digestRows, hostOf, makePerson, makeWorkspace, portalOrigin } from '../support/node/test-bed.ts'
import { makeEnrolledPerson } from '../support/node/visitor.ts'

const NOWHERE = 'http://127.0.0.1:9' // no request gets there
const ENV = { SALLYPORT_URL: portalOrigin, SALLYPORT_TOKEN: OPERATOR_TOKEN }

const run = (args: readonly string[], { env, ...around }: Surroundings = {}) =>
  runHere(args, { ...around, env: { ...ENV, ...env } })

/** Runs a command with `--json`. Returns its exit code and its value. */
async function json(...args: string[]) {
  const { status, out, said } = await run([...args, '--json'])
  expect(said).toBe('')
  return { status, value: JSON.parse(out) }
}

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-cli-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('workspace', () => {
  it('is created, shown, changed in part, listed and deleted', async () => {
    const host = hostOf('cli-one')
    const made = await json(
      'workspace',
      'put',
      'cli-one',
      '--name',
      'One',
      '--host',
      host,
      '--origin',
      NOWHERE,
    )
    expect(made).toMatchObject({ status: 0, value: { slug: 'cli-one', name: 'One', hosts: [host] } })
    const renamed = await json('workspace', 'put', 'cli-one', '--name', 'Ein Büro')
    expect(renamed.value).toEqual({ ...made.value, name: 'Ein Büro' })
    expect((await json('workspace', 'get', 'cli-one')).value).toEqual(renamed.value)
    const listed = await json('workspace', 'list')
    expect(listed.value.workspaces).toContainEqual(renamed.value)
    expect(listed.value.next_cursor).toBeNull()
    expect((await run(['workspace', 'list'])).out).toMatch(/^SLUG +NAME +HOSTS +ORIGIN\n/)
    expect(await json('workspace', 'delete', 'cli-one')).toEqual({ status: 0, value: { deleted: 'cli-one' } })
    expect(await json('workspace', 'get', 'cli-one')).toMatchObject({
      status: 1,
      value: { error: { code: 'not_found' } },
    })
  })

  it('is not created by halves: the command says what is missing and ends with 2', async () => {
    const { status, said } = await run(['workspace', 'put', 'cli-two', '--name', 'Two'])
    expect([status, said]).toEqual([2, expect.stringContaining('--host')])
    expect((await api('GET', '/workspaces/cli-two')).status).toBe(404)
  })

  it('refused by the portal ends with 1, and each field is named', async () => {
    const taken = await makeWorkspace(NOWHERE)
    const args = ['workspace', 'put', 'cli-two', '--name', 'Two', '--host', taken.host, '--origin', NOWHERE]
    const { status, out, said } = await run(args)
    expect([status, out]).toEqual([1, ''])
    expect(said).toContain('hosts.0: ')
    expect((await json(...args)).value.error).toEqual({
      code: 'invalid',
      message: expect.stringContaining('hosts.0: '),
    })
  })
})

describe('member', () => {
  it.each(["o'neil+tag/%2f#?&=@odd.example", 'jürgen@bücher.example', 'a%40b@odd.example'])(
    'with the address %s is added, changed and removed',
    async (email) => {
      const { slug } = await makeWorkspace(NOWHERE)
      await api('PUT', `/accounts/${encodeURIComponent(email)}`, { name: 'Odd' })
      expect(await json('member', 'put', slug, email, '--role', 'admin')).toEqual({
        status: 0,
        value: { email, role: 'admin' },
      })
      const listed = await json('member', 'list', slug)
      expect(listed.value.members).toMatchObject([{ email, role: 'admin' }])
      expect(await json('member', 'remove', slug, email)).toEqual({ status: 0, value: { removed: email } })
      expect((await json('member', 'list', slug)).value.members).toEqual([])
    },
  )

  it('without an account is refused with 1', async () => {
    const { slug } = await makeWorkspace(NOWHERE)
    const { status, value } = await json('member', 'put', slug, 'nobody@nowhere.example', '--role', 'owner')
    expect([status, value.error.code]).toEqual([1, 'no_such_account'])
  })
})

describe('policy', () => {
  it('is previewed, set in part and shown; what is not given stays', async () => {
    const { slug } = await makeWorkspace(NOWHERE, [[await makePerson('Ada'), 'owner']])
    const preview = await json('policy', 'preview', slug, '--enforced', '--grace-days', '0')
    expect(preview).toMatchObject({ status: 0, value: { blocked_now: 1 } })
    expect((await json('policy', 'get', slug)).value.enforced).toBe(false)
    const set = await json('policy', 'set', slug, '--enforced', 'true', '--grace-days', '14')
    expect(set.value).toMatchObject({ enforced: true, grace_days: 14, state: 'scheduled' })
    expect((await json('policy', 'set', slug, '--enforced', '--applies-to', 'everybody')).value).toEqual(
      set.value,
    )
    expect((await json('policy', 'set', slug, '--no-enforced')).value).toMatchObject({
      enforced: false,
      grace_days: 14,
    })
    expect((await run(['policy', 'get', slug])).out).toMatch(/^enforced +no\ngrace days +14\n/)
  })
})

describe('rules', () => {
  const RULES = `
- { id: hooks, path: /hooks, match: prefix, methods: [POST], access: public }
- { id: admin, path: /admin, match: prefix, access: member, roles: [owner], require: { max_age: 300 } }
`

  it('are put from a file, shown, tested, and put again as they were printed', async () => {
    const { slug } = await makeWorkspace(NOWHERE)
    const put = await run(['rules', 'put', slug, '-', '--json'], { input: RULES })
    expect([put.status, JSON.parse(put.out)]).toMatchObject([
      0,
      { rules: [{ id: 'hooks' }, { id: 'admin' }] },
    ])
    const shown = await run(['rules', 'get', slug])
    expect(shown.out).toMatch(
      /^hooks +\/hooks and below +POST +public\nadmin +\/admin and below +any +member +second/m,
    )
    const tested = await json(
      'rules',
      'test',
      slug,
      '--method',
      'POST',
      '--path',
      '/hooks/x',
      '--ip',
      '192.0.2.1',
    )
    expect(tested).toEqual({ status: 0, value: { rule: 'hooks', access: 'public', require: null } })
    const printed = await run(['rules', 'get', slug, '--json'])
    expect((await run(['rules', 'put', slug, '-'], { input: printed.out })).status).toBe(0)
    await run(['rules', 'put', slug, '-'], { input: '[]' })
    const stale = await run(['rules', 'put', slug, '-', '--json'], { input: printed.out })
    expect([stale.status, JSON.parse(stale.out).error.code]).toEqual([1, 'stale'])
    expect((await json('rules', 'get', slug)).value.rules).toEqual([])
  })
})

describe('service-token', () => {
  it('is created, listed without its value, rotated, disabled and deleted', async () => {
    const { slug } = await makeWorkspace(NOWHERE)
    const options = ['--name', 'ci', '--expires-in-days', '90', '--path', '/api', '/git', '--method', 'GET']
    const made = await json('service-token', 'create', slug, ...options)
    expect(made).toMatchObject({
      status: 0,
      value: { name: 'ci', paths: ['/api', '/git'], methods: ['GET'] },
    })
    const { id, token } = made.value
    const listed = await run(['service-token', 'list', slug])
    expect(listed.out).toMatch(new RegExp(`^ID.+\\n${id} +ci +/api, /git +GET `))
    expect(listed.out).not.toContain(token)
    const rotated = await json('service-token', 'rotate', slug, id, '--overlap-hours', '2')
    expect(rotated.value).toMatchObject({ id, previous_valid_until: expect.any(String) })
    expect(rotated.value.token).not.toBe(token)
    expect((await json('service-token', 'disable', slug, id)).value).toMatchObject({ id, disabled: true })
    expect(await json('service-token', 'delete', slug, id)).toEqual({ status: 0, value: { deleted: id } })
    expect((await json('service-token', 'list', slug)).value.service_tokens).toEqual([])
  })

  it('with a wrong path is refused with 1, and the field is named', async () => {
    const { slug } = await makeWorkspace(NOWHERE)
    const options = ['--name', 'ci', '--expires-in-days', '1', '--path', 'api', '--method', 'GET']
    const { status, said } = await run(['service-token', 'create', slug, ...options])
    expect([status, said]).toEqual([1, expect.stringContaining('paths.0: Must begin with /')])
  })
})

describe('audit', () => {
  it('is exported into a new file that verifies; an existing file is not overwritten', async () => {
    const { slug } = await makeWorkspace(NOWHERE, [[await makePerson('Bo'), 'owner']])
    const file = join(folder, 'audit.jsonl')
    const args = ['audit', 'export', file, '--workspace', slug]
    expect(await json(...args)).toMatchObject({ status: 0, value: { file } })
    const before = await readFile(file, 'utf8')
    expect(await json(...args)).toMatchObject({ status: 1, value: { error: { code: 'file_exists' } } })
    expect(await readFile(file, 'utf8')).toBe(before)
    const verified = await run(['audit', 'verify', file])
    expect([verified.status, verified.out]).toEqual([0, expect.stringContaining('whole and unchanged')])
    await writeFile(file, before.replace('operator', 'somebody'))
    expect(await run(['audit', 'verify', file])).toMatchObject({ status: 1, out: '' })
  })

  it('leaves no file behind if the portal refuses', async () => {
    const file = join(folder, 'refused.jsonl')
    const { status, said } = await run(['audit', 'export', file], { env: { SALLYPORT_TOKEN: 'another' } })
    expect([status, said]).toEqual([1, expect.stringContaining('SALLYPORT_TOKEN')])
    await expect(readFile(file)).rejects.toThrow('ENOENT')
    await expect(readFile(`${file}.part`)).rejects.toThrow('ENOENT')
  })
})

describe('every command', () => {
  it('shows no token, and changes nothing with a wrong one', async () => {
    const { slug } = await makeWorkspace(NOWHERE)
    const before = await digestRows()
    const env = { SALLYPORT_TOKEN: 'spt_a-token-that-is-wrong' }
    for (const args of [
      ['workspace', 'put', slug, '--name', 'Other'],
      ['workspace', 'delete', slug],
      ['member', 'put', slug, 'ada@acme.example', '--role', 'owner'],
      ['policy', 'set', slug, '--enforced'],
    ]) {
      const { status, out, said } = await run(args, { env })
      expect(status).toBe(1)
      expect(out + said).not.toContain(env.SALLYPORT_TOKEN)
    }
    expect(await digestRows()).toEqual(before)
  })

  it('runs as `sallyport`, with the exit code and one JSON value on the standard output', async () => {
    const { slug } = await makeWorkspace(NOWHERE)
    const ran = await new Promise((resolve) => {
      const args = ['cli/bin.js', 'workspace', 'get', slug, 'too-much', '--json']
      execFile(process.execPath, args, { env: { ...process.env, ...ENV } }, (error, stdout, stderr) =>
        resolve({ status: error?.code ?? 0, value: JSON.parse(stdout), stderr }),
      )
    })
    expect(ran).toEqual({
      status: 2,
      value: { error: { code: 'usage', message: expect.any(String) } },
      stderr: '',
    })
  })
})

describe('account', () => {
  it('is unlocked and reset with a reason, by the operator’s token alone', async () => {
    const { email } = await makePerson('Cli')
    const reason = ['--reason', 'Called, ticket 4712']
    expect(await json('account', 'unlock', email, ...reason)).toEqual({
      status: 0,
      value: { unlocked: email },
    })
    expect(await json('account', 'reset', email, ...reason)).toEqual({ status: 0, value: { reset: email } })
    const { body } = await api('GET', '/audit')
    expect(body.entries.map(({ action }: { action: string }) => action)).toEqual(
      expect.arrayContaining(['account.unlocked', 'second_factor.reset']),
    )
  })

  it('gets another address with a reason; a taken one is refused', async () => {
    const [{ email }, other] = [await makePerson('Cli'), await makePerson('Other')]
    const reason = ['--reason', 'New name, ticket 4713']
    const to = `new-${email}`
    expect(await json('account', 'address', email, '--to', other.email, ...reason)).toMatchObject({
      status: 1,
      value: { error: { code: 'address_taken' } },
    })
    expect(await json('account', 'address', email, '--to', to, ...reason)).toMatchObject({
      status: 0,
      value: { email: to },
    })
    expect((await api('GET', `/accounts/${email}`)).status).toBe(404)
    expect((await run(['account', 'address', to, '--to', 'nowhere', ...reason])).status).toBe(2)
    expect((await run(['account', 'address', to, ...reason])).status).toBe(2)
  })

  it('of a person who lost every factor: the operator agrees with its recovery once, and stops it', async () => {
    const { person } = await makeEnrolledPerson('Cli')
    const reason = ['--reason', 'Called, ticket 4714']
    expect(await json('account', 'recover', person.email, ...reason)).toMatchObject({
      status: 1,
      value: { error: { code: 'mail_not_set_up' } },
    })
    await openUndecided(person.email)
    expect(await json('account', 'agree', person.email, ...reason)).toMatchObject({
      status: 0,
      value: { email: person.email, state: 'agreed', path: 'admins' },
    })
    expect(await json('account', 'agree', person.email, ...reason)).toMatchObject({ status: 1 })
    const stopped = { status: 0, value: { stopped: person.email } }
    expect(await json('account', 'stop-recovery', person.email)).toEqual(stopped)
    expect(await json('account', 'stop-recovery', person.email)).toMatchObject({
      status: 1,
      value: { error: { code: 'not_found' } },
    })
  })

  it.each(['unlock', 'reset', 'recover', 'agree'])(
    '%s names what is missing: a reason, or the account',
    async (command) => {
      expect((await run(['account', command, 'nobody@acme.example'])).status).toBe(2)
      expect(await json('account', command, 'nobody@acme.example', '--reason', 'x')).toMatchObject({
        status: 1,
        value: { error: { code: 'not_found' } },
      })
    },
  )
})
