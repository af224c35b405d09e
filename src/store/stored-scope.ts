// Reads the scope of a service token, as `credentials` stores it.

import type { ServiceScope } from '../core/service-scope.ts'

/** Returns a scope that the store's own writers stored. Throws for any other text, so that nothing opens. */
export function parseScope(text: string): ServiceScope {
  const { paths, methods, networks } = JSON.parse(text) as Partial<ServiceScope>
  if (!Array.isArray(paths) || !Array.isArray(methods))
    throw new Error('the scope of a service token is damaged')
  return { paths, methods, networks: networks ?? null }
}
