// People who recover an account, over HTTP, on an edge with mail.

import { vi } from 'vitest'
import { type Authenticator, authenticatorFrom } from './authenticator.ts'
import type { NoticingEdge } from './noticing-edge.ts'
import type { Person } from './test-bed.ts'
import { type Answer, otpauthLink, Visitor } from './visitor.ts'

const PATIENCE = 15_000

export interface EnrolledPerson {
  readonly person: Person
  readonly visitor: Visitor
  readonly authenticator: Authenticator
  readonly recoveryCodes: string[]
}

export async function enrolledAt(edge: NoticingEdge, name: string): Promise<EnrolledPerson> {
  const person = await edge.makePerson(name)
  const visitor = new Visitor(edge.portal)
  await visitor.signIn(person)
  return { person, visitor, ...(await visitor.enrol()) }
}

export const pathOf = (url: string): string => new URL(url).pathname

/** Waits until there are `count` links to this page in mails, and returns the newest. */
export async function linkIn(
  edge: NoticingEdge,
  { email }: Person,
  page: 'recover' | 'stop-recovery',
  count = 1,
): Promise<string> {
  return vi.waitFor(async () => {
    const texts = (await edge.mailsTo(email)).map(({ text }) => text)
    const links = texts.join('\n').match(new RegExp(`http://\\S+/${page}/spl_[\\w-]+`, 'g')) ?? []
    const link = links.at(-1)
    if (!link || links.length < count) throw new Error(`${links.length} links to ${page}`)
    return link
  }, PATIENCE)
}

export const recoveryPage = (slug: string): string => `/workspaces/${slug}/settings/members/recovery`

/** Opens the page on which an admin decides about a member. */
export const openDecision = (edge: NoticingEdge, admin: Visitor, slug: string, { email }: Person) =>
  admin.ask(`${edge.portal}${recoveryPage(slug)}?${new URLSearchParams({ email })}`)

/** Signs in with the first factor, on the way to a link. Returns the page that sets up a new factor. */
export const toSetUp = (
  edge: NoticingEdge,
  visitor: Visitor,
  person: Person,
  link: string,
): Promise<Answer> => visitor.signIn(person, `${edge.portal}/sign-in?return_to=${pathOf(link)}`)

export const newAppOn = (page: Answer): Authenticator => authenticatorFrom(otpauthLink(page.text))
