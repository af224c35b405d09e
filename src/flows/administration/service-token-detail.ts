// Writes the scope of a service token for the audit log, whose details are plain values.

import type { ServiceScope } from '../../core/service-scope.ts'

/** Returns the given parts of a scope, each as one text. `networks` is `any` if the token works from any network. */
export const scopeDetail = ({ paths, methods, networks }: Partial<ServiceScope>) => ({
  ...(paths && { paths: paths.join(' ') }),
  ...(methods && { methods: methods.join(' ') }),
  ...(networks !== undefined && { networks: networks?.join(' ') ?? 'any' }),
})
