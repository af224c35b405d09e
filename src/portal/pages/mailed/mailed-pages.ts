// The pages that links in mails lead to. They are one part of the bundle, which is loaded when it is first asked for.

export * as ofForgottenPassword from './forgotten-password-answers.tsx'
export * as ofNotMe from './not-me-answers.tsx'
