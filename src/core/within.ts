// Waiting no longer than so long for something that may never come.

export class TimedOut extends Error {
  override name = 'TimedOut'
}

/** The answer, or `TimedOut` with this message once so many milliseconds are over. What was begun may go on. */
export function within<T>(milliseconds: number, answer: Promise<T>, message: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new TimedOut(message)), milliseconds)
    answer.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
