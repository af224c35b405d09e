// Says by which carriers notices go out here.

import { CARRIERS, type Carrier } from '../../core/delivery.ts'
import type { KeylessEdge } from '../edge/edge.ts'

/** Returns the carriers that are configured. */
export function carriersOf({ config, email }: KeylessEdge): Carrier[] {
  const { webhook, mailFrom } = config.notices
  const isSetUp: Record<Carrier, boolean> = {
    webhook: webhook !== null,
    email: mailFrom !== null && email !== null,
  }
  return CARRIERS.filter((carrier) => isSetUp[carrier])
}

/** Returns whether mail can be sent. */
export const sendsMail = (keyless: KeylessEdge): boolean => carriersOf(keyless).includes('email')
