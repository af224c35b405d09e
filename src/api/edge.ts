// /workspaces/{slug}/edge: how the edge forwards a workspace's requests.

import { changeSupervision } from '../flows/administration/change-edge.ts'
import { BODY_REFUSALS, body, calls, describe, json, refusals } from './describe.ts'
import { EXAMPLES } from './examples.ts'
import * as schema from './schemas.ts'

const tags = ['Workspaces']

export const edge = calls()

edge.openapi(
  describe({
    method: 'get',
    path: '/workspaces/{slug}/edge',
    tags,
    operationId: 'getEdge',
    'x-token': 'workspace',
    summary: 'Get how the edge forwards requests',
    request: { params: schema.SlugPath },
    responses: { 200: json(schema.Edge, 'The settings', EXAMPLES.edge), ...refusals(403, 404) },
  }),
  (c) => c.json({ supervise_sockets: c.var.workspace.supervisesSockets }, 200),
)

edge.openapi(
  describe({
    method: 'put',
    path: '/workspaces/{slug}/edge',
    tags,
    operationId: 'putEdge',
    'x-token': 'workspace',
    summary: 'Set how the edge forwards requests',
    description:
      'With `supervise_sockets`, the edge closes a WebSocket when its session or service token ends. This applies to WebSockets that are opened 65 seconds later or more.',
    request: { params: schema.SlugPath, ...body(schema.EdgeBody, EXAMPLES.edge) },
    responses: {
      200: json(schema.Edge, 'Changed', EXAMPLES.edge),
      ...refusals(403, 404, ...BODY_REFUSALS),
    },
  }),
  async (c) => {
    const { supervise_sockets } = c.req.valid('json')
    const { workspace, actor } = c.var
    await changeSupervision(c.env.edge, workspace.id, supervise_sockets, actor)
    return c.json({ supervise_sockets }, 200)
  },
)
