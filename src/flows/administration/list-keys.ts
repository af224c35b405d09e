// Lists the key ring for the operator. Returns no key material.

import type { KeyPurpose } from '../../crypto/key-ring.ts'
import { listRingKeys } from '../../store/ring-keys.ts'
import { countSealedUnder } from '../../store/sealed-authenticators.ts'
import type { Edge } from '../edge/edge.ts'

export interface ListedKey {
  readonly id: string
  readonly purpose: KeyPurpose
  readonly createdAt: number
  readonly activeFrom: number
  /** How many secrets the key seals now. Null for a key whose purpose is not to seal. */
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
