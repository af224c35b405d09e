// Asks the portal, before anything is written, which workspace has a host and who has an account.

import { Failure } from '../failure.ts'
import type { Complaint } from '../files/yaml-file.ts'
import { Anything, WorkspacePage } from '../portal/answers.ts'
import { type Portal, path } from '../portal/portal.ts'
import { findAt } from './current.ts'
import type { WishedDocument } from './documents.ts'
import type { Plan } from './plan.ts'

interface Planned {
  readonly document: WishedDocument
  readonly plan: Plan
}

export async function complaintsOfPortal(portal: Portal, planned: readonly Planned[]): Promise<Complaint[]> {
  return [...(await takenHosts(portal, planned)), ...(await missingAccounts(portal, planned))]
}

const changesOf = ({ steps }: Plan) => steps.flatMap(({ changes }) => changes)
const addedIn = (plan: Plan, group: string): string[] =>
  changesOf(plan).flatMap(({ action, field }) =>
    action === 'add' && field.startsWith(`${group}.`) ? [field.slice(group.length + 1)] : [],
  )

/** A host may move between two documents of the file, so those are not compared. */
async function takenHosts(portal: Portal, planned: readonly Planned[]): Promise<Complaint[]> {
  const added = planned.flatMap(({ document, plan }) =>
    addedIn(plan, 'hosts').map((host) => ({ host, document })),
  )
  if (added.length === 0) return []
  const named = new Set(planned.map(({ document }) => document.wish.workspace))
  const { workspaces } = await portal.list('/workspaces', 'workspaces', WorkspacePage)
  const others = workspaces.filter(({ slug }) => !named.has(slug))
  return added.flatMap(({ host, document }) => {
    const owner = others.find(({ hosts }) => hosts.includes(host))
    return owner ? [document.at(['hosts'], `${host} belongs to the workspace ${owner.slug}`)] : []
  })
}

/** Only the operator may look for accounts. With another token the portal says it at the member's call. */
async function missingAccounts(portal: Portal, planned: readonly Planned[]): Promise<Complaint[]> {
  const complaints: Complaint[] = []
  for (const { document, plan } of planned) {
    for (const email of addedIn(plan, 'members')) {
      const isKnown = await hasAccount(portal, email)
      if (isKnown === null) return complaints
      if (!isKnown) complaints.push(document.at(['members', email], 'No account has this address'))
    }
  }
  return complaints
}

/** Returns null if this token may not ask. */
async function hasAccount(portal: Portal, email: string): Promise<boolean | null> {
  try {
    return (await findAt(portal, path`/accounts/${email}`, Anything)) !== null
  } catch (error) {
    if (error instanceof Failure && error.code === 'operator_only') return null
    throw error
  }
}
