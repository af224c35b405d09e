// One example of each shape, for the description. The calls that show an example also check its type.

const account = {
  id: 'pT9dQ0lXb1mYtE2uFq7R3w',
  email: 'ada@acme.example',
  name: 'Ada Okafor',
  enrolled: true,
  language: 'en' as const,
  created_at: '2026-11-14T10:00:00Z',
  locked_at: null,
}

const workspace = {
  id: 'Zk4sN8fWc0aVJr6hUe5TgQ',
  slug: 'acme',
  name: 'Acme',
  hosts: ['acme.example.com'],
  origin: 'https://app.internal.example.com',
  created_at: '2026-11-14T10:00:00Z',
}

const token = {
  id: 'c0tXkIvM5pQ2mEw8sZy1Lg',
  name: 'Nightly report',
  made_by: 'ada@acme.example',
  created_at: '2026-11-14T10:00:00Z',
  expires_at: '2027-02-12T10:00:00Z',
}

const serviceToken = {
  id: 'mU3kQ9zXw7rT1nVb5cYhGe',
  name: 'CI',
  made_by: 'ada@acme.example',
  paths: ['/api'],
  methods: ['GET', 'POST'],
  networks: ['192.0.2.0/24'],
  disabled: false,
  created_at: '2026-11-14T10:00:00Z',
  expires_at: '2027-02-12T10:00:00Z',
  last_used_on: '2026-11-30',
  previous_valid_until: null,
}
const serviceValue = { token: 'sps_h7Jd0w2sVb9kQm4xLz6yTn1cRf8gUe3aPo5iWq_Xs-E2cfeof' }

const policy = {
  enforced: true,
  grace_days: 14 as const,
  applies_to: 'everybody' as const,
  state: 'scheduled' as const,
  effective_at: '2026-11-28T10:00:00Z',
  updated_at: '2026-11-14T10:00:00Z',
  updated_by: 'ada@acme.example',
}

const rules = [
  {
    ...{ id: 'github', path: '/hooks/github', match: 'exact' as const, methods: ['POST'] },
    ...{ access: 'public' as const, require: null, roles: null, networks: ['192.30.252.0/22'], cors: null },
  },
  {
    ...{ id: 'admin', path: '/admin', match: 'prefix' as const, methods: null, access: 'member' as const },
    ...{ require: { max_age: 900, methods: null }, roles: ['owner' as const, 'admin' as const] },
    ...{ networks: null, cors: null },
  },
]
const shortRules = [
  {
    ...{ id: 'github', path: '/hooks/github', match: 'exact' as const, methods: ['POST'] },
    ...{ access: 'public' as const, networks: ['192.30.252.0/22'] },
  },
  {
    ...{ id: 'admin', path: '/admin', match: 'prefix' as const, access: 'member' as const },
    ...{ require: { max_age: 900 }, roles: ['owner' as const, 'admin' as const] },
  },
]

const identity = { provider: 'northwind', subject: '248289761001' }

const HASH = 'n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg'
const entry = {
  id: 42,
  at: '2026-11-14T10:00:00Z',
  actor: 'ada@acme.example',
  action: 'policy.changed',
  ip: '192.0.2.1',
  user_agent: 'Mozilla/5.0',
}

