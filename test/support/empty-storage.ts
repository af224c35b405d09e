import { reset } from 'cloudflare:test'
import { env } from 'cloudflare:workers'

/**
 * Empties the storage. Test files share an isolate, so a late write of the previous file can arrive after the
 * first reset.
 */
export async function emptyStorage(): Promise<void> {
  const tables = () => env.DB.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'accounts'").first()
  do await reset()
  while ((await tables()) !== null)
}
