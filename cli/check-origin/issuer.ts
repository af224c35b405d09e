// Plays the issuer on this machine: serves a key set at the address that the origin takes for its portal.

import { once } from 'node:events'
import { createServer } from 'node:http'
import { isLoopbackHost } from '../../src/core/workspace.ts'
import { Failure, misused } from '../failure.ts'
import type { KeyPair } from './assertions.ts'

export interface Issuer {
  /** Whether somebody has fetched the keys. */
  isAsked(): boolean
  close(): Promise<void>
}

/** `issuer` is a web origin on this machine, with a port. */
export async function startIssuer(issuer: string, { publicJwk }: KeyPair): Promise<Issuer> {
  const { protocol, hostname, port } = new URL(issuer)
  if (protocol !== 'http:' || !isLoopbackHost(hostname))
    throw misused(
      `${issuer} is not on this machine. Start the origin with an --issuer such as http://127.0.0.1:9901, or use --live.`,
    )
  let isAsked = false
  const answers: Readonly<Record<string, object>> = {
    '/.well-known/jwks.json': { keys: [publicJwk] },
    '/.well-known/openid-configuration': {
      issuer,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
      id_token_signing_alg_values_supported: ['ES256'],
    },
  }
  const server = createServer((req, res) => {
    const answer = Object.hasOwn(answers, req.url ?? '') ? answers[req.url ?? ''] : undefined
    isAsked ||= req.url === '/.well-known/jwks.json'
    res.writeHead(answer ? 200 : 404, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    res.end(JSON.stringify(answer ?? {}))
  })
  server.listen(Number(port || 80), hostname === '[::1]' ? '::1' : '127.0.0.1')
  await once(server, 'listening').catch(({ code }: NodeJS.ErrnoException) => {
    throw new Failure(`Could not listen at ${issuer} (${code}). Stop what runs there, or use --live.`, {
      code: 'issuer_address',
    })
  })
  return {
    isAsked: () => isAsked,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
