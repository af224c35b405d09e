// Demands for a newer or a stronger second factor, and the step-up challenge of RFC 9470 by which an origin makes
// one.

import { isPhishingResistant } from './assurance.ts'
import { parseChallenges } from './www-authenticate.ts'

/** The longest age that a demand may name, in seconds. The portal accepts the same. */
export const STEP_UP_MAX_AGE_SECONDS = 86_400

/**
 * Added to the demanded age, in seconds. Otherwise the way back from the portal could take longer than an
 * origin allows, and the person would be asked again.
 */
export const STEP_UP_LEEWAY_SECONDS = 5

export interface StepUpDemand {
  /** The second factor must be at most this old, in seconds. Null if any age will do. */
  readonly maxAge: number | null
  /** Null if any method will do. A trusted provider's key counts as a passkey. */
  readonly methods: readonly ['passkey'] | null
}

/** The claims of a pass about its second factor. Times are in Unix seconds. */
export interface SecondFactorClaims {
  readonly mfa_time?: number | undefined
  readonly mfa_method?: string | undefined
  readonly amr: readonly string[]
}

/** The reason why a second factor does not meet a demand. */
export type Shortfall =
  | 'enrollment-required' // no second factor was proved, because the person has not enrolled
  | 'second-factor-too-weak'
  | 'second-factor-too-old'

/** Returns what is missing first, or null if the claims meet the demand. `now` is in Unix seconds. */
export function findShortfall(
  { maxAge, methods }: StepUpDemand,
  { mfa_time: provedAt, mfa_method: method, amr }: SecondFactorClaims,
  now: number,
): Shortfall | null {
  if (provedAt === undefined) return 'enrollment-required'
  if (methods && !isPhishingResistant({ method: method ?? null, amr })) return 'second-factor-too-weak'
  return maxAge === null || provedAt >= now - maxAge - STEP_UP_LEEWAY_SECONDS ? null : 'second-factor-too-old'
}

/**
 * Returns what a WWW-Authenticate header demands of the second factor, or null if it demands nothing that the
 * portal can meet. Uses the first Bearer challenge that it can meet.
 */
export function findStepUpDemand(wwwAuthenticate: string): StepUpDemand | null {
  for (const { scheme, params } of parseChallenges(wwwAuthenticate)) {
    if (scheme !== 'bearer' || params.get('error') !== 'insufficient_user_authentication') continue
    const demand = readDemand(params)
    if (demand) return demand
  }
  return null
}

/** The class of a proof that can't be phished (OpenID Connect EAP ACR Values 1.0). */
export const PHISHING_RESISTANT_ACR = 'phr'

function readDemand(params: ReadonlyMap<string, string>): StepUpDemand | null {
  // One of the classes is enough (RFC 9470, section 3). So a passkey is demanded only where `aal2` is not listed.
  const classes = params.get('acr_values')?.split(' ') ?? ['aal2']
  const isAnyEnough = classes.includes('aal2')
  // The portal can't prove another class. Otherwise the person would be sent there for nothing.
  if (!isAnyEnough && !classes.includes(PHISHING_RESISTANT_ACR)) return null
  const methods = isAnyEnough ? null : (['passkey'] as const)
  const age = params.get('max_age')
  if (age === undefined) return { maxAge: null, methods }
  const maxAge = parseMaxAge(age)
  return maxAge === null ? null : { maxAge, methods }
}

/** Returns a `max_age` in seconds, or null if it is not a number from 0 to a day. */
export const parseMaxAge = (text: string | null | undefined): number | null =>
  /^\d{1,5}$/.test(text ?? '') && Number(text) <= STEP_UP_MAX_AGE_SECONDS ? Number(text) : null
