// Waiting no longer than so long for something that may never come.

export class TimedOut extends Error {
  override name = 'TimedOut'
}

/** The answer, or `TimedOut` with this message once so many milliseconds are over. What was begun may go on. */
export async function within<T>(milliseconds: number, answer: Promise<T>, message: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimedOut(message)), milliseconds)
  })
  try {
    return await Promise.race([answer, tooLate])
  } finally {
    clearTimeout(timer)
  }
}
