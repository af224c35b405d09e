// How a workspace shows itself at its door: name, accent, logo. What the operator calls it stays beneath the name.

import { type ImageFacts, type ImageProblem, parseImage } from '../../core/image.ts'
import { ok, type Result } from '../../core/result.ts'
import { sha256Base64url } from '../../crypto/digest.ts'
import { type AuditEntry, appendAudit } from '../../store/audit.ts'
import { IF_CHANGED } from '../../store/condition.ts'
import { deleteLogo, saveLogo } from '../../store/logos.ts'
import { saveNameAndAccent } from '../../store/workspaces.ts'
import type { Edge } from '../edge/edge.ts'
import { republishSites } from '../edge/edge-facts.ts'
import type { Author } from './members.ts'

export interface NameAndAccent {
  readonly displayName: string | null
  /** "#rrggbb", in lower case. */
  readonly accent: string | null
}

export function changeNameAndAccent(
  edge: Edge,
  workspaceId: string,
  chosen: NameAndAccent,
  by: Author,
): Promise<void> {
  const detail = { display_name: chosen.displayName, accent: chosen.accent }
  return change(edge, workspaceId, [saveNameAndAccent(edge.db, workspaceId, chosen, by.isStill)], {
    actor: by.name,
    action: 'appearance.changed',
    detail,
  })
}

/** The answer is the digest by which it is found from now on. */
export async function changeLogo(
  edge: Edge,
  workspaceId: string,
  bytes: Uint8Array<ArrayBuffer>,
  by: Author,
): Promise<Result<string, ImageProblem>> {
  const image = parseImage(bytes)
  if (!image.ok) return image
  const { mediaType, width, height }: ImageFacts = image.value
  const digest = await sha256Base64url(bytes)
  await change(edge, workspaceId, saveLogo(edge.db, workspaceId, digest, { mediaType, bytes }, by.isStill), {
    actor: by.name,
    action: 'logo.changed',
    detail: { digest, media_type: mediaType, width, height },
  })
  return ok(digest)
}

export const removeLogo = (edge: Edge, workspaceId: string, by: Author): Promise<void> =>
  change(edge, workspaceId, [deleteLogo(edge.db, workspaceId, by.isStill)], {
    actor: by.name,
    action: 'logo.removed',
  })

/** Recorded if the last of the statements changed anything. */
async function change(
  edge: Edge,
  workspaceId: string,
  statements: readonly D1PreparedStatement[],
  entry: Pick<AuditEntry, 'actor' | 'action' | 'detail'>,
): Promise<void> {
  const { db, client, now } = edge
  const recorded = { ...entry, scope: workspaceId, accountId: null }
  const results = await db.batch([...statements, appendAudit(db, recorded, client, now, IF_CHANGED)])
  if (results.at(-1)?.meta.changes !== 0) await republishSites(edge, workspaceId)
}
