// The platform's own logo, which the build contains. It may be an SVG, so LOGO_POLICY keeps its scripts from
// running.

import { builtLogoBase64, builtLogoType } from '../../core/built-logo.ts'

/**
 * An SVG may style its own shapes, but must not load anything or run a script. Otherwise a logo that is
 * opened on its own could act as the person in front of the portal.
 */
export const LOGO_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

export interface LogoFile {
  readonly type: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

let decoded: LogoFile | null = null

/** Returns the logo; null if the operator set none. */
export function builtLogo(): LogoFile | null {
  const type = builtLogoType()
  if (type === null) return null
  decoded ??= { type, bytes: Uint8Array.from(atob(builtLogoBase64()), (char) => char.charCodeAt(0)) }
  return decoded
}
