// The answers about passkeys. They are loaded together, when the first of them is asked for.

export * as ofAccount from './account/passkey-answers.tsx'
export * as ofVerify from './verify-passkey-answers.ts'
