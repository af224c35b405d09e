// The ways in that a sign-in page offers.

import { allowsProvider, isFederated, type Provider } from '../../core/provider.ts'
import type { Site } from '../../store/sites.ts'
import type { Edge } from '../edge/edge.ts'
import type { Session } from '../session/session.ts'
import { usesPassword } from './password.ts'

/** Those that the workspace takes; for somebody who proves once more who they are, without a password that they don't have. */
export async function waysToSignIn(
  edge: Edge,
  site: Pick<Site, 'allowedProviders'> | null,
  proving: Pick<Session, 'accountId'> | null,
): Promise<readonly Provider[]> {
  const taken = edge.config.providers.filter(({ id }) => allowsProvider(site?.allowedProviders ?? null, id))
  const isWithoutPassword = proving !== null && !(await usesPassword(edge, proving.accountId))
  return isWithoutPassword ? taken.filter(isFederated) : taken
}
