// `sallyport apply` against the edge: it checks first, shows the difference, asks, and can be run again.

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run as runHere, type Surroundings } from '../cli/terminal.ts'
import { OPERATOR_TOKEN } from '../support/node/secrets.ts'
import { api, digestRows, hostOf, makePerson, makeWorkspace, portalOrigin } from '../support/node/test-bed.ts'
import { makeEnrolledPerson } from '../support/node/visitor.ts'

const NOWHERE = 'http://127.0.0.1:9' // no request gets there
const ENV = { SALLYPORT_URL: portalOrigin, SALLYPORT_TOKEN: OPERATOR_TOKEN }

let folder: string
let files = 0
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-apply-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function apply(text: string, options: readonly string[] = ['--yes'], around: Surroundings = {}) {
  const file = join(folder, `${++files}.yaml`)
  await writeFile(file, text)
  return runHere(['apply', file, ...options], { ...around, env: ENV })
}

const rolesIn = async (slug: string): Promise<Record<string, string>> => {
  const { body } = await api('GET', `/workspaces/${slug}/members`)
  return Object.fromEntries(body.members.map(({ email, role }: Record<string, string>) => [email, role]))
}

const newSlug = () => `cli-${crypto.randomUUID().slice(0, 8)}`

describe('apply', () => {
  it('makes a workspace as described, says what it did, and finds no difference the second time', async () => {
    const [ada, bo] = [await makePerson('Ada'), await makePerson('Bo')]
    const slug = newSlug()
    const text = `workspace: ${slug}
name: Acme
hosts: [${hostOf(slug)}]
origin: ${NOWHERE}
members: { ${ada.email}: owner, ${bo.email}: member }
policy: { enforced: true, grace_days: 14, applies_to: everybody }
rules:
  - { id: hooks, path: /hooks, match: prefix, methods: [POST], access: public }
  - id: api
    path: /api
    match: prefix
    access: service
    networks: [192.0.2.0/24, "2001:DB8::/32"]
    cors: { origins: [https://app.example.com], methods: [GET], headers: [X-A], credentials: false }
`
    const first = await apply(text)
    expect(first).toMatchObject({ status: 0, said: '' })
    expect(first.out).toContain(`+ member ${ada.email}: owner`)
    expect(first.out).toContain('~ policy.enforced: false → true')
    expect((await api('GET', `/workspaces/${slug}`)).body).toMatchObject({ name: 'Acme', origin: NOWHERE })
    expect((await api('GET', `/workspaces/${slug}/policy`)).body).toMatchObject({
      enforced: true,
      grace_days: 14,
    })
    expect(await rolesIn(slug)).toEqual({ [ada.email]: 'owner', [bo.email]: 'member' })
    expect((await api('GET', `/workspaces/${slug}/rules`)).body.rules).toMatchObject([
      { id: 'hooks' },
      { id: 'api' },
    ])
    const rows = await digestRows()
    expect(await apply(text, [])).toEqual({ status: 0, out: 'No difference.\n', said: '' })
    expect(await digestRows()).toEqual(rows)
  })

  it('leaves what is absent, and changes what is there', async () => {
    const ada = await makePerson('Ada')
    const { slug, host } = await makeWorkspace(NOWHERE, [[ada, 'owner']])
    const { status, out } = await apply(`workspace: ${slug}\nname: Other\n`)
    expect([status, out]).toEqual([0, `${slug}\n  ~ name: Workspace ${slug} → Other\nDone: 1 change.\n`])
    expect((await api('GET', `/workspaces/${slug}`)).body).toMatchObject({ name: 'Other', hosts: [host] })
    expect(await rolesIn(slug)).toEqual({ [ada.email]: 'owner' })
  })

  it('removes members that are not listed only with --prune, and never the last owner', async () => {
    const [ada, bo, eve] = [await makePerson('Ada'), await makePerson('Bo'), await makePerson('Eve')]
    const { slug } = await makeWorkspace(NOWHERE, [
      [ada, 'owner'],
      [bo, 'member'],
      [eve, 'admin'],
    ])
    const text = `workspace: ${slug}\nmembers: { ${bo.email.toUpperCase()}: member }\n`
    expect(await apply(text)).toMatchObject({ status: 0, out: 'No difference.\n' })
    const pruned = await apply(text, ['--yes', '--prune'])
    expect([pruned.status, pruned.said]).toEqual([0, expect.stringContaining(`${ada.email} stays`)])
    expect(await rolesIn(slug)).toEqual({ [ada.email]: 'owner', [bo.email]: 'member' })
    const swapped = await apply(`workspace: ${slug}\nmembers: { ${bo.email}: owner }\n`, ['--yes', '--prune'])
    expect(swapped.status).toBe(0)
    expect(await rolesIn(slug)).toEqual({ [bo.email]: 'owner' })
  })

  it('asks, and changes nothing unless the answer is yes or nobody can be asked', async () => {
    const { slug } = await makeWorkspace(NOWHERE)
    const text = `workspace: ${slug}\nname: Other\n`
    const rows = await digestRows()
    const no = await apply(text, [], { answer: '' })
    expect(no).toMatchObject({ status: 1, out: expect.stringContaining('~ name') })
    expect((await apply(text, [])).status).toBe(2)
    const inJson = await apply(text, ['--json'], { answer: 'y' })
    expect([inJson.status, JSON.parse(inJson.out)]).toMatchObject([
      2,
      { error: { code: 'usage' }, changes: [{ workspace: slug, field: 'name', to: 'Other' }] },
    ])
    expect(await digestRows()).toEqual(rows)
    expect((await apply(text, [], { answer: 'y' })).status).toBe(0)
  })

  it('writes nothing if any document is wrong, and names each fault with its line', async () => {
    const { slug, host } = await makeWorkspace(NOWHERE, [[await makePerson('Ada'), 'owner']])
    const taken = await makeWorkspace(NOWHERE)
    const rows = await digestRows()
    const { status, said } = await apply(`workspace: ${slug}
name: Changed
members: { nobody@nowhere.example: member }
---
workspace: ${newSlug()}
hosts: [${taken.host}]
`)
    expect(status).toBe(1)
    expect(said).toMatch(/yaml:3: members\.nobody@nowhere\.example: No account has this address/)
    expect(said).toMatch(/yaml:5: workspace: There is no workspace \S+ yet: a new one needs name/)
    expect(said).toMatch(/yaml:6: hosts: \S+ belongs to the workspace ws-/)
    const unknown = await apply(`workspace: ${slug}\nname: Changed\nhost: ${host}\n`)
    expect([unknown.status, unknown.said]).toEqual([1, expect.stringMatching(/yaml:3: host: Unknown key/)])
    expect(await digestRows()).toEqual(rows)
  })

  it('partly done ends with 3 and says what was done; another workspace’s changes go on', async () => {
    const [{ person: ada }, bo] = [await makeEnrolledPerson('Ada'), await makePerson('Bo')]
    const [one, two] = [await makeWorkspace(NOWHERE, [[ada, 'owner']]), await makeWorkspace(NOWHERE)]
    await api('PUT', `/workspaces/${one.slug}/policy`, { enforced: true, grace_days: 0 })
    // Bo has no second factor, so Ada is the last enrolled owner.
    const text = `workspace: ${one.slug}
members: { ${ada.email}: admin, ${bo.email}: owner }
---
workspace: ${two.slug}
name: Second
`
    const ran = await apply(text)
    expect(ran.status).toBe(3)
    expect(ran.out).toMatch(new RegExp(`^done +${one.slug} +\\+ member ${bo.email}: owner$`, 'm'))
    expect(ran.out).toMatch(new RegExp(`^failed +${one.slug} +~ member ${ada.email}: owner → admin$`, 'm'))
    expect(ran.said).toContain('2 of 3 changes made.')
    expect(await rolesIn(one.slug)).toEqual({ [ada.email]: 'owner', [bo.email]: 'owner' })
    const again = await apply(text, ['--yes', '--json'])
    expect([again.status, JSON.parse(again.out)]).toMatchObject([
      1,
      { error: { code: 'last_enrolled_owner' }, changes: [{ state: 'failed', to: 'admin' }] },
    ])
  })
})
