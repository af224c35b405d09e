// A file of the folder that WYCHEPROOF_DIR names, or null where it names none (vitest.config.ts).
declare module 'wycheproof:*' {
  const file: { readonly testGroups: readonly unknown[] } | null
  export default file
}
