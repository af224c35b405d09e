// Defines the providers of a first factor: Sallyport's passwords, OpenID providers, and login services that
// sign tickets. The configuration names them (core/provider-config.ts).

export type Provider = PasswordProvider | FederatedProvider
export type FederatedProvider = OidcProvider | TicketProvider

interface Named {
  /**
   * Used in URLs, claims and rows. Must never be given to another provider later. Otherwise that provider
   * could sign in to the accounts of the first.
   */
  readonly id: string
  readonly label: string
}

export interface PasswordProvider extends Named {
  readonly kind: 'password'
}

interface Federated extends Named {
  /** True if a person's first sign-in is linked to the account with the same verified address. */
  readonly trustsEmail: boolean
  /** True if the provider has only verified addresses, but does not send `email_verified`. */
  readonly assumesEmailVerified: boolean
  /** True if a person's first sign-in creates an account. */
  readonly provisions: boolean
  /** The email domains that this provider may vouch for. Null allows every domain. */
  readonly emailDomains: readonly string[] | null
  /**
   * The `amr` values that satisfy Sallyport's second factor; one is enough. If both lists are empty, people
   * who sign in with this provider are asked for a second factor.
   */
  readonly trustedAmr: readonly string[]
  /** The same for `acr` values. Always empty for login tickets, which have no `acr`. */
  readonly trustedAcr: readonly string[]
  readonly reportsAuthTime: boolean
  /** Where people ask for an account. */
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
  /** The `prompt` value that makes the provider ask the person to sign in again. */
  readonly freshPrompt: FreshPrompt
  /** The `acr_values` that ask the provider for a second factor. Empty if it is not asked for one. */
  readonly acrValues: readonly string[]
}

export interface TicketProvider extends Federated {
  readonly kind: 'ticket'
  readonly issuer: string
  readonly loginUrl: string
  readonly jwksUri: string
}

/** How the client authenticates (OpenID Connect Core 1.0, section 9). */
export const CLIENT_AUTHS = ['basic', 'post', 'none'] as const
export type ClientAuth = (typeof CLIENT_AUTHS)[number]

/** Values of `prompt` (OpenID Connect Core 1.0, section 3.1.2.1). */
export const FRESH_PROMPTS = ['login', 'select_account', 'consent'] as const
export type FreshPrompt = (typeof FRESH_PROMPTS)[number]

/** The kinds of sign-in that a provider is asked for. */
export const DEMANDS = ['sign-in', 'fresh-sign-in', 'second-factor', 'another-account'] as const
export type ProviderDemand = (typeof DEMANDS)[number]

/** Returns whether the provider's answer must prove that the first factor was proved just now. */
export const asksForFreshness = (demand: ProviderDemand): boolean =>
  demand === 'fresh-sign-in' || demand === 'second-factor'

export const PASSWORD: PasswordProvider = { kind: 'password', id: 'password', label: 'Password' }

/** Returns whether a text is a valid id: 1 to 32 characters of a-z, 0-9 and "-", starting with a letter. */
export const isProviderId = (text: string): boolean => /^[a-z][a-z0-9-]{0,31}$/.test(text)

/** Returns whether the provider is an external one. */
export const isFederated = (provider: Provider): provider is FederatedProvider => provider.kind !== 'password'

/** Finds a configured provider. Returns null for an unknown id, and never a default. */
export function findProvider(providers: readonly Provider[], id: string): Provider | null {
  return providers.find((provider) => provider.id === id) ?? null
}

/** Returns whether people can sign in with a Sallyport password. */
export const takesPasswords = (providers: readonly Provider[]): boolean =>
  findProvider(providers, PASSWORD.id) !== null

/**
 * Returns a provider's label. Returns the id if the provider is no longer configured, because rows may still
 * name it.
 */
export const labelOf = (providers: readonly Provider[], id: string): string =>
  findProvider(providers, id)?.label ?? id

/**
 * Returns whether Sallyport asks for a second factor after this provider's first factor. A provider is only
 * trusted if the configuration says so.
 */
export function classify(provider: Provider): 'challenged' | 'trusted' {
  return isFederated(provider) && trustedWords(provider).length > 0 ? 'trusted' : 'challenged'
}

/**
 * Returns whether a value is a valid `sub`: 1 to 255 ASCII characters (OpenID Connect Core 1.0, section 2).
 */
export const isSubject = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= 255 && /^\p{ASCII}*$/u.test(value)

/** The claims of one sign-in at a provider, after everything that can be verified was verified. */
export interface Arrival {
  readonly subject: string
  readonly email: string | null
  readonly isEmailVerified: boolean
  readonly name: string | null
  readonly amr: readonly string[]
  /** Null if the provider does not send it, and always for login tickets. */
  readonly acr: string | null
  /** Unix seconds. Null if the provider does not send it. */
  readonly authTime: number | null
}

const ACR = 'acr:'

/**
 * Returns everything that this provider may send to prove a second factor, as stored in rows. Methods (RFC
 * 8176) are unchanged, and `acr` classes have the prefix `acr:`. No method has this prefix
 * (core/provider-config.ts).
 */
export const trustedWords = ({ trustedAmr, trustedAcr }: FederatedProvider): readonly string[] => [
  ...trustedAmr,
  ...trustedAcr.map((acr) => ACR + acr),
]

/**
 * Returns the words of a sign-in that prove a second factor. Returns null if the provider is not trusted or
 * sent none.
 *
 * Drops methods with the prefix `acr:`. Otherwise a provider could pass off a method as a trusted class of
 * `acr`.
 */
export function secondFactorAt(
  provider: FederatedProvider,
  { amr, acr }: Pick<Arrival, 'amr' | 'acr'>,
): readonly string[] | null {
  const methods = amr.filter((method) => !method.startsWith(ACR))
  return stillTrusted(provider, acr === null ? methods : [...methods, ACR + acr])
}

/**
 * Returns the stored words that the current configuration still trusts. Returns null if it trusts none of
 * them.
 */
export function stillTrusted(
  provider: FederatedProvider,
  words: readonly string[],
): readonly string[] | null {
  const trusted = trustedWords(provider)
  const counting = words.filter((word) => trusted.includes(word))
  return counting.length > 0 ? [...new Set(counting)] : null
}

/**
 * Returns the method that origins see for a stored word. An `acr` class has a name that only the provider
 * defines, so origins see `mfa`.
 */
export const methodOf = (word: string): string => (word.startsWith(ACR) ? 'mfa' : word)

/** Returns whether a workspace allows sign-in with this provider. Null allows every provider. */
export const allowsProvider = (allowed: readonly string[] | null, id: string): boolean =>
  allowed === null || allowed.includes(id)
