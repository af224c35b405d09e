// Reads claims of a verified assertion, of a person or a service.

export type Claims = Readonly<Record<string, unknown>>

/** What the workspace requires of this person. Times are Unix seconds. The edge enforces it. */
export type Enforcement = Policy & {
  /** The methods of which the second factor must be one. Absent if any will do. More methods may be added. */
  readonly requires?: readonly string[]
  /** Gives this person more time, until then. Absent if nobody has granted it. */
  readonly extension?: { readonly until: number }
}

type Policy =
  | { readonly state: 'off' }
  | { readonly state: 'scheduled' | 'in_effect'; readonly effectiveAt: number }

export function parseEnforcement(claim: unknown): Enforcement | null {
  if (!isObject(claim)) return null
  const { requires } = claim
  const policy = parsePolicy(claim)
  const extension = claim.extension === undefined ? undefined : parseExtension(claim.extension)
  if (!policy || extension === null) return null
  if (requires !== undefined && !isListOfTexts(requires)) return null
  return { ...policy, ...(requires && { requires }), ...(extension && { extension }) }
}

const isListOfTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText)

const parseExtension = (claim: unknown): { readonly until: number } | null =>
  isObject(claim) && isTime(claim.until) ? { until: claim.until } : null

function parsePolicy({ state, effective_at: effectiveAt }: Claims): Policy | null {
  if (state === 'off') return { state }
  if (state !== 'scheduled' && state !== 'in_effect') return null
  return isTime(effectiveAt) ? { state, effectiveAt } : null
}

export const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
export const isTime = (value: unknown): value is number => Number.isSafeInteger(value)
export const isObject = (value: unknown): value is Claims => typeof value === 'object' && value !== null
