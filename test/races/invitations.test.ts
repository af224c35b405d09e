// Invitations over real HTTP: acceptances at once, a revocation or a removal of the inviter beside an acceptance, and
// two people who make the account at once.

import { beforeAll, expect, it } from 'vitest'
import {
  api,
  atOnce,
  makeInvitation,
  makePerson,
  makeWorkspace,
  type Person,
  portalOrigin,
  runSql,
} from '../support/node/test-bed.ts'
import { type Answer, Visitor } from '../support/node/visitor.ts'

const ROUNDS = 40
const ORIGIN = 'http://127.0.0.1:9' // no request gets there

let ada: Person
let browsers: Visitor[]
beforeAll(async () => {
  ada = await makePerson('Ada')
  browsers = [new Visitor(), new Visitor()]
  for (const browser of browsers) await browser.signIn(ada)
})

/** Opens the link, and returns a function that presses the button, with the last byte of the form held back. */
async function readyToAccept(visitor: Visitor, path: string) {
  const page = await visitor.ask(portalOrigin + path)
  return (release: Promise<void>): Promise<Answer> => visitor.submit(page, path, {}, false, release)
}

/** Counts what a workspace has of an acceptance. */
async function countIn(slug: string) {
  const [found] = await runSql<{ members: number; entries: number; accepted: number; revoked: number }>(
    `SELECT (SELECT count(*) FROM members WHERE workspace_id = w.id) AS members,
       (SELECT count(*) FROM audit WHERE scope = w.id AND action = 'invitation.accepted') AS entries,
       (SELECT count(*) FROM invitations WHERE workspace_id = w.id AND accepted_at IS NOT NULL) AS accepted,
       (SELECT count(*) FROM audit WHERE scope = w.id AND action = 'invitation.revoked') AS revoked
     FROM workspaces w WHERE slug = '${slug}'`,
  )
  return found?.[0]
}

const leadsIn = ({ status, headers }: Answer) =>
  status === 303 && (headers.get('location') ?? '').includes('/enter?host=')

it('two acceptances at once make one membership and one entry of the log', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const { slug } = await makeWorkspace(ORIGIN)
    const { path } = await makeInvitation(slug, ada.email, 'admin')
    const ready = await Promise.all(browsers.map((browser) => readyToAccept(browser, path)))
    const answers = await atOnce((release) => ready.map((press) => press(release)))
    expect(answers.some(leadsIn)).toBe(true)
    for (const { status } of answers) expect([200, 303]).toContain(status)
    expect(await countIn(slug)).toEqual({ members: 1, entries: 1, accepted: 1, revoked: 0 })
  }
}, 180_000)

it('an acceptance beside a revocation: the person is a member or the invitation is gone, never both', async () => {
  const [browser = new Visitor()] = browsers
  let members = 0
  for (let round = 0; round < ROUNDS; round++) {
    const { slug } = await makeWorkspace(ORIGIN)
    const { id, path } = await makeInvitation(slug, ada.email)
    const press = await readyToAccept(browser, path)
    const revoke = () => api('DELETE', `/workspaces/${slug}/invitations/${id}`)
    const [accepted, revoked] = await atOnce((release) => [
      press(release).then(leadsIn),
      release.then(revoke).then(({ status, body }) => (status === 204 ? 'revoked' : body.code)),
    ])
    const isMember = accepted ? 1 : 0
    members += isMember
    expect(revoked).toBe(accepted ? 'already_accepted' : 'revoked')
    expect(await countIn(slug)).toEqual({
      ...{ members: isMember, entries: isMember, accepted: isMember, revoked: 1 - isMember },
    })
  }
  expect(members, 'that the rounds raced at all').toBeGreaterThan(0)
}, 180_000)

it('an acceptance beside the removal of the inviter comes before it, or does not happen', async () => {
  const [browser = new Visitor()] = browsers
  const olga = await makePerson('Olga')
  for (let round = 0; round < 20; round++) {
    const { slug } = await makeWorkspace(ORIGIN, [[olga, 'admin']])
    const { id, path } = await makeInvitation(slug, ada.email)
    await runSql(
      `UPDATE invitations SET inviter_id = (SELECT id FROM accounts WHERE email = '${olga.email}') WHERE id = '${id}'`,
    )
    const press = await readyToAccept(browser, path)
    const [accepted, removed] = await atOnce<boolean | number>((release) => [
      press(release).then(leadsIn),
      release
        .then(() => api('DELETE', `/workspaces/${slug}/members/${olga.email}`))
        .then(({ status }) => status),
    ])
    const isMember = accepted ? 1 : 0
    expect(removed).toBe(204)
    expect(await countIn(slug)).toMatchObject({ members: isMember, entries: isMember, accepted: isMember })
  }
}, 120_000)

it('of two people who make the account with one link, one has it, with their own password', async () => {
  for (let round = 0; round < 20; round++) {
    const { slug } = await makeWorkspace(ORIGIN)
    const email = `new-${crypto.randomUUID()}@acme.example`
    const { path } = await makeInvitation(slug, email)
    const passwords = ['nine blue herons at dawn', 'seven red kites at dusk']
    const ready = await Promise.all(
      passwords.map(async (password) => {
        const visitor = new Visitor()
        const page = await visitor.ask(portalOrigin + path)
        const fields = { name: 'Cy', new_password: password, new_password_again: password }
        return (release: Promise<void>) => visitor.submit(page, `${path}/account`, fields, false, release)
      }),
    )
    const answers = await atOnce((release) => ready.map((press) => press(release)))
    expect(answers.filter(leadsIn)).toHaveLength(1)
    const winner = answers.findIndex(leadsIn)
    expect(await countIn(slug)).toMatchObject({ members: 1, entries: 1, accepted: 1 })
    const works = await Promise.all(
      passwords.map(async (password) => {
        const { url } = await new Visitor().signIn({ email, password })
        return new URL(url).pathname === '/workspaces'
      }),
    )
    expect(works).toEqual([winner === 0, winner === 1])
  }
}, 180_000)
