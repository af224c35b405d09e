// Leaving over real HTTP: the last two owners at once, and an owner beside a demotion and a deletion.

import { beforeEach, expect, it } from 'vitest'
import {
  api,
  atOnce,
  makePerson,
  makeWorkspace,
  type Person,
  portalOrigin,
  runSql,
} from '../support/node/test-bed.ts'
import { type Answer, Visitor } from '../support/node/visitor.ts'

const ROUNDS = 40
const ORIGIN = 'http://127.0.0.1:9' // no request gets there

interface Owner {
  readonly person: Person
  readonly visitor: Visitor
}

async function makeOwner(name: string): Promise<Owner> {
  const person = await makePerson(name)
  const visitor = new Visitor()
  await visitor.signIn(person)
  return { person, visitor }
}

let ada: Owner
let bela: Owner
beforeEach(async () => {
  ada = await makeOwner('Ada')
  bela = await makeOwner('Bela')
})

const makeOwned = () =>
  makeWorkspace(ORIGIN, [
    [ada.person, 'owner'],
    [bela.person, 'owner'],
  ])

/** Returns a function that presses the button, with the last byte of the form held back. */
async function readyToLeave({ visitor }: Owner, slug: string) {
  const path = `/workspaces/${slug}/leave`
  const page = await visitor.ask(portalOrigin + path)
  return (release: Promise<void>): Promise<Answer> => visitor.submit(page, path, {}, false, release)
}

const ownersOf = async (slug: string) =>
  (
    await runSql(`SELECT m.account_id FROM members m JOIN workspaces w ON w.id = m.workspace_id
     WHERE w.slug = '${slug}' AND m.role = 'owner'`)
  )[0]?.length

const leftIn = async (slug: string) =>
  (
    await runSql(`SELECT 1 FROM audit a JOIN workspaces w ON w.id = a.scope
     WHERE w.slug = '${slug}' AND a.action = 'member.left'`)
  )[0]?.length

it('of the last two owners who leave at once, one stays', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const { slug } = await makeOwned()
    const [adaLeaves, belaLeaves] = [await readyToLeave(ada, slug), await readyToLeave(bela, slug)]
    const answers = await atOnce((release) => [adaLeaves(release), belaLeaves(release)])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
    expect(await ownersOf(slug)).toBe(1)
    expect(await leftIn(slug)).toBe(1)
  }
}, 120_000)

it('an owner who leaves while the other is demoted or removed does not leave the workspace without one', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const { slug } = await makeOwned()
    const leaves = await readyToLeave(ada, slug)
    const member = `/workspaces/${slug}/members/${bela.person.email}`
    const other = round % 2 === 0 ? () => api('PUT', member, { role: 'admin' }) : () => api('DELETE', member)
    const [left, changed] = await atOnce((release) => [
      leaves(release).then(({ status }) => status === 303),
      release.then(other).then(({ status }) => status < 300),
    ])
    expect([left, changed].filter(Boolean)).toHaveLength(1)
    expect(await ownersOf(slug)).toBe(1)
  }
}, 120_000)

it('an account that is deleted while its only fellow owner leaves is kept, or the other one is', async () => {
  for (let round = 0; round < 10; round++) {
    const cy = await makeOwner('Cy')
    const { slug } = await makeWorkspace(ORIGIN, [
      [ada.person, 'owner'],
      [cy.person, 'owner'],
    ])
    const leaves = await readyToLeave(ada, slug)
    const [left, deleted] = await atOnce((release) => [
      leaves(release).then(({ status }) => status === 303),
      release.then(() => api('DELETE', `/accounts/${cy.person.email}`)).then(({ status }) => status === 204),
    ])
    expect([left, deleted].filter(Boolean)).toHaveLength(1)
    expect(await ownersOf(slug)).toBe(1)
  }
}, 120_000)
