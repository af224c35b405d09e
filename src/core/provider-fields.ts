// Reads the fields of one provider from the operator's configuration. A problem names its field.

import { parseName } from './name.ts'
import { isLoopbackHost, isPublicName } from './workspace.ts'

export interface ProviderRules {
  /** Allows plain http to this machine. Only true if the portal itself is on localhost. */
  readonly allowsLoopback: boolean
  readonly portalHost: string
  /** Returns the secret with this name, if it is set. */
  readonly secret: (name: string) => string | undefined
}

// The `amr` values of RFC 8176, section 2, that mean more than a password. Operators may add `sms`, `tel` or
// biometrics with a list instead of `true`.
const TRUSTED_AMR = ['mfa', 'otp', 'hwk', 'swk', 'sc']

/** Reads fields and collects their problems. A field with a problem reads as an empty value. */
export class FieldReader {
  readonly #fields: Readonly<Record<string, unknown>>
  readonly #name: string
  readonly #problems: string[]

  constructor(fields: Readonly<Record<string, unknown>>, name: string, problems: string[]) {
    this.#fields = fields
    this.#name = name
    this.#problems = problems
  }

  complain(field: string, problem: string): void {
    this.#problems.push(`${this.#name}.${field} ${problem}`)
  }

  optional(field: string): unknown {
    return Object.hasOwn(this.#fields, field) ? this.#fields[field] : undefined
  }

  text(field: string): string {
    const value = this.optional(field)
    if (typeof value === 'string' && /^[\x20-\x7e]{1,1000}$/.test(value)) return value
    this.complain(field, 'must be a string of 1 to 1000 printable ASCII characters')
    return ''
  }

  name(field: string, most: number): string | null {
    const value = this.optional(field)
    if (value === undefined) return null
    const name = typeof value === 'string' ? parseName(value, most) : null
    if (name === null) this.complain(field, `must be a single line of 1 to ${most} characters`)
    return name
  }

  flag(field: string, otherwise: boolean): boolean {
    const value = this.optional(field) ?? otherwise
    if (typeof value === 'boolean') return value
    this.complain(field, 'must be true or false')
    return false
  }

  oneOf<const T extends string>(field: string, known: readonly T[]): T | null {
    const found = known.find((each) => each === this.optional(field))
    if (found === undefined) this.complain(field, `must be one of ${known.join(', ')}`)
    return found ?? null
  }

  /**
   * Reads the URL of a provider.
   *
   * Refuses the portal's own host. Otherwise the portal would send sign-ins and requests to itself. Refuses
   * plain http and IP addresses. Otherwise an attacker on the network could replace the provider's keys, or
   * the edge could be made to call an internal address.
   */
  url(field: string, { allowsLoopback, portalHost }: ProviderRules): string {
    const text = this.text(field)
    const url = URL.canParse(text) ? new URL(text) : null
    const isOwn =
      url && (allowsLoopback ? url.host === portalHost : url.hostname === portalHost.split(':')[0])
    if (!url || url.username || url.password || url.hash) this.complain(field, 'must be a URL')
    else if (isOwn) this.complain(field, 'must not be on the portal’s own host')
    else if (url.protocol !== 'https:' && !(allowsLoopback && isLoopbackHost(url.hostname))) {
      this.complain(field, 'must be https, except on localhost')
    } else if (!allowsLoopback && !isPublicName(url.hostname)) {
      this.complain(field, 'must have a DNS name, not an IP address')
    }
    return text
  }

  domains(field: string): readonly string[] | null {
    const value = this.optional(field)
    if (value === undefined) return null
    if (isListOf(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, value)) return value
    this.complain(field, 'must be a list of domains in lower case ASCII')
    return null
  }

  /**
   * Reads a list of `amr` values. Refuses the prefix `acr:`. Otherwise a method could be mistaken for a class
   * of `acr` in a stored row (`trustedWords` in core/provider.ts).
   */
  amr(field: string): readonly string[] {
    const value = this.optional(field) ?? false
    if (typeof value === 'boolean') return value ? TRUSTED_AMR : []
    if (isListOf(/^(?!acr:)[\x21-\x7e]{1,40}$/, value)) return value
    this.complain(field, 'must be true, false, or a list of amr values')
    return []
  }

  acr(field: string): readonly string[] {
    const value = this.optional(field)
    if (value === undefined) return []
    if (isListOf(/^[\x21-\x7e]{1,200}$/, value)) return value
    this.complain(field, 'must be a list of acr values without spaces')
    return []
  }
}

const isListOf = (form: RegExp, value: unknown): value is readonly string[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((each) => typeof each === 'string' && form.test(each))
