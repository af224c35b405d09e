// Faults of D1 and KV, at the calls that a test names. What is refused was never done; what is lost was done, and its
// answer went astray, as when a connection breaks; what hangs is never answered.

export interface Fault {
  readonly store: 'D1' | 'KV'
  readonly how: 'refused' | 'lost' | 'hanging' | 'late' | 'garbled'
  /** Of all calls of that store from now on, the one with this number, from 1; else every one. */
  readonly call?: number
}
