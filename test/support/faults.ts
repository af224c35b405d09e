// The bindings D1 and KV of the tests' edge, with faults at the calls that a test names.

import type { Fault } from './fault.ts'

const LATE_MS = 400

let faults: readonly Fault[] = []
const calls = { D1: 0, KV: 0 }

/** Replaces the faults, and counts calls from zero. */
export function setFaults(next: readonly Fault[]): void {
  faults = next
  calls.D1 = 0
  calls.KV = 0
}

export const countCalls = (): Readonly<typeof calls> => ({ ...calls })

async function meet<T>(store: Fault['store'], ask: () => Promise<T>, garbage: unknown): Promise<T> {
  const call = ++calls[store]
  const fault = faults.find((each) => each.store === store && (each.call ?? call) === call)
  switch (fault?.how) {
    case undefined:
      return ask()
    case 'refused':
      throw failureOf(store, call)
    case 'lost':
      await ask()
      throw failureOf(store, call)
    case 'hanging':
      return new Promise(() => {})
    case 'late':
      await new Promise((resolve) => setTimeout(resolve, LATE_MS))
      return ask()
    case 'garbled':
      await ask()
      return garbage as T
  }
}

/** D1's errors have no common form, so each failing call uses the next of these messages. */
const D1_MESSAGES = [
  'D1_ERROR: Network connection lost.',
  'internal error; reference = 3b1fd0c0c6b8',
  'database or disk is full: SQLITE_FULL',
]

const failureOf = (store: Fault['store'], call: number) =>
  new Error(
    store === 'D1' ? D1_MESSAGES[call % D1_MESSAGES.length] : 'KV GET failed: 500 Internal Server Error',
  )

const GARBAGE_ROW = {
  account_id: 7,
  email: null,
  id: {},
  effective_at: 'soon',
  expires_at: 'never',
  role: 'king',
}

export function faultyDatabase(db: D1Database): D1Database {
  const natives = new WeakMap<object, D1PreparedStatement>()
  const wrap = (sql: string, native: D1PreparedStatement): object => {
    const wrapped = {
      statement: sql,
      bind: (...values: unknown[]) => wrap(sql, native.bind(...values)),
      first: (...column: []) => meet('D1', () => native.first(...column), GARBAGE_ROW),
      run: () => meet('D1', () => native.run(), { results: [GARBAGE_ROW], meta: {} }),
      all: () => meet('D1', () => native.all(), { results: [GARBAGE_ROW], meta: {} }),
    }
    natives.set(wrapped, native)
    return wrapped
  }
  return {
    prepare: (sql: string) => wrap(sql, db.prepare(sql)),
    batch: (statements: object[]) => {
      const batch = statements.map((each) => natives.get(each) as D1PreparedStatement)
      return meet(
        'D1',
        () => db.batch(batch),
        batch.map(() => ({ results: [GARBAGE_ROW], meta: {} })),
      )
    },
  } as unknown as D1Database
}

export function faultyNamespace(kv: KVNamespace): KVNamespace {
  const get = kv.get.bind(kv) as (...asked: unknown[]) => Promise<unknown>
  const nonsense = { readAt: Math.floor(Date.now() / 1000), value: { slug: 'acme', policy: 'none' } }
  return {
    get: (keys: string[], ...more: unknown[]) =>
      meet('KV', () => get(keys, ...more), new Map(keys.map((key) => [key, nonsense]))),
    put: (...asked: Parameters<KVNamespace['put']>) => meet('KV', () => kv.put(...asked), undefined),
    delete: (key: string) => meet('KV', () => kv.delete(key), undefined),
  } as unknown as KVNamespace
}
