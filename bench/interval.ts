// The median of a few measurements, and how far it can be trusted.

import { quantile } from './spread.ts'

export interface Interval {
  readonly median: number
  /** The limits between which the median of another run would lie in nine of ten cases. */
  readonly low: number
  readonly high: number
}

const RESAMPLES = 2000

/** Estimates the interval by the percentile bootstrap (Efron and Tibshirani, An Introduction to the Bootstrap, 13.3). */
export function medianOf(values: readonly number[]): Interval {
  const medians = Array.from({ length: RESAMPLES }, () => quantile(resampled(values), 0.5))
  return { median: quantile(values, 0.5), low: quantile(medians, 0.05), high: quantile(medians, 0.95) }
}

const resampled = (values: readonly number[]): number[] =>
  values.map(() => values[Math.floor(Math.random() * values.length)] ?? Number.NaN)
