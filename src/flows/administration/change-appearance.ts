// Changes a workspace's display name, accent and logo. The name that the operator set is kept.

import type { ImageProblem } from '../../core/image.ts'
import { ok, type Result } from '../../core/result.ts'
import { sha256Base64url } from '../../crypto/digest.ts'
import { type AuditEntry, audited } from '../../store/audit.ts'
import { batch } from '../../store/batch.ts'
import { ifChanged } from '../../store/condition.ts'
import { deleteLogo, saveLogo } from '../../store/logos.ts'
import { selectSitesOf } from '../../store/sites.ts'
import { saveNameAndAccent } from '../../store/workspaces.ts'
import { ofWorkspace } from '../edge/audit-entries.ts'
import type { Edge } from '../edge/edge.ts'
import { publishSites } from '../edge/edge-facts.ts'
import type { Author } from './actor.ts'

export interface NameAndAccent {
  readonly displayName: string | null
  /** "#rrggbb", in lower case. */
  readonly accent: string | null
}

export function changeNameAndAccent(
  edge: Edge,
  workspaceId: string,
  { displayName, accent }: NameAndAccent,
  by: Author,
): Promise<void> {
  const detail = { display_name: displayName, accent }
  return change(
    edge,
    workspaceId,
    { saved: saveNameAndAccent(edge.db, workspaceId, { displayName, accent }, by.isStill) },
    ofWorkspace(workspaceId, { by: by.name }, 'appearance.changed', detail),
  )
}

/** Saves the logo and returns the digest that its address contains. */
export async function changeLogo(
  edge: Edge,
  workspaceId: string,
  bytes: Uint8Array<ArrayBuffer>,
  by: Author,
): Promise<Result<string, ImageProblem>> {
  const { parseImage } = await import('../../core/parse-image.ts')
  const image = parseImage(bytes)
  if (!image.ok) return image
  const { mediaType, width, height } = image.value
  const digest = await sha256Base64url(bytes)
  const detail = { digest, media_type: mediaType, width, height }
  await change(
    edge,
    workspaceId,
    saveLogo(edge.db, workspaceId, digest, { mediaType, bytes }, by.isStill),
    ofWorkspace(workspaceId, { by: by.name }, 'logo.changed', detail),
  )
  return ok(digest)
}

export const removeLogo = (edge: Edge, workspaceId: string, by: Author): Promise<void> =>
  change(
    edge,
    workspaceId,
    { saved: deleteLogo(edge.db, workspaceId, by.isStill) },
    ofWorkspace(workspaceId, { by: by.name }, 'logo.removed'),
  )

/** Records and publishes the change if `saved` changed a row. */
async function change(
  edge: Edge,
  workspaceId: string,
  saving: { readonly removed?: D1PreparedStatement; readonly saved: D1PreparedStatement },
  entry: AuditEntry,
): Promise<void> {
  const done = await batch(edge.db, {
    removed: saving.removed ?? null,
    saved: saving.saved,
    recorded: audited(edge, entry, ifChanged('saved')),
    sites: selectSitesOf(edge.db, workspaceId),
  })
  if (done.saved.changed) await publishSites(edge, done.sites.all)
}
