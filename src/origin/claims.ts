// Reads claims of a verified assertion, of a person or a service.

export type Claims = Readonly<Record<string, unknown>>

/** The workspace's policy. `effectiveAt` is in Unix seconds. */
export type Enforcement =
  | { readonly state: 'off' }
  | { readonly state: 'scheduled' | 'in_effect'; readonly effectiveAt: number }

export function parseEnforcement(claim: unknown): Enforcement | null {
  if (!isObject(claim)) return null
  const { state, effective_at: effectiveAt } = claim
  if (state === 'off') return { state }
  if (state !== 'scheduled' && state !== 'in_effect') return null
  return isTime(effectiveAt) ? { state, effectiveAt } : null
}

export const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
export const isTime = (value: unknown): value is number => Number.isSafeInteger(value)
export const isObject = (value: unknown): value is Claims => typeof value === 'object' && value !== null
