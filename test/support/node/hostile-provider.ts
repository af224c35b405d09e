// Serves the hostile provider over HTTP.

import { createServer, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import {
  type HostileProviderOptions,
  makeHostileProvider,
  type HostileProvider as Provider,
  type Received,
} from '../hostile-provider.ts'
import { listenOn } from './listen.ts'
import { send } from './replies.ts'

export type { Wrong } from '../hostile-provider.ts'

export interface HostileProvider extends Provider {
  close(): Promise<void>
}

export async function startHostileProvider(
  options: Omit<HostileProviderOptions, 'issuer' | 'email'> & { readonly port: number },
): Promise<HostileProvider> {
  const { port } = options
  const provider = makeHostileProvider({
    ...options,
    issuer: `http://127.0.0.1:${port}`,
    email: `resident-${port}@acme.example`,
  })
  const server = createServer(async (request, response) => {
    await send(response, await provider.answer(await receive(request)))
  })
  return { ...provider, close: await listenOn(server, port) }
}

async function receive(request: IncomingMessage): Promise<Received> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://provider')
  const form = new URLSearchParams(await text(request))
  return { path: pathname, query: searchParams, form, authorization: request.headers.authorization }
}
