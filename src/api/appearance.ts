// /workspaces/{slug}/appearance and /workspaces/{slug}/logo: reads and changes how a workspace looks to
// people.

import { IMAGE_MEDIA_TYPES, MOST_IMAGE_BYTES, MOST_IMAGE_PIXELS } from '../core/image.ts'
import { changeLogo, changeNameAndAccent, removeLogo } from '../flows/administration/change-appearance.ts'
import type { Workspace } from '../flows/administration/workspaces.ts'
import { mediaTypeOf, readAtMost } from '../http/body.ts'
import * as schema from './appearance-schemas.ts'
import type { ApiContext } from './context.ts'
import { BODY_REFUSALS, body, calls, describe, json, refusals } from './describe.ts'
import { EXAMPLES } from './examples.ts'
import { refuse } from './refusals.ts'
import { SlugPath } from './schemas.ts'

const tags = ['Appearance']

export const appearance = calls()

appearance.openapi(
  describe({
    method: 'get',
    path: '/workspaces/{slug}/appearance',
    tags,
    operationId: 'getAppearance',
    'x-token': 'workspace',
    summary: 'Get the appearance of a workspace',
    request: { params: SlugPath },
    responses: { 200: json(schema.Appearance, 'Its appearance', EXAMPLES.appearance), ...refusals(403, 404) },
  }),
  (c) => c.json(present(c, c.var.workspace), 200),
)

appearance.openapi(
  describe({
    method: 'put',
    path: '/workspaces/{slug}/appearance',
    tags,
    operationId: 'putAppearance',
    'x-token': 'workspace',
    summary: 'Set the name and accent colour of a workspace',
    request: { params: SlugPath, ...body(schema.AppearanceBody, EXAMPLES.appearanceBody) },
    responses: {
      200: json(schema.Appearance, 'Changed', EXAMPLES.appearance),
      ...refusals(403, 404, ...BODY_REFUSALS),
    },
  }),
  async (c) => {
    const { display_name: displayName, accent } = c.req.valid('json')
    const { workspace, actor } = c.var
    await changeNameAndAccent(c.env.edge, workspace.id, { displayName, accent }, actor)
    return c.json(present(c, { ...workspace, displayName, accent }), 200)
  },
)

appearance.openapi(
  describe({
    method: 'put',
    path: '/workspaces/{slug}/logo',
    tags,
    operationId: 'putLogo',
    'x-token': 'workspace',
    summary: 'Set the logo of a workspace',
    description: `A PNG, JPEG or WebP image, recognised by its bytes. Must not be animated. At most 256 KiB and ${MOST_IMAGE_PIXELS} × ${MOST_IMAGE_PIXELS} pixels.`,
    request: {
      params: SlugPath,
      body: {
        required: true,
        content: Object.fromEntries(IMAGE_MEDIA_TYPES.map((type) => [type, { schema: schema.ImageBytes }])),
      },
    },
    responses: {
      200: json(schema.Appearance, 'Changed', EXAMPLES.appearance),
      ...refusals(403, 404, 413, 415, 422),
    },
  }),
  async (c) => {
    const { workspace, actor } = c.var
    const changed = await changeLogo(c.env.edge, workspace.id, await requireImage(c), actor)
    if (changed.ok) return c.json(present(c, { ...workspace, logo: changed.value }), 200)
    throw refuse(changed.error)
  },
)

appearance.openapi(
  describe({
    method: 'delete',
    path: '/workspaces/{slug}/logo',
    tags,
    operationId: 'deleteLogo',
    'x-token': 'workspace',
    summary: 'Remove the logo of a workspace',
    description: 'Does nothing if there is none.',
    request: { params: SlugPath },
    responses: { 204: { description: 'Removed' }, ...refusals(403, 404) },
  }),
  async (c) => {
    await removeLogo(c.env.edge, c.var.workspace.id, c.var.actor)
    return c.body(null, 204)
  },
)

/** Reads the image of the request. Refuses another media type, and more than `MOST_IMAGE_BYTES`. */
async function requireImage({ req: { raw } }: ApiContext): Promise<Uint8Array<ArrayBuffer>> {
  if (!IMAGE_MEDIA_TYPES.some((type) => type === mediaTypeOf(raw))) throw refuse('not-an-image-type')
  const bytes = await readAtMost(raw, MOST_IMAGE_BYTES)
  if (bytes === null) throw refuse('too-many-bytes')
  return bytes
}

const present = (
  c: ApiContext,
  { displayName, accent, logo }: Pick<Workspace, 'displayName' | 'accent' | 'logo'>,
) => ({
  display_name: displayName,
  accent,
  logo_url: logo && `${c.env.edge.config.portalOrigin}/logos/${logo}`,
})
