// All sign-in methods of the tests' edge. A test file starts the fixtures that it needs, on ports that are
// known before the edge starts.

const FIXTURES = [
  'hostile',
  'other',
  'linking',
  'tickets',
  'ticketsPlain',
  'real',
  'realToo',
  'platform',
] as const

export type FixturePorts = Readonly<Record<(typeof FIXTURES)[number], number>>

export const FIXTURE_COUNT = FIXTURES.length

export const portsOfFixtures = (ports: readonly number[]): FixturePorts =>
  Object.fromEntries(FIXTURES.map((name, index) => [name, ports[index]])) as FixturePorts

export const CONTACT = 'help@acme.example'

const TRUSTS_ALL = { trust_email: true, trust_amr: true, provision: true }

const ASKS_FOR_SECOND = {
  acr_values: ['gold', 'silver'],
  trust_acr: ['gold', 'urn:acme:two-factors'],
  trust_amr: ['otp'],
}

export const clientOf = (id: string) => ({
  clientId: `sallyport-at-${id}`,
  clientSecret: `secret of ${id}: + / % and =`,
})

/** Returns the variable PROVIDERS. */
export function providersAt(ports: FixturePorts) {
  const oidc = (id: string, port: number, more: object) => {
    const issuer = `http://127.0.0.1:${port}`
    return { id, kind: 'oidc', issuer, client_id: clientOf(id).clientId, ...more }
  }
  const ticket = (id: string, port: number, more: object) => {
    const at = `http://127.0.0.1:${port}`
    return {
      id,
      kind: 'ticket',
      issuer: issuerOfTickets(id),
      login_url: `${at}/login`,
      jwks_uri: `${at}/jwks`,
      ...more,
    }
  }
  return [
    { id: 'password', kind: 'password' },
    oidc('hostile', ports.hostile, { label: 'Hostile', provision: true, fresh_prompt: 'consent' }),
    oidc('other', ports.other, { label: 'Other', client_auth: 'post', provision: true, ...ASKS_FOR_SECOND }),
    oidc('linking', ports.linking, { label: 'Linking', trust_email: true, contact: CONTACT }),
    ticket('tickets', ports.tickets, { label: 'Tickets', ...TRUSTS_ALL }),
    ticket('tickets-plain', ports.ticketsPlain, { label: 'Plain tickets' }),
    oidc('real', ports.real, { label: 'Real', ...TRUSTS_ALL }),
    oidc('real-too', ports.realToo, { label: 'Real too', provision: true }),
    platformAt(`http://127.0.0.1:${ports.platform}`),
  ]
}

/** The login service of the demo. */
const platformAt = (origin: string) => ({
  ...{ id: 'platform', kind: 'ticket', label: 'Platform', issuer: origin },
  ...{ login_url: `${origin}/login`, jwks_uri: `${origin}/.well-known/jwks.json` },
  ...TRUSTS_ALL,
})

export const issuerOfTickets = (id: string): string => `https://login.acme.example/${id}`

export const clientSecrets = (): Record<string, string> =>
  Object.fromEntries(
    ['hostile', 'other', 'linking', 'real', 'real-too'].map((id) => [
      `CLIENT_SECRET_${id.toUpperCase().replaceAll('-', '_')}`,
      clientOf(id).clientSecret,
    ]),
  )
