// A file in the folder named by WYCHEPROOF_DIR, or null if the variable is not set (vitest.config.ts).
declare module 'wycheproof:*' {
  const file: { readonly testGroups: readonly unknown[] } | null
  export default file
}
