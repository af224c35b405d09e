// The variable PROVIDERS of a deployment, by the Worker's own reading: a mistake in it would stop everybody. And which
// secrets the variables want beside them.

import { unstable_readConfig as readConfig } from 'wrangler'
import { Failure } from '../demo/failure.ts'
import type { Provider } from '../src/core/provider.ts'
import { clientSecretName, parseProviders } from '../src/core/provider-config.ts'

/** The secrets that this configuration needs, beside the two that every one needs. */
export function findRequiredSecrets(configPath: string, portalOrigin: string): string[] {
  const { NOTICE_WEBHOOK_URL: webhook } = readConfig({ config: configPath }).vars
  return [...requireProviders(configPath, portalOrigin), ...(webhook ? ['NOTICE_WEBHOOK_SECRET'] : [])]
}

/** The secrets that the providers of this configuration need. Throws a `Failure` that names each field that is wrong. */
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
