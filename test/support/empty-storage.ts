import { reset } from 'cloudflare:test'
import { env } from 'cloudflare:workers'

/** Files share an isolate: what the last test of one wrote may outlive the first reset of the next. */
export async function emptyStorage(): Promise<void> {
  const tables = () => env.DB.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'accounts'").first()
  do await reset()
  while ((await tables()) !== null)
}
