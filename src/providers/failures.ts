// Documents of providers that could not be had a moment ago: they are not asked for again at once. Anybody can make the
// edge want one, and a provider that is down would otherwise be asked by every visitor, each of whom waits for it.

const COOLDOWN_SECONDS = 10

// Plain values, and no promise: one request may not wait for what another fetches. By address, of which the
// configuration has a few.
const failures = new Map<string, { readonly at: number; readonly detail: string }>()

/** Why the document at `address` could not be had, within the last ten seconds; else null. */
export function recentFailure(address: string, now: number): string | null {
  const known = failures.get(address)
  return known && known.at <= now && now < known.at + COOLDOWN_SECONDS ? known.detail : null
}

export function rememberFailure(address: string, detail: string, now: number): void {
  failures.set(address, { at: now, detail })
}
