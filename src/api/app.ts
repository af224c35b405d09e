// The JSON API under /api/v1, its OpenAPI description and the readable page of it.
//
// The order of the guards matters. Each one may rely on those above it.

import { OpenAPIHono } from '@hono/zod-openapi'
import { HTTPException } from 'hono/http-exception'
import type { Config } from '../config.ts'
import { OUR_NAME } from '../core/brand.ts'
import { answerEarly, isReading, listMethods, type MethodTable } from '../http/methods.ts'
import { answerProgram } from '../refusals/answer-inside.ts'
import { accounts } from './accounts.ts'
import { appearance } from './appearance.ts'
import { audit } from './audit.ts'
import { authenticators } from './authenticators.ts'
import {
  type ApiEnv,
  allowImage,
  allowNoBody,
  readJson,
  requireBearer,
  requireEnrolledMaker,
  requireOperator,
  requireWorkspace,
} from './context.ts'
import { docsPage } from './docs.tsx'
import { edge } from './edge.ts'
import { extensions } from './extensions.ts'
import { identities } from './identities.ts'
import { invitations } from './invitations.ts'
import { keys } from './keys.ts'
import { members } from './members.ts'
import { notices } from './notices.ts'
import { policy } from './policy.ts'
import { providers } from './providers.ts'
import { recoveries } from './recoveries.ts'
import { rules } from './rules.ts'
import { secondFactors } from './second-factors.ts'
import { serviceTokens } from './service-tokens.ts'
import { tokens } from './tokens.ts'
import { workspaces } from './workspaces.ts'

const BASE = '/api/v1'

export const api = new OpenAPIHono<ApiEnv>()

api.use(async (c, next) => {
  await next()
  c.header('cache-control', c.res.headers.get('cache-control') ?? 'no-store')
  c.header('x-content-type-options', 'nosniff')
})
// Answers unknown methods before the guards, because the methods of a path are no secret. The table is built
// on the first request, when all routes are known.
let methodsAt: MethodTable | null = null
api.use((c, next) => {
  methodsAt ??= listMethods(api.routes)
  const answer = answerEarly(c.req, methodsAt, answerProgram)
  return answer ? Promise.resolve(answer) : next()
})
// The first pattern that matches reads the bearer. With a slug in the path, it reads the workspace in the
// same round trip.
for (const path of ['/workspaces/:slug/*', '/*']) api.use(BASE + path, requireBearer)
api.use(`${BASE}/accounts/*`, requireOperator)
api.use(`${BASE}/notices/*`, requireOperator)
// Only the operator may change or delete a workspace. Its own tokens may read it and use everything below it.
api.use(`${BASE}/workspaces/:slug/*`, (c, next) => {
  const isTheWorkspaceItself = c.req.path === `${BASE}/workspaces/${c.req.param('slug')}`
  return isTheWorkspaceItself && !isReading(c.req.method)
    ? requireOperator(c, next)
    : requireWorkspace(c, next)
})
for (const path of ['/workspaces', '/workspaces/:slug/*']) api.use(BASE + path, requireEnrolledMaker)
// Each list of names is recorded in the audit log. A HEAD lists none, so it is answered here.
api.use(`${BASE}/workspaces/:slug/members`, (c, next) =>
  c.req.method === 'HEAD' ? Promise.resolve(c.json(null)) : next(),
)
api.on('DELETE', `${BASE}/*`, allowNoBody)
api.on('POST', `${BASE}/notices/dead-letters/:id/retry`, allowNoBody)
api.on('POST', `${BASE}/workspaces/:slug/invitations/:id/resend`, allowNoBody)
api.on('PUT', `${BASE}/workspaces/:slug/logo`, allowImage)
api.use(`${BASE}/*`, readJson)
for (const group of [
  accounts,
  authenticators,
  identities,
  secondFactors,
  recoveries,
  providers,
  workspaces,
  edge,
  policy,
  rules,
  appearance,
  members,
  invitations,
  extensions,
  tokens,
  serviceTokens,
  audit,
  keys,
  notices,
]) {
  api.route(BASE, group)
}

api.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
  type: 'http',
  scheme: 'bearer',
  description:
    'The operator’s token, or a workspace’s token (`spt_…`), which works for that workspace only. `x-token` says which token a call accepts: `operator`, or `workspace` for both',
})

const DESCRIPTION = {
  openapi: '3.1.0',
  info: {
    title: OUR_NAME,
    version: '1',
    description: 'Accounts, workspaces and their two-factor policy. Times are RFC 3339, UTC.',
    license: { name: 'MIT', identifier: 'MIT' },
  },
  tags: [
    {
      name: 'Accounts',
      description: 'People, their passwords and the identities that providers know them by',
    },
    { name: 'Providers', description: 'Ways to prove the first factor, and which ones a workspace allows' },
    { name: 'Workspaces', description: 'Hosts, and the origin that their requests go to' },
    {
      name: 'Policy',
      description:
        'Whether a workspace requires two-factor authentication or a phishing-resistant second factor, of whom, and from when',
    },
    { name: 'Rules', description: 'Which paths of a workspace members, services or everybody may open' },
    { name: 'Appearance', description: 'Name, accent colour and logo of a workspace on the sign-in pages' },
    { name: 'Members', description: 'Who belongs to a workspace, their roles, and who gets more time' },
    { name: 'Invitations', description: 'Mails that ask people to become members' },
    { name: 'Tokens', description: 'API tokens of a workspace' },
    { name: 'Service tokens', description: 'Tokens that open paths of a workspace to programs' },
    { name: 'Audit', description: 'What happened, in a tamper-evident log' },
    { name: 'Keys', description: 'The key ring, without its keys' },
    { name: 'Notices', description: 'Mails and webhooks that could not be delivered' },
  ],
}

type Description = ReturnType<typeof api.getOpenAPI31Document>
let described: Description | null = null

/**
 * Builds the OpenAPI document once and keeps it. Anyone may request it, and building it takes far longer than
 * a call.
 */
function describeFor({ portalOrigin, brand }: Config): Description {
  described ??= api.getOpenAPI31Document(DESCRIPTION)
  return { ...described, info: { ...described.info, title: brand.name }, servers: [{ url: portalOrigin }] }
}

api.get('/openapi.json', (c) => c.json(describeFor(c.env.edge.config)))
api.get('/docs', (c) => docsPage(c, describeFor(c.env.edge.config)))

api.notFound(() => answerProgram('not-found'))
api.onError((error) => {
  if (error instanceof HTTPException) return error.getResponse()
  throw error
})
