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
  /** The same for `acr`. Empty for login tickets, which have none. */
  readonly trustedAcr: readonly string[]
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
  /** The `acr_values` that ask it for a second factor. Empty: it isn't asked by them. */
  readonly acrValues: readonly string[]
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

/** The kinds of sign-in that a provider is asked for. */
export const DEMANDS = ['sign-in', 'fresh-sign-in', 'second-factor', 'another-account'] as const
export type ProviderDemand = (typeof DEMANDS)[number]

/** Whether the answer must tell of a first factor that was proved just now. */
export const asksForFreshness = (demand: ProviderDemand): boolean =>
  demand === 'fresh-sign-in' || demand === 'second-factor'

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
  return isFederated(provider) && trustedWords(provider).length > 0 ? 'trusted' : 'challenged'
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

const ACR = 'acr:'

/**
 * All that may count as a second factor at this provider, as rows keep it: methods (RFC 8176) as they are, and classes of
 * `acr` behind `acr:`. No method begins so (core/provider-config.ts).
 */
export const trustedWords = ({ trustedAmr, trustedAcr }: FederatedProvider): readonly string[] => [
  ...trustedAmr,
  ...trustedAcr.map((acr) => ACR + acr),
]

/** Returns the words of an arrival that count as a second factor; null where the provider is not trusted or says none. */
export function secondFactorAt(
  provider: FederatedProvider,
  { amr, acr }: Pick<Arrival, 'amr' | 'acr'>,
): readonly string[] | null {
  const methods = amr.filter((method) => !method.startsWith(ACR))
  return stillTrusted(provider, acr === null ? methods : [...methods, ACR + acr])
}

/** Returns the words of a row that the current configuration trusts; null where it trusts none. */
export function stillTrusted(
  provider: FederatedProvider,
  words: readonly string[],
): readonly string[] | null {
  const trusted = trustedWords(provider)
  const counting = words.filter((word) => trusted.includes(word))
  return counting.length > 0 ? [...new Set(counting)] : null
}

/** The method that origins are told for a word. A class of `acr` is a name of the provider's own: it stands for `mfa`. */
export const methodOf = (word: string): string => (word.startsWith(ACR) ? 'mfa' : word)

/** Whether a workspace that restricts its members' providers lets this one through. Null: any. */
export const allowsProvider = (allowed: readonly string[] | null, id: string): boolean =>
  allowed === null || allowed.includes(id)
