// Recognises an origin's demand for a newer second factor: the step-up challenge of RFC 9470.

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

function readDemand(params: ReadonlyMap<string, string>): StepUpDemand | null {
  const classes = params.get('acr_values')
  // The portal can't prove another class. Otherwise the person would be sent there for nothing.
  if (classes !== undefined && !classes.split(' ').includes('aal2')) return null
  const age = params.get('max_age')
  if (age === undefined) return { maxAge: null }
  const maxAge = parseMaxAge(age)
  return maxAge === null ? null : { maxAge }
}

/** Returns a `max_age` in seconds, or null if it is not a number from 0 to a day. */
export const parseMaxAge = (text: string | null | undefined): number | null =>
  /^\d{1,5}$/.test(text ?? '') && Number(text) <= STEP_UP_MAX_AGE_SECONDS ? Number(text) : null

/** Returns whether a second factor meets the demand. Times are in Unix seconds. */
export function meetsStepUp(provedAt: number | undefined, { maxAge }: StepUpDemand, now: number): boolean {
  if (provedAt === undefined) return false
  return maxAge === null || provedAt >= now - maxAge - STEP_UP_LEEWAY_SECONDS
}
