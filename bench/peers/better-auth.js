// A peer for comparison: better-auth in Node with its cookie cache, in front of the same origin, as its users
// would run it.

import { Agent, request as ask, createServer } from 'node:http'
import { DatabaseSync } from 'node:sqlite'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { toNodeHandler } from 'better-auth/node'

const originPort = Number(process.argv[2])
const options = {
  baseURL: 'http://127.0.0.1',
  secret: 'a secret of the benchmarks, long enough',
  database: new DatabaseSync(':memory:'),
  emailAndPassword: { enabled: true },
  rateLimit: { enabled: false },
  session: { cookieCache: { enabled: true, maxAge: 3600 } },
  telemetry: { enabled: false },
}
const { runMigrations } = await getMigrations(options)
await runMigrations()
const auth = betterAuth(options)
const handle = toNodeHandler(auth)
const agent = new Agent({ keepAlive: true })

const server = createServer(async (incoming, outgoing) => {
  if (incoming.url?.startsWith('/api/auth/')) return handle(incoming, outgoing)
  const session = await auth.api.getSession({
    headers: new Headers({ cookie: incoming.headers.cookie ?? '' }),
  })
  if (!session) return outgoing.writeHead(401).end()
  const { method, url: path, headers } = incoming
  const onward = ask({ host: '127.0.0.1', port: originPort, path, method, headers, agent }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(outgoing)
  })
  onward.on('error', () => outgoing.writeHead(502).end())
  incoming.pipe(onward)
})
server.listen(0, '127.0.0.1', () => process.send?.(server.address().port))
process.on('disconnect', () => process.exit())
