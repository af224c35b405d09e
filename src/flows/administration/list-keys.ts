// The key ring as the operator sees it: without the keys themselves.

import type { KeyPurpose } from '../../crypto/key-ring.ts'
import { listRingKeys } from '../../store/ring-keys.ts'
import { countSealedUnder } from '../../store/sealed-authenticators.ts'
import type { Edge } from '../edge/edge.ts'

export interface ListedKey {
  readonly id: string
  readonly purpose: KeyPurpose
  readonly createdAt: number
  readonly activeFrom: number
  /** How many secrets it seals now; null for a key that seals none. */
  readonly seals: number | null
}

export async function listKeys({ db }: Pick<Edge, 'db'>): Promise<readonly ListedKey[]> {
  const keys = await listRingKeys(db)
  return Promise.all(
    keys.map(async ({ id, purpose, createdAt, activeFrom }) => {
      const seals = purpose === 'totp-sealing' ? await countSealedUnder(db, id) : null
      return { id, purpose, createdAt, activeFrom, seals }
    }),
  )
}
