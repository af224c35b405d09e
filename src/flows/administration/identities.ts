// Lists the identities of an account for the operator.

import type { Account } from '../../store/accounts.ts'
import { type Identity, listIdentitiesOf } from '../../store/identities.ts'
import type { Edge } from '../edge/edge.ts'

export type { Identity } from '../../store/identities.ts'

export const listIdentities = (
  { db }: Pick<Edge, 'db'>,
  { id }: Pick<Account, 'id'>,
): Promise<readonly Identity[]> => listIdentitiesOf(db, id)
