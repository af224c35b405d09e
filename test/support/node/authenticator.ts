// A phone's authenticator app, from an independent library.

import jsQR from 'jsqr'
import { type TOTP, URI } from 'otpauth'
import { PNG } from 'pngjs'
import { edgeNow } from './test-bed.ts'

export interface Authenticator {
  readonly uri: string
  /** Returns the current code, or the code that many 30-second steps away. */
  code(steps?: number): Promise<string>
}

export function authenticatorFrom(uri: string): Authenticator {
  const totp = URI.parse(uri) as TOTP
  return {
    uri,
    code: async (steps = 0) => totp.generate({ timestamp: ((await edgeNow()) + 30 * steps) * 1000 }),
  }
}

/** Reads a QR code from a picture, as a camera does. */
export function readQrCode(screenshot: Buffer): string {
  const { data, width, height } = PNG.sync.read(screenshot)
  const found = jsQR(new Uint8ClampedArray(data), width, height)
  if (!found) throw new Error('the picture has no readable QR code')
  return found.data
}
