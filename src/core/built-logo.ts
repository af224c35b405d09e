// The file of BRAND_LOGO, which the build puts in the place of these two names (wrangler's `define`; scripts/brand-logo.ts).
// The gate asks only whether it is there, so its own bundle has none of the bytes.

declare const BRAND_LOGO_TYPE: string | undefined
declare const BRAND_LOGO_BASE64: string | undefined

export const builtLogoType = (): string | null =>
  typeof BRAND_LOGO_TYPE === 'undefined' ? null : BRAND_LOGO_TYPE

export const builtLogoBase64 = (): string =>
  typeof BRAND_LOGO_BASE64 === 'undefined' ? '' : BRAND_LOGO_BASE64
