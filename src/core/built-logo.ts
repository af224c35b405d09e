// Returns the logo that the build embeds for BRAND_LOGO (wrangler's `define`; scripts/brand-logo.ts). The
// gate asks only whether there is a logo, so its bundle does not contain the bytes.

declare const BRAND_LOGO_TYPE: string | undefined
declare const BRAND_LOGO_BASE64: string | undefined

/** Returns the logo's media type, or null if the build has no logo. */
export const builtLogoType = (): string | null =>
  typeof BRAND_LOGO_TYPE === 'undefined' ? null : BRAND_LOGO_TYPE

/** Returns the logo's bytes in base64, or an empty string if the build has no logo. */
export const builtLogoBase64 = (): string =>
  typeof BRAND_LOGO_BASE64 === 'undefined' ? '' : BRAND_LOGO_BASE64
