// Makes random bytes, secrets and ids from the platform's cryptographic random source.

import { encodeBase64url } from '../core/base64url.ts'

/** Returns `length` random bytes. */
export const randomBytes = (length: number): Uint8Array<ArrayBuffer> =>
  crypto.getRandomValues(new Uint8Array(length))

/** Returns a secret for a cookie, code or token: 256 bits in 43 characters of base64url. */
export const randomToken = (): string => encodeBase64url(randomBytes(32))

/**
 * Returns the id of a row: 128 bits in 22 characters of base64url. Ids are unique, but they are not secrets.
 */
export const randomId = (): string => encodeBase64url(randomBytes(16))
