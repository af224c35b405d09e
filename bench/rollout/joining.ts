// How people come to have an account and a membership: the operator's program adds them, with their app from another
// product or without one, or an admin invites them.

import { chanceFrom } from './chance.ts'
import type { Person } from './person.ts'
import type { World } from './world.ts'

/** Apps as other products set them up. Most have the usual settings. */
const APPS = [
  { algorithm: 'SHA1', digits: 6, period: 30 },
  { algorithm: 'SHA1', digits: 6, period: 30 },
  { algorithm: 'SHA1', digits: 6, period: 30 },
  { algorithm: 'SHA256', digits: 6, period: 30 },
  { algorithm: 'SHA512', digits: 8, period: 30 },
  { algorithm: 'SHA1', digits: 6, period: 60 },
] as const

export async function add(world: World, person: Person, role: 'owner' | 'member'): Promise<void> {
  const { plan, email, password } = person
  await world.callApi('PUT', `/accounts/${email}`, { name: plan.name, password })
  await world.callApi('PUT', `/workspaces/${world.slug}/members/${email}`, { role })
  if (plan.joining === 'added with their app') await importApp(world, person)
}

async function importApp({ callApi }: World, person: Person): Promise<void> {
  const settings = chanceFrom(person.plan.number).pick(APPS)
  const secret = person.bringApp(settings)
  await callApi('PUT', `/accounts/${person.email}/authenticator`, { secret, ...settings })
}
