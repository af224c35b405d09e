// The fixtures of `providers.ts`, started where the edge expects them.

import { type HostileIssuer, startHostileIssuer } from './hostile-issuer.ts'
import { type HostileProvider, startHostileProvider } from './hostile-provider.ts'
import { clientOf, issuerOfTickets } from './providers.ts'
import { edgeNow, fixturePorts, portalOrigin } from './test-bed.ts'

export const startProvider = (id: 'hostile' | 'other' | 'linking'): Promise<HostileProvider> =>
  startHostileProvider({ port: fixturePorts[id], now: edgeNow, ...clientOf(id) })

export const startIssuer = (id: 'tickets' | 'tickets-plain'): Promise<HostileIssuer> =>
  startHostileIssuer({
    port: id === 'tickets' ? fixturePorts.tickets : fixturePorts.ticketsPlain,
    issuer: issuerOfTickets(id),
    audience: portalOrigin,
    now: edgeNow,
  })
