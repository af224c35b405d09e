// Starts the two services that check a first factor outside the portal, and makes the edge's configuration
// for them.

import { randomBytes } from 'node:crypto'
import { NORTHWIND, PLATFORM } from './cast.ts'
import { startLoginService } from './login-service.ts'
import { startOpenIdProvider } from './openid-provider.ts'
import { pickPort } from './ports.ts'

export interface FirstFactors {
  /** Variables for the edge. */
  readonly vars: Readonly<Record<string, string>>
  readonly northwindUrl: string
  readonly platformUrl: string
  close(): Promise<void>
}

/** Starts both services, on `firstPort` and the next port if these are free. */
export async function startFirstFactors(
  { portal, brand }: { portal: string; brand: string },
  firstPort: number,
): Promise<FirstFactors> {
  // A new secret for each start. Only the edge and the provider know it.
  const clientSecret = randomBytes(32).toString('base64url')
  const northwind = await startOpenIdProvider({
    name: NORTHWIND.label,
    brand,
    people: NORTHWIND.people,
    port: await pickPort(firstPort),
    clients: [
      {
        id: 'sallyport',
        secret: clientSecret,
        redirectUris: [`${portal}/sign-in/callback/${NORTHWIND.id}`],
        postLogoutRedirectUris: [`${portal}/sign-out`],
      },
    ],
  })
  const platform = await startLoginService({
    name: PLATFORM.label,
    brand,
    people: PLATFORM.people,
    port: await pickPort(firstPort + 1),
    portal,
    provider: PLATFORM.id,
  })
  const providers = [
    { id: 'password', kind: 'password' },
    {
      id: NORTHWIND.id,
      kind: 'oidc',
      label: NORTHWIND.label,
      issuer: northwind.issuer,
      client_id: 'sallyport',
      trust_email: true,
      provision: true,
      trust_amr: true,
    },
    {
      id: PLATFORM.id,
      kind: 'ticket',
      label: PLATFORM.label,
      issuer: platform.issuer,
      login_url: platform.loginUrl,
      jwks_uri: platform.jwksUri,
      trust_email: true,
    },
  ]
  return {
    vars: { PROVIDERS: JSON.stringify(providers), CLIENT_SECRET_NORTHWIND: clientSecret },
    northwindUrl: northwind.issuer,
    platformUrl: platform.issuer,
    close: async () => void (await Promise.allSettled([northwind.close(), platform.close()])),
  }
}
