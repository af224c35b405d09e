// The secrets as wrangler takes them: in a file, which is there no longer than the upload, however that ends.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** `upload` is given wrangler's flags for it: none where there are no secrets to send. */
export async function withSecretsFile(
  secrets: Record<string, string> | null,
  upload: (flags: readonly string[]) => Promise<void>,
): Promise<void> {
  if (!secrets) return upload([])
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  let stoppedBy: NodeJS.Signals | null = null
  // Gone at once, as SIGKILL may follow. Wrangler, which gets Ctrl-C itself, is waited for; without the file it sends no more.
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
