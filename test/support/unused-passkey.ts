// Passkeys as rows, for tests in which nobody uses them.

import { env } from 'cloudflare:workers'
import { NOW } from './rows.ts'

/** Gives an account a passkey. No authenticator has its key. */
export async function addPasskeyRow(accountId: string): Promise<void> {
  const id = `passkey of ${accountId}`
  await env.DB.prepare(
    `INSERT INTO passkeys (id, account_id, credential_id, public_key, rp_id, name, sign_count, is_backup_eligible,
       is_backed_up, transports, created_at)
     VALUES (?1, ?2, ?1, 'a key', 'auth.example', 'Key', 0, 0, 0, '[]', ?3)`,
  )
    .bind(id, accountId, NOW)
    .run()
}
