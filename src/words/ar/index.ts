import type { Words } from '../words.ts'
import { access, ruleForm } from './access.ts'
import { account, password, sessions, waysIn } from './account.ts'
import { allowedWays, members, tokens } from './administration.ts'
import { appearance } from './appearance.ts'
import { audit } from './audit.ts'
import { enforcementPanel } from './enforcement-panel.ts'
import { authenticator, recoveryCodes } from './enrolment.ts'
import { enter } from './enter.ts'
import { layout, settings } from './layout.ts'
import { notices } from './notices.ts'
import { outside } from './outside.ts'
import { policyNotices } from './policy-notices.ts'
import { problems } from './problems.ts'
import { serviceTokens } from './service-tokens.ts'
import { providerRefusals, signIn, signOut } from './sign-in.ts'
import { codeRefusals, verify } from './verify.ts'
import { enforcement, policyEffects, workspaces } from './workspaces.ts'
import { write } from './write.ts'

export const ar: Words = {
  ...outside,
  write,
  loadAppCheck: async () => (await import('./app-check.ts')).appCheck,
  loadMail: async () => (await import('./mail.ts')).mail,
  loadAddress: async () => (await import('./address.ts')).address,
  loadRecovery: async () => (await import('./recovery.ts')).recovery,
  loadPasskeys: async () => (await import('./passkeys.ts')).passkeys,
  loadInvitations: async () => (await import('./invitations.ts')).invitations,
  loadPasskeyPolicy: async () => (await import('./passkey-policy.ts')).passkeyPolicy,
  loadMailedPages: async () => (await import('./mailed-pages.ts')).mailedPages,
  loadExtension: async () => (await import('./extension.ts')).extension,
  layout,
  problems,
  settings,
  signIn,
  signOut,
  providerRefusals,
  verify,
  codeRefusals,
  enter,
  account,
  waysIn,
  sessions,
  password,
  authenticator,
  recoveryCodes,
  workspaces,
  enforcement,
  policyEffects,
  enforcementPanel,
  members,
  allowedWays,
  appearance,
  tokens,
  access,
  ruleForm,
  serviceTokens,
  audit,
  notices,
  policyNotices,
}
