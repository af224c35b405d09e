// The people, providers and workspaces that the demo starts with. The passwords are public, and they protect
// nothing.

export interface Person {
  readonly email: string
  readonly name: string
  /** Absent if only a provider checks this person's first factor. */
  readonly password?: string
}

/** A person whose first factor a provider checks. */
export interface ProviderPerson extends Person {
  /** Their password at the provider. It differs from the portal's. */
  readonly password: string
  /** Their permanent id at the provider. */
  readonly subject: string
  readonly emailVerified: boolean
  /** How they sign in at the provider (RFC 8176). */
  readonly amr: readonly string[]
}

/** A provider that checks a first factor. */
export interface DemoProvider {
  readonly id: string
  readonly label: string
  readonly people: readonly ProviderPerson[]
}

export interface DemoWorkspace {
  readonly slug: string
  readonly name: string
  readonly members: Readonly<Record<string, 'owner' | 'admin' | 'member'>>
  /** Absent if the workspace keeps the default appearance. */
  readonly appearance?: { readonly accent: string; readonly logo: string }
}

/** A rule as the API takes it. */
export interface DemoRule {
  readonly id: string
  readonly path: string
  readonly match: 'exact' | 'prefix'
  readonly methods?: readonly string[]
  readonly access: 'member' | 'service' | 'public'
  readonly require?: { readonly max_age: number; readonly methods?: readonly ['passkey'] }
}

export const PEOPLE: readonly Person[] = [
  { email: 'ada@acme.example', name: 'Ada Okafor', password: 'correct-horse-ada-2026' },
  { email: 'bo@acme.example', name: 'Bo Lindqvist', password: 'battery-staple-bo-2026' },
  { email: 'cy@acme.example', name: 'Cy Marchetti', password: 'quiet-harbour-cy-2026' },
  { email: 'grace@globex.example', name: 'Grace Mbeki', password: 'copper-lantern-grace-2026' },
  { email: 'dana@acme.example', name: 'Dana Whitfield' },
  { email: 'gil@globex.example', name: 'Gil Aronsson' },
]

export const NORTHWIND = {
  id: 'northwind',
  label: 'Northwind ID',
  people: [
    {
      subject: 'nw-1001',
      email: 'bo@acme.example',
      emailVerified: true,
      name: 'Bo Lindqvist',
      password: 'northern-light-bo-2026',
      amr: ['pwd'],
    },
    {
      subject: 'nw-1002',
      email: 'dana@acme.example',
      emailVerified: true,
      name: 'Dana Whitfield',
      password: 'winter-orchard-dana-2026',
      amr: ['pwd', 'otp', 'mfa'],
    },
    {
      subject: 'nw-1003',
      email: 'nia@northwind.example',
      emailVerified: true,
      name: 'Nia Castellane',
      password: 'silver-ferry-nia-2026',
      amr: ['pwd'],
    },
  ],
} as const satisfies DemoProvider

export const PLATFORM = {
  id: 'platform',
  label: 'Platform login',
  people: [
    {
      subject: 'p-17',
      email: 'gil@globex.example',
      emailVerified: true,
      name: 'Gil Aronsson',
      password: 'paper-compass-gil-2026',
      amr: ['pwd'],
    },
    {
      subject: 'p-18',
      email: 'grace@globex.example',
      emailVerified: true,
      name: 'Grace Mbeki',
      password: 'marble-kettle-grace-2026',
      amr: ['pwd'],
    },
  ],
} as const satisfies DemoProvider

export const FIRST_WORKSPACE: DemoWorkspace = {
  slug: 'acme',
  name: 'Acme',
  members: {
    'ada@acme.example': 'owner',
    'cy@acme.example': 'admin',
    'bo@acme.example': 'member',
    'dana@acme.example': 'member',
  },
  appearance: { accent: '#5b3cc4', logo: 'acme-logo.png' },
}

export const WORKSPACES: readonly DemoWorkspace[] = [
  FIRST_WORKSPACE,
  {
    slug: 'globex',
    name: 'Globex',
    members: { 'grace@globex.example': 'owner', 'bo@acme.example': 'member', 'gil@globex.example': 'member' },
  },
]

/** The rules of both workspaces. The origin has a page for each. */
export const RULES: readonly DemoRule[] = [
  { id: 'hooks', path: '/hooks', match: 'prefix', methods: ['POST'], access: 'public' },
  { id: 'status', path: '/status', match: 'exact', methods: ['GET'], access: 'public' },
  { id: 'api', path: '/api', match: 'prefix', access: 'service' },
  { id: 'echo', path: '/echo', match: 'exact', methods: ['GET'], access: 'service' },
  { id: 'transfer', path: '/transfer', match: 'exact', access: 'member', require: { max_age: 60 } },
  {
    ...{ id: 'payroll', path: '/payroll', match: 'exact', access: 'member' },
    require: { max_age: 86_400, methods: ['passkey'] },
  },
]

/** The service token that `npm start` prints. It opens paths of the first workspace. */
export const SERVICE_TOKEN = {
  name: 'npm start',
  expires_in_days: 365,
  paths: ['/api', '/echo'],
  methods: ['GET'],
}
