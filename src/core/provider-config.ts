// Parses the operator's list of providers, a JSON array. An entry is either complete, or a problem names its
// field.

import {
  CLIENT_AUTHS,
  type FederatedProvider,
  FRESH_PROMPTS,
  isProviderId,
  PASSWORD,
  type Provider,
} from './provider.ts'
import { FieldReader, type ProviderRules } from './provider-fields.ts'
import { err, ok, type Result } from './result.ts'

const COMMON_FIELDS = ['id', 'kind', 'label']
const FEDERATED_FIELDS = [
  ...COMMON_FIELDS,
  ...['trust_email', 'assume_email_verified', 'provision', 'email_domains', 'trust_amr'],
  ...['reports_auth_time', 'contact', 'issuer'],
]
const FIELDS: Readonly<Record<Provider['kind'], readonly string[]>> = {
  password: COMMON_FIELDS,
  oidc: [...FEDERATED_FIELDS, 'client_id', 'client_auth', 'scope', 'fresh_prompt', 'acr_values', 'trust_acr'],
  ticket: [...FEDERATED_FIELDS, 'login_url', 'jwks_uri'],
}

/** Returns the name of the variable that holds a provider's client secret. */
export const clientSecretName = (id: string): string =>
  `CLIENT_SECRET_${id.toUpperCase().replaceAll('-', '_')}`

/**
 * Parses the list. The error is a list of sentences that begin with the field, such as `okta.issuer must be
 * …`.
 */
export function parseProviders(
  value: unknown,
  rules: ProviderRules,
): Result<readonly Provider[], readonly string[]> {
  const list = typeof value === 'string' ? parseJson(value) : value
  if (!Array.isArray(list) || list.length === 0)
    return err(['must be a JSON array with at least one provider'])
  const problems: string[] = []
  const providers = list.flatMap((entry, index) => parseProvider(entry, index, rules, problems) ?? [])
  const ids = providers.map(({ id }) => id)
  for (const id of new Set(ids)) {
    if (ids.indexOf(id) !== ids.lastIndexOf(id)) problems.push(`${id}.id is used by more than one provider`)
  }
  return problems.length > 0 ? err(problems) : ok(providers)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function parseProvider(
  entry: unknown,
  index: number,
  rules: ProviderRules,
  problems: string[],
): Provider | null {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    problems.push(`${index} must be an object`)
    return null
  }
  const before = problems.length
  const fields = entry as Readonly<Record<string, unknown>>
  const id = typeof fields.id === 'string' && isProviderId(fields.id) ? fields.id : null
  const read = new FieldReader(fields, id ?? String(index), problems)
  if (id === null)
    read.complain('id', 'must be 1 to 32 characters of a-z, 0-9 and "-", starting with a letter')
  const kind = read.oneOf('kind', ['password', 'oidc', 'ticket'] as const)
  if (id === null || kind === null) return null
  for (const name of Object.keys(fields)) {
    if (!FIELDS[kind].includes(name)) read.complain(name, `is not a field of a provider of kind ${kind}`)
  }
  if ((kind === 'password') !== (id === PASSWORD.id)) {
    read.complain('id', `must be "password" for kind password, and only for it`)
  }
  const label = read.name('label', 60) ?? (kind === 'password' ? PASSWORD.label : id)
  const provider = kind === 'password' ? { ...PASSWORD, label } : federated(read, { id, label, kind }, rules)
  return problems.length === before ? provider : null
}

function federated(
  read: FieldReader,
  named: { id: string; label: string; kind: 'oidc' | 'ticket' },
  rules: ProviderRules,
): FederatedProvider {
  const { id, label, kind } = named
  const common = {
    id,
    label,
    trustsEmail: read.flag('trust_email', false),
    assumesEmailVerified: read.flag('assume_email_verified', false),
    provisions: read.flag('provision', false),
    emailDomains: read.domains('email_domains'),
    trustedAmr: read.amr('trust_amr'),
    trustedAcr: kind === 'oidc' ? read.acr('trust_acr') : [],
    reportsAuthTime: read.flag('reports_auth_time', true),
    contact: read.name('contact', 200),
  }
  // Refuse to trust such a provider for second factors. Otherwise every second factor would look fresh,
  // however long ago the provider asked for it.
  for (const [field, trusted] of [
    ['trust_amr', common.trustedAmr],
    ['trust_acr', common.trustedAcr],
  ] as const) {
    if (!common.reportsAuthTime && trusted.length > 0) {
      read.complain('reports_auth_time', `must not be false when ${field} is set`)
    }
  }
  if (kind === 'ticket') {
    return {
      ...common,
      kind,
      issuer: read.text('issuer'),
      loginUrl: read.url('login_url', rules),
      jwksUri: read.url('jwks_uri', rules),
    }
  }
  const clientAuth =
    read.optional('client_auth') !== undefined ? read.oneOf('client_auth', CLIENT_AUTHS) : 'basic'
  const secretName = clientSecretName(id)
  const clientSecret = rules.secret(secretName) || null
  if (clientAuth !== 'none' && !clientSecret) read.complain('client_auth', `needs the secret ${secretName}`)
  const scope = read.optional('scope') !== undefined ? read.text('scope') : 'openid email profile'
  if (!scope.split(' ').includes('openid')) read.complain('scope', 'must have openid as one of its words')
  const freshPrompt =
    read.optional('fresh_prompt') !== undefined ? read.oneOf('fresh_prompt', FRESH_PROMPTS) : 'login'
  const acrValues = read.acr('acr_values')
  if (acrValues.length > 0 && common.trustedAmr.length + common.trustedAcr.length === 0) {
    read.complain('acr_values', 'needs trust_acr or trust_amr, because otherwise no answer is trusted')
  }
  return {
    ...common,
    kind,
    acrValues,
    issuer: read.url('issuer', rules),
    clientId: read.text('client_id'),
    clientAuth: clientAuth ?? 'basic',
    clientSecret: clientAuth === 'none' ? null : clientSecret,
    scope,
    freshPrompt: freshPrompt ?? 'login',
  }
}
