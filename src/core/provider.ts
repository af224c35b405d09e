// The providers of a first factor: our own passwords, OpenID providers, and login services that sign tickets. Any number,
// named in the configuration (core/provider-config.ts).

export type Provider = PasswordProvider | FederatedProvider
export type FederatedProvider = OidcProvider | TicketProvider

interface Named {
  /** In addresses, claims and rows: never given to another provider later. */
  readonly id: string
  readonly label: string
}

export interface PasswordProvider extends Named {
  readonly kind: 'password'
}

interface Federated extends Named {
  /** Links a first arrival to the account of its verified address. */
  readonly trustsEmail: boolean
  /** Gives verified addresses only, and says so nowhere. */
  readonly assumesEmailVerified: boolean
  /** A first arrival makes an account. */
  readonly provisions: boolean
  /** Null: of any domain. */
  readonly emailDomains: readonly string[] | null
  /** The `amr` values of which one satisfies our second factor. Empty: the provider is challenged, like everybody. */
  readonly trustedAmr: readonly string[]
  readonly reportsAuthTime: boolean
  /** Whom to ask for an account. */
  readonly contact: string | null
}

export interface OidcProvider extends Federated {
  readonly kind: 'oidc'
  readonly issuer: string
  readonly clientId: string
  readonly clientAuth: ClientAuth
  /** Null for a public client. */
  readonly clientSecret: string | null
  readonly scope: string
  /** What asks it for a sign-in of just now. */
  readonly freshPrompt: FreshPrompt
}

export interface TicketProvider extends Federated {
  readonly kind: 'ticket'
  readonly issuer: string
  readonly loginUrl: string
  readonly jwksUri: string
}

/** OpenID Connect Core 1.0, section 9. */
export const CLIENT_AUTHS = ['basic', 'post', 'none'] as const
export type ClientAuth = (typeof CLIENT_AUTHS)[number]

/** OpenID Connect Core 1.0, section 3.1.2.1. */
export const FRESH_PROMPTS = ['login', 'select_account', 'consent'] as const
export type FreshPrompt = (typeof FRESH_PROMPTS)[number]

export const PASSWORD: PasswordProvider = { kind: 'password', id: 'password', label: 'Password' }

export const isProviderId = (text: string): boolean => /^[a-z][a-z0-9-]{0,31}$/.test(text)

export const isFederated = (provider: Provider): provider is FederatedProvider => provider.kind !== 'password'

export function findProvider(providers: readonly Provider[], id: string): Provider | null {
  return providers.find((provider) => provider.id === id) ?? null
}

/** Whether our own passwords are a way in. */
export const takesPasswords = (providers: readonly Provider[]): boolean =>
  findProvider(providers, PASSWORD.id) !== null

/** Of one that is no longer configured, the id: rows may still name it. */
export const labelOf = (providers: readonly Provider[], id: string): string =>
  findProvider(providers, id)?.label ?? id

/** Whether our second factor is asked for after this provider's first. Whoever isn't marked is challenged. */
export function classify(provider: Provider): 'challenged' | 'trusted' {
  return isFederated(provider) && provider.trustedAmr.length > 0 ? 'trusted' : 'challenged'
}

/** Whether a provider may name a person so: 1 to 255 ASCII characters of any kind (OpenID Connect Core 1.0, section 2). */
export const isSubject = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= 255 && /^\p{ASCII}*$/u.test(value)

/** What a provider says of one arrival, once all that can be verified about it is. */
export interface Arrival {
  readonly subject: string
  readonly email: string | null
  readonly isEmailVerified: boolean
  readonly name: string | null
  readonly amr: readonly string[]
  /** Null where the provider doesn't say, and for login tickets. */
  readonly acr: string | null
  /** Seconds; null where the provider doesn't say. */
  readonly authTime: number | null
}

/**
 * The methods (RFC 8176) that a trusted provider says it saw and that count as a second factor; null where it is not
 * trusted or says none of them: absent means no.
 */
export function secondFactorAt(
  provider: FederatedProvider,
  amr: readonly string[],
): readonly string[] | null {
  const proved = amr.filter((method) => provider.trustedAmr.includes(method))
  return proved.length > 0 ? [...new Set(proved)] : null
}

/** Whether a workspace that restricts its members' providers lets this one through. Null: any. */
export const allowsProvider = (allowed: readonly string[] | null, id: string): boolean =>
  allowed === null || allowed.includes(id)
