// Says why a sign-in at a provider failed. `code` is for the person. `detail` is for the log: a short word of
// Sallyport or the library, never text from the provider.

export interface ProviderRefusal {
  readonly code: 'cancelled' | 'unavailable' | 'not-completed' | 'not-fresh' | 'throttled'
  readonly detail: string
}

export const notCompleted = (detail: string): ProviderRefusal => ({ code: 'not-completed', detail })
