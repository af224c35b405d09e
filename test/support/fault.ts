// Faults of D1 and KV at the calls that a test names. A refused call has no effect. A lost call has its
// effect, but its answer is lost, as when a connection breaks. A hanging call is never answered.

export interface Fault {
  readonly store: 'D1' | 'KV'
  readonly how: 'refused' | 'lost' | 'hanging' | 'late' | 'garbled'
  /** The number of the call to that store, from 1. Without it, every call fails. */
  readonly call?: number
}
