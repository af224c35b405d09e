// The id of each policy's title on the enforcement panel. The form is labelled by it, and links end with it.

import type { PolicyKind } from '../../../core/policy.ts'

export const POLICY_TITLES: Readonly<Record<PolicyKind, string>> = {
  'second-factor': 'enforcement',
  'phishing-resistant': 'passkey-requirement',
}
