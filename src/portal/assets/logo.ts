// The platform's own logo, as the build has it. The operator chose it; a browser that opens it alone runs nothing in it.

import { builtLogoBase64, builtLogoType } from '../../core/built-logo.ts'

/** An SVG may style its own shapes. It may load nothing, and run no script. */
export const LOGO_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

export interface LogoFile {
  readonly type: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

let decoded: LogoFile | null = null

export function builtLogo(): LogoFile | null {
  const type = builtLogoType()
  if (type === null) return null
  decoded ??= { type, bytes: Uint8Array.from(atob(builtLogoBase64()), (char) => char.charCodeAt(0)) }
  return decoded
}
