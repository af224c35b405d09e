// How long something takes, over and over.

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
  const sorted = [...milliseconds].sort((a, b) => a - b)
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1)
  return `${sorted.length} times, p50 ${at(0.5)}, p99 ${at(0.99)}, longest ${at(1)} ms`
}
