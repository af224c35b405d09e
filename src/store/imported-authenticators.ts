// Writes the authenticator apps that people used elsewhere, and that the operator imports (decision 0058).

import type { TotpSettings } from '../core/totp.ts'
import type { Sealed } from '../crypto/seal.ts'
import type { Condition } from './condition.ts'

// Holds for an imported app of which no code was accepted yet. The columns are those of `authenticators`.
export const IS_UNUSED_IMPORT = '(imported_at IS NOT NULL AND is_unused = 1)'

export interface ImportedAuthenticator extends TotpSettings {
  readonly id: string
  readonly accountId: string
  readonly sealedSecret: Sealed
  /** The step at the import, in the app's own period. It counts as used. */
  readonly lastStep: number
}

/**
 * Adds an imported app, and so enrols the account. Does nothing if the account is gone or has a second factor.
 * Otherwise an import could exchange the app that its owner set up meanwhile.
 */
export function importAuthenticator(
  db: D1Database,
  app: ImportedAuthenticator,
  now: number,
): D1PreparedStatement {
  const { id, accountId, sealedSecret, lastStep, algorithm, digits, period } = app
  return db
    .prepare(
      `INSERT INTO authenticators (account_id, id, sealed_secret, confirmed_at, last_step, algorithm, digits, period, imported_at)
       SELECT a.id, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?4 FROM accounts a WHERE a.id = ?1 AND a.enrolled_at IS NULL
       ON CONFLICT DO NOTHING`,
    )
    .bind(accountId, id, sealedSecret, now, lastStep, algorithm, digits, period)
}

/** Holds if the account's app is the one with this id. */
export const isAppOf = ({ accountId, id }: Pick<ImportedAuthenticator, 'accountId' | 'id'>): Condition => ({
  sql: 'EXISTS (SELECT 1 FROM authenticators WHERE account_id = ? AND id = ?)',
  values: [accountId, id],
})
