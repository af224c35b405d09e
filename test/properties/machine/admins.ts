// Amy and Ann, who administer the workspaces. They are there for all worlds, and prove their factor before each decision.

import { edgeNow } from '../../support/node/test-bed.ts'
import { type Enrolled, makeEnrolledPerson, type Visitor } from '../../support/node/visitor.ts'
import { FRESH_SECONDS } from './model.ts'
import { ADMINS, type AdminName } from './recovery-model.ts'

interface Admin extends Enrolled {
  provedAt: number
}

export type Admins = Readonly<Record<AdminName, Admin>>

export async function makeAdmins(): Promise<Admins> {
  const made: [AdminName, Admin][] = []
  for (const name of ADMINS)
    made.push([name, { ...(await makeEnrolledPerson(name)), provedAt: await edgeNow() }])
  return Object.fromEntries(made) as Record<AdminName, Admin>
}

/** Returns the admin's browser, with a fresh second factor. */
export async function freshAdmin(admins: Admins, name: AdminName, now: number): Promise<Visitor> {
  const admin = admins[name]
  const { person, visitor, authenticator } = admin
  if (now - admin.provedAt < FRESH_SECONDS) return visitor
  visitor.cookies.clear()
  await visitor.signInWithCode(person, await authenticator.code())
  admin.provedAt = now
  return visitor
}
