// Checks PROVIDERS before a deployment, with the Worker's own parser, and lists the secrets that the
// configuration needs. Otherwise a mistake in PROVIDERS would stop the whole edge.

import { unstable_readConfig as readConfig } from 'wrangler'
import { Failure } from '../demo/failure.ts'
import type { Provider } from '../src/core/provider.ts'
import { clientSecretName, parseProviders } from '../src/core/provider-config.ts'

/** Returns the secrets that this configuration needs, in addition to MASTER_KEY and OPERATOR_TOKEN. */
export function findRequiredSecrets(configPath: string, portalOrigin: string): string[] {
  const { NOTICE_WEBHOOK_URL: webhook } = readConfig({ config: configPath }).vars
  return [...requireProviders(configPath, portalOrigin), ...(webhook ? ['NOTICE_WEBHOOK_SECRET'] : [])]
}

/** Returns the secrets that the configured providers need. Throws a `Failure` that names each wrong field. */
export function requireProviders(configPath: string, portalOrigin: string): string[] {
  const { PROVIDERS: value } = readConfig({ config: configPath }).vars
  if (value === undefined || value === '') return []
  const portalHost = new URL(portalOrigin).host
  const parsed = parseProviders(value, { allowsLoopback: false, portalHost, secret: () => 'asked for later' })
  if (!parsed.ok) throw new Failure(parsed.error.map((problem) => `PROVIDERS: ${problem}`).join('\n'))
  console.log(`   Ways to sign in: ${parsed.value.map(({ id }) => id).join(', ')}`)
  return parsed.value.filter(needsSecret).map(({ id }) => clientSecretName(id))
}

const needsSecret = (provider: Provider): boolean =>
  provider.kind === 'oidc' && provider.clientAuth !== 'none'
