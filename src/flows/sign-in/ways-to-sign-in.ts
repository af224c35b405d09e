// Lists the sign-in methods that a page offers.

import { allowsProvider, isFederated, type Provider } from '../../core/provider.ts'
import type { Site } from '../../store/sites.ts'
import type { Edge } from '../edge/edge.ts'
import type { Session } from '../session/session.ts'
import { usesPassword } from './password.ts'

/**
 * Returns the methods that the workspace allows. If a person is proving their identity again, leaves out
 * passwords for an account without one.
 */
export async function waysToSignIn(
  edge: Edge,
  site: Pick<Site, 'allowedProviders'> | null,
  proving: Pick<Session, 'accountId'> | null,
): Promise<readonly Provider[]> {
  const taken = edge.config.providers.filter(({ id }) => allowsProvider(site?.allowedProviders ?? null, id))
  const isWithoutPassword = proving !== null && !(await usesPassword(edge, proving.accountId))
  return isWithoutPassword ? taken.filter(isFederated) : taken
}
