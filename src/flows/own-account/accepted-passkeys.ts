// Lists which passkeys of an account still work, in the form that browsers pass on to password managers
// (PublicKeyCredential.signalAllAcceptedCredentials).

import { listAll } from '../../store/batch.ts'
import { selectDescriptors } from '../../store/passkeys.ts'
import type { Edge } from '../edge/edge.ts'
import { rpIdOf, userHandleOf } from '../edge/relying-party.ts'
import type { Session } from '../session/session.ts'

/** AllAcceptedCredentialsOptions (WebAuthn Level 3, section 5.1.10). Ids are base64url. */
export interface AcceptedPasskeys {
  readonly rpId: string
  readonly userId: string
  readonly allAcceptedCredentialIds: readonly string[]
}

export async function acceptedPasskeys(edge: Edge, { accountId }: Session): Promise<AcceptedPasskeys> {
  const rpId = rpIdOf(edge)
  const accepted = await listAll(edge.db, selectDescriptors(edge.db, { accountId }, rpId))
  return {
    rpId,
    userId: await userHandleOf(edge, accountId),
    allAcceptedCredentialIds: accepted.map(({ id }) => id),
  }
}
