// Who and what the demo starts with. The passwords are here for everybody to read: they guard nothing.

export interface Person {
  readonly email: string
  readonly name: string
  readonly password: string
}

/** Somebody whose first factor is checked elsewhere. */
export interface ProviderPerson extends Person {
  /** Their id there, which stays. */
  readonly subject: string
  readonly emailVerified: boolean
  /** How they sign in there (RFC 8176). */
  readonly amr: readonly string[]
}

export interface DemoWorkspace {
  readonly slug: string
  readonly name: string
  readonly members: Readonly<Record<string, 'owner' | 'admin' | 'member'>>
}

export const PEOPLE: readonly Person[] = [
  { email: 'ada@acme.example', name: 'Ada Okafor', password: 'correct-horse-ada-2026' },
  { email: 'bo@acme.example', name: 'Bo Lindqvist', password: 'battery-staple-bo-2026' },
  { email: 'cy@acme.example', name: 'Cy Marchetti', password: 'quiet-harbour-cy-2026' },
  { email: 'grace@globex.example', name: 'Grace Mbeki', password: 'copper-lantern-grace-2026' },
]

export const WORKSPACES: readonly DemoWorkspace[] = [
  {
    slug: 'acme',
    name: 'Acme',
    members: { 'ada@acme.example': 'owner', 'cy@acme.example': 'admin', 'bo@acme.example': 'member' },
  },
  {
    slug: 'globex',
    name: 'Globex',
    members: { 'grace@globex.example': 'owner', 'bo@acme.example': 'member' },
  },
]
