// Reads a request's headers in one pass, because each call into the platform costs more than a decision.

import { isDropped } from './dropped-headers.ts'
import { TOKEN_HEADER } from './service-credentials.ts'

export interface ReceivedHeaders {
  /**
   * The headers that are not always dropped, by their names in lower case. It has no prototype, so that `__proto__` is
   * a header like any other.
   */
  readonly passing: Record<string, string>
  /** True if `Sallyport-Token` is there, which is always dropped. */
  readonly hasServiceToken: boolean
  /** False if a value is not UTF-8. The platform then has replaced bytes in it. */
  readonly isReadable: boolean
}

/** The character that the platform puts in place of bytes that are not UTF-8. */
const UNREADABLE = '\ufffd'

export function receiveHeaders(headers: Headers): ReceivedHeaders {
  const passing: Record<string, string> = Object.create(null)
  let hasServiceToken = false
  let isReadable = true
  for (const [name, value] of headers) {
    if (isDropped(name)) {
      if (name === TOKEN_HEADER) hasServiceToken = true
      continue
    }
    passing[name] = value
    if (value.includes(UNREADABLE)) isReadable = false
  }
  return { passing, hasServiceToken, isReadable }
}
