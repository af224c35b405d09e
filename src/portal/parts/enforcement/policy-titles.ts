// The id of each policy's title on the enforcement panel. It names the form, and addresses lead to it.

import type { PolicyKind } from '../../../core/policy.ts'

export const POLICY_TITLES: Readonly<Record<PolicyKind, string>> = {
  'second-factor': 'enforcement',
  'phishing-resistant': 'passkey-requirement',
}
