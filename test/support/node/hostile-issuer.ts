// Serves the hostile login service over HTTP.

import { createServer } from 'node:http'
import {
  type HostileIssuerOptions,
  type HostileIssuer as Issuer,
  makeHostileIssuer,
} from '../hostile-issuer.ts'
import { listenOn } from './listen.ts'
import { send } from './replies.ts'

export type { WrongTicket } from '../hostile-issuer.ts'

export interface HostileIssuer extends Issuer {
  close(): Promise<void>
}

export async function startHostileIssuer(
  options: Omit<HostileIssuerOptions, 'email'> & { readonly port: number },
): Promise<HostileIssuer> {
  const issuer = makeHostileIssuer({ ...options, email: `ticket-${options.port}@acme.example` })
  const server = createServer((request, response) =>
    send(response, issuer.answer({ path: request.url ?? '' })),
  )
  return { ...issuer, close: await listenOn(server, options.port) }
}
