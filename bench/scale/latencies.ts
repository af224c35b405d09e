// Times an action that is repeated.

import { quantile } from '../spread.ts'

export async function timeWhile(
  isEnough: (taken: number) => boolean,
  act: () => Promise<unknown>,
): Promise<number[]> {
  const taken: number[] = []
  while (!isEnough(taken.length)) {
    const began = performance.now()
    await act()
    taken.push(performance.now() - began)
  }
  return taken
}

export function describe(milliseconds: readonly number[]): string {
  const at = (share: number) => quantile(milliseconds, share).toFixed(1)
  return `${milliseconds.length} times, p50 ${at(0.5)}, p99 ${at(0.99)}, longest ${at(1)} ms`
}
