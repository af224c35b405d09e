import { encodeBase64url } from '../core/base64url.ts'

export const randomBytes = (length: number): Uint8Array<ArrayBuffer> =>
  crypto.getRandomValues(new Uint8Array(length))

/** 256 bits, 43 letters: cookies, codes and tokens. */
export const randomToken = (): string => encodeBase64url(randomBytes(32))

/** 128 bits, 22 letters: names of rows, which are no secrets. */
export const randomId = (): string => encodeBase64url(randomBytes(16))
