// The form of one policy on the enforcement panel.

import type { Locator, Page } from 'playwright-core'
import type { PolicyKind } from '../../../src/core/policy.ts'
import { leaving } from './browser.ts'

const PATHS = {
  'second-factor': '/settings/security',
  'phishing-resistant': '/settings/security/phishing-resistant',
} as const satisfies Record<PolicyKind, string>

export const policyForm = (page: Page, kind: PolicyKind = 'second-factor'): Locator =>
  page.locator(`form[action$="${PATHS[kind]}"]`)

/** Returns the sentence about what saving would do. */
export const effectIn = (form: Locator): Locator => form.locator('output')

export const choose = async (form: Locator, isEnforced: boolean, timing?: string): Promise<void> => {
  await form.locator('[name=enforced]').setChecked(isEnforced)
  if (timing) await form.locator('[name=grace_days]').selectOption({ label: timing })
}

/** Saves the form, whatever its button says. */
export const saveOn = (form: Locator): Promise<void> =>
  leaving(form.page(), () => form.locator('[data-save]').click())
