// Waits for a promise that may never settle.

/** Thrown if a promise did not settle in time. */
export class TimedOut extends Error {
  override name = 'TimedOut'
}

/**
 * Returns the promise's result. Rejects with `TimedOut` and this message after `milliseconds`. Does not
 * cancel the work.
 */
export function within<T>(milliseconds: number, answer: Promise<T>, message: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new TimedOut(message)), milliseconds)
    answer.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
