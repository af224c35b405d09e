// The answers about passkeys. They are one part of the bundle, which is loaded when it is first asked for.

export * as ofAccount from './account/passkey-answers.tsx'
export * as ofVerify from './verify-passkey-answers.ts'