export const EXAMPLES = {
  accountBody: { name: 'Ada Okafor', password: 'nine blue herons at dawn', language: 'en' as const },
  account,
  unlockBody: { reason: 'Reported a change as not theirs, identity checked by video, ticket 4712' },
  addressBody: { email: 'ada.okafor@acme.example', reason: 'New name, asked in person, ticket 4713' },
  accountAfterMove: { ...account, email: 'ada.okafor@acme.example' },
  resetBody: { reason: 'Lost phone, identity checked by video, ticket 4711' },
  authenticatorBody: {
    secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
    algorithm: 'SHA256' as const,
    digits: 8 as const,
    period: 60,
  },
  importedAuthenticator: { state: 'imported' as const },
  secondFactors: [
    {
      ...{ id: '3q2-7wEjRUNbAyDQjvMkFA', kind: 'totp' as const, name: null },
      ...{ created_at: '2026-11-14T10:00:00Z', last_used_at: '2026-11-28T08:30:00Z' },
    },
    {
      ...{ id: 'x0GmOXmVvBgpTA4_OH7g2g', kind: 'passkey' as const, name: 'Key on my ring', backed_up: false },
      ...{ created_at: '2026-11-20T10:00:00Z', last_used_at: null },
    },
    {
      ...{ id: 'VbEEgtjjSgyHqb8SJd5a3w', kind: 'recovery_codes' as const, name: null, left: 9 },
      ...{ created_at: null, last_used_at: '2026-11-21T10:00:00Z' },
    },
  ],
  identity,
  identities: { identities: [{ ...identity, email: 'ada@acme.example', linked_at: '2026-11-14T10:00:00Z' }] },
  providers: {
    providers: [
      {
        id: 'northwind',
        kind: 'oidc' as const,
        label: 'Northwind ID',
        second_factor: 'challenged' as const,
        provision: false,
        trust_email: true,
      },
    ],
  },
  allowedProviders: { allowed: ['northwind'] },
  edge: { supervise_sockets: true },
  workspaceBody: { name: 'Acme', hosts: ['acme.example.com'], origin: 'https://app.internal.example.com' },
  workspace,
  workspaces: { workspaces: [workspace], next_cursor: null },
  policyBody: { enforced: true, grace_days: 14 as const },
  policy,
  preview: {
    ...{ effective_at: '2026-11-28T10:00:00Z', blocked_now: 0, blocked_at_effective: 7 },
    ...{ public_paths: 2, service_tokens: 3 },
  },
  rulesBody: { rules: shortRules },
  rules: { rules },
  ruleTestBody: { method: 'GET', path: '/admin/users' },
  ruleTest: { rule: 'admin', access: 'member' as const, require: { max_age: 900, methods: null } },
  appearanceBody: { display_name: 'Acme', accent: '#1a5fb4' },
  appearance: {
    display_name: 'Acme',
    accent: '#1a5fb4',
    logo_url: `https://auth.example.com/logos/${HASH}`,
  },
  memberBody: { role: 'admin' as const },
  members: {
    members: [
      {
        email: 'ada@acme.example',
        name: 'Ada Okafor',
        role: 'owner' as const,
        standing: 'enrolled' as const,
        with_passkey: true,
        imported: false,
        extended_until: null,
        joined_at: '2026-11-14T10:00:00Z',
      },
    ],
    next_cursor: null,
  },
  extensionBody: { until: '2026-12-14T10:00:00Z', reason: 'On parental leave' },
  extension: {
    email: 'bo@acme.example',
    until: '2026-12-14T10:00:00Z',
    reason: 'On parental leave',
    granted_by: 'ada@acme.example',
    granted_at: '2026-11-30T10:00:00Z',
  },
  enrollment: {
    ...{ members: 23, admins: 3, enrolled: 14, with_passkey: 5, imported: 2 },
    ...{ vouched: 2, extended: 1, pending: 7, overdue: 0 },
  },
  tokenBody: { name: 'Nightly report', expires_in_days: 90 },
  newToken: { ...token, token: 'spt_h7Jd0w2sVb9kQm4xLz6yTn1cRf8gUe3aPo5iWq_Xs-E' },
  tokens: { tokens: [token] },
  serviceTokenBody: {
    name: 'CI',
    expires_in_days: 90,
    paths: ['/api'],
    methods: ['GET', 'POST'],
    networks: ['192.0.2.0/24'],
  },
  serviceToken,
  serviceTokens: { service_tokens: [serviceToken], next_cursor: null },
  newServiceToken: { ...serviceToken, ...serviceValue, last_used_on: null },
  serviceTokenChanges: { disabled: true },
  serviceTokenRotation: { overlap_hours: 24 },
  rotatedServiceToken: {
    ...serviceToken,
    ...serviceValue,
    expires_at: '2027-02-28T10:00:00Z',
    previous_valid_until: '2026-12-01T10:00:00Z',
  },
  audit: {
    entries: [{ ...entry, account: null, detail: { enforced: true, grace_days: 14 }, hash: HASH }],
    next_cursor: null,
  },
  auditLine: {
    ...entry,
    scope: workspace.id,
    account_id: null,
    detail: '{"enforced":true,"grace_days":14}',
    previous_hash: HASH,
    hash: HASH,
  },
  rotationBody: { purpose: 'pass-signing' as const, is_compromised: false },
  keys: {
    keys: [
      {
        id: 'Xw2rB7nKq5uMj9tYz0HvCg',
        purpose: 'pass-signing' as const,
        created_at: '2026-11-14T10:00:00Z',
        active_from: '2026-11-15T10:00:00Z',
      },
    ],
  },
  deadLetters: {
    dead_letters: [
      {
        id: 'hR3mV6sQx8kDw1zNf5bGtA.webhook',
        notice: {
          id: 'hR3mV6sQx8kDw1zNf5bGtA',
          type: 'second_factor.replaced',
          at: '2026-11-14T10:00:00Z',
          account: 'ada@acme.example',
          workspace: null,
        },
        carrier: 'webhook' as const,
        recipient: null,
        attempts: 9,
        dead_at: '2026-11-17T10:00:00Z',
        last_error: 'status 500',
      },
    ],
    next_cursor: null,
  },
}
