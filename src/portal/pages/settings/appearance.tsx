// /workspaces/{slug}/settings/appearance: a workspace's display name, accent colour and logo, with a preview.
// The logo is in a separate form, because a browser drops the chosen file when another field is refused.

import { Hono } from 'hono'
import { parseAccent } from '../../../core/accent.ts'
import type { ImageProblem } from '../../../core/image.ts'
import { parseDisplayName } from '../../../core/name.ts'
import {
  changeLogo,
  changeNameAndAccent,
  type NameAndAccent,
  removeLogo,
} from '../../../flows/administration/change-appearance.ts'
import type { PortalContext, PortalEnv } from '../../frame/context.ts'
import { seeDone, takeDone } from '../../frame/done.ts'
import { settingsPage, settingsPath } from '../../frame/settings-page.tsx'
import type { AppearanceProblems, Written } from './appearance-view.tsx'

export const appearance = new Hono<PortalEnv>()

const PATH = settingsPath(':slug', 'appearance')

appearance.get(PATH, (c) => appearancePage(c, writtenIn(new URL(c.req.url).searchParams), {}))

appearance.post(PATH, async (c) => {
  const { edge, form, workspace, actor } = c.var
  const written = writtenIn(form)
  const parsed = parseWritten(written)
  if ('problems' in parsed) return appearancePage(c, written, parsed.problems)
  await changeNameAndAccent(edge, workspace.id, parsed, actor)
  return saved(c)
})

appearance.post(`${PATH}/logo`, async (c) => {
  const { edge, upload, workspace, actor } = c.var
  if (upload === 'too-large') return refuseLogo(c, 'too-many-bytes')
  if (!upload || upload.byteLength === 0) return refuseLogo(c, 'no-file')
  const changed = await changeLogo(edge, workspace.id, upload, actor)
  return changed.ok ? saved(c) : refuseLogo(c, changed.error)
})

appearance.post(`${PATH}/logo/remove`, async (c) => {
  const { edge, workspace, actor } = c.var
  await removeLogo(edge, workspace.id, actor)
  return saved(c)
})

const saved = (c: PortalContext): Response =>
  seeDone(c, settingsPath(c.var.workspace.slug, 'appearance'), 'saved')

const refuseLogo = (c: PortalContext, logo: ImageProblem | 'no-file') =>
  appearancePage(c, { name: null, accent: null }, { logo })

const writtenIn = (fields: URLSearchParams): Written => ({
  name: fields.get('display_name'),
  accent: fields.get('accent'),
})

/** Parses the fields. An empty field restores the default: the operator's name, or the portal's accent. */
function parseWritten({ name, accent }: Written): NameAndAccent | { problems: AppearanceProblems } {
  const displayName = parseDisplayName(name ?? '')
  const colour = parseAccent(accent ?? '')
  const problems = {
    ...(displayName === null && name?.trim() !== '' ? { name: true as const } : {}),
    ...(colour === null && accent?.trim() !== '' ? { accent: true as const } : {}),
  }
  return Object.keys(problems).length > 0 ? { problems } : { displayName, accent: colour }
}

async function appearancePage(
  c: PortalContext,
  written: Written,
  problems: AppearanceProblems,
): Promise<Response> {
  const { workspace, upload, words } = c.var
  const status = upload === 'too-large' ? 413 : Object.keys(problems).length > 0 ? 422 : 200
  const { AppearanceView } = await import('./appearance-view.tsx')
  return settingsPage(
    c,
    { tab: 'appearance', title: words.appearance.titleOf(workspace.name), status },
    <AppearanceView
      {...{ workspace, written, problems }}
      isSaved={takeDone(c) === 'saved'}
      isLogoToChooseAgain={c.req.query('again') === 'logo'}
      isPosted={c.req.method === 'POST'}
    />,
  )
}
