// Passes the secrets to wrangler in a file, and deletes the file however the upload ends.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Runs `upload` with wrangler's flags for the secrets; no flags if there are no secrets to send. */
export async function withSecretsFile(
  secrets: Record<string, string> | null,
  upload: (flags: readonly string[]) => Promise<void>,
): Promise<void> {
  if (!secrets) return upload([])
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  let stoppedBy: NodeJS.Signals | null = null
  // Deletes the file at once, because SIGKILL may follow. Wrangler gets Ctrl-C itself, so the upload is still
  // waited for. Without the file, wrangler sends nothing more.
  const stop = (signal: NodeJS.Signals) => {
    stoppedBy = signal
    remove()
  }
  for (const signal of SIGNALS) process.on(signal, stop)
  try {
    const file = join(folder, 'secrets.json')
    writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 })
    await upload(['--secrets-file', file])
  } finally {
    remove()
    for (const signal of SIGNALS) process.removeListener(signal, stop)
    if (stoppedBy) process.kill(process.pid, stoppedBy)
  }
}
