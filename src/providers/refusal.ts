// Why an arrival from a provider goes no further. `code` is for the person, `detail` for the log: a short word of ours or
// of the library's, never anything that the provider wrote.

export interface ProviderRefusal {
  readonly code: 'cancelled' | 'unavailable' | 'not-completed' | 'not-fresh' | 'throttled'
  readonly detail: string
}

export const notCompleted = (detail: string): ProviderRefusal => ({ code: 'not-completed', detail })
