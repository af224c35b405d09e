// Work that goes on after an answer. The next test waits for it: otherwise a late write would reach the storage
// of another test.

const pending = new Set<Promise<unknown>>()

export function defer(work: Promise<unknown>): void {
  const settled = work.catch(() => undefined).finally(() => pending.delete(settled))
  pending.add(settled)
}

export async function settleDeferred(): Promise<void> {
  while (pending.size > 0) await Promise.all(pending)
}

/** A request's context. What goes on after the answer is waited for before the next test. */
export const makeContext = (): ExecutionContext =>
  ({ waitUntil: defer, passThroughOnException() {} }) as unknown as ExecutionContext
