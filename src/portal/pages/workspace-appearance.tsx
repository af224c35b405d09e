// /workspaces/{slug}/settings/appearance: what a workspace is called, its accent colour and its logo, and how its door looks
// with them. The logo is a form of its own: a browser keeps no chosen file beside a field that was refused.

import { Hono } from 'hono'
import { parseAccent } from '../../core/accent.ts'
import type { ImageProblem } from '../../core/image.ts'
import { parseDisplayName } from '../../core/name.ts'
import { changeLogo, changeNameAndAccent, removeLogo } from '../../flows/administration/change-appearance.ts'
import { type PortalContext, type PortalEnv, portalUrl, seeOther } from '../frame/context.ts'
import { takes } from '../frame/form-needs.ts'
import { Info, page, Unsaved } from '../frame/layout.tsx'
import { WorkspaceFrame } from '../frame/settings-frame.tsx'
import { AppearanceForm, LogoForm, Preview } from '../parts/appearance-forms.tsx'

export const workspaceAppearance = new Hono<PortalEnv>()

const PATH = '/workspaces/:slug/settings/appearance'

workspaceAppearance.get(PATH, (c) => appearancePage(c, writtenIn(new URL(c.req.url).searchParams), {}))

workspaceAppearance.post(PATH, async (c) => {
  const { edge, form, workspace, actor, words } = c.var
  const { appearance: say } = words
  const written = writtenIn(form)
  const name = written.name?.trim() === '' ? null : parseDisplayName(written.name ?? '')
  const accent = written.accent?.trim() === '' ? null : parseAccent(written.accent ?? '')
  const problems = {
    ...(name === null && written.name?.trim() !== '' ? { name: say.notAName } : {}),
    ...(accent === null && written.accent?.trim() !== '' ? { accent: say.notAColour } : {}),
  }
  if (Object.keys(problems).length > 0) return appearancePage(c, written, problems)
  await changeNameAndAccent(edge, workspace.id, { displayName: name, accent }, actor)
  return saved(c)
})

workspaceAppearance.post(`${PATH}/logo`, takes({ form: 'multipart' }), async (c) => {
  const { edge, upload, workspace, actor } = c.var
  if (upload === 'too-large') return refuseLogo(c, 'too-many-bytes')
  if (!upload || upload.byteLength === 0) return refuseLogo(c, 'no-file')
  const changed = await changeLogo(edge, workspace.id, upload, actor)
  return changed.ok ? saved(c) : refuseLogo(c, changed.error)
})

workspaceAppearance.post(`${PATH}/logo/remove`, async (c) => {
  const { edge, workspace, actor } = c.var
  await removeLogo(edge, workspace.id, actor)
  return saved(c)
})

const pathOf = (slug: string) => `/workspaces/${slug}/settings/appearance`

const saved = (c: PortalContext) => seeOther(c, portalUrl(c, pathOf(c.var.workspace.slug), { done: 'saved' }))

const refuseLogo = (c: PortalContext, problem: ImageProblem | 'no-file') =>
  appearancePage(c, { name: null, accent: null }, { logo: c.var.words.appearance.logoProblems[problem] })

/** As it was typed; null where it wasn't. */
interface Written {
  readonly name: string | null
  readonly accent: string | null
}
export interface Problems {
  readonly name?: string
  readonly accent?: string
  readonly logo?: string
}

const writtenIn = (fields: URLSearchParams): Written => ({
  name: fields.get('display_name'),
  accent: fields.get('accent'),
})

/** By the address: one's own form after a proof, or by whoever made a link. */
const isFilledIn = ({ req, var: { workspace } }: PortalContext, { name, accent }: Written): boolean =>
  req.method !== 'POST' &&
  ((name ?? workspace.displayName ?? '') !== (workspace.displayName ?? '') ||
    (accent ?? workspace.accent ?? '') !== (workspace.accent ?? ''))

async function appearancePage(c: PortalContext, written: Written, problems: Problems): Promise<Response> {
  const { workspace, upload, words } = c.var
  const { appearance: say, settings } = words
  const status = upload === 'too-large' ? 413 : Object.keys(problems).length > 0 ? 422 : 200
  const path = pathOf(workspace.slug)
  return page(
    c,
    {
      title: say.titleOf(workspace.name),
      accent: workspace.accent,
      status,
      current: 'workspaces',
      isWide: true,
    },
    <WorkspaceFrame workspace={workspace} current="appearance">
      {c.req.query('done') === 'saved' ? <Info>{settings.saved}</Info> : null}
      {isFilledIn(c, written) ? <Unsaved /> : null}
      {c.req.query('again') === 'logo' ? <Info>{say.chooseAgain}</Info> : null}
      <section class="card">
        <h2>{say.title}</h2>
        <p>{say.explanation}</p>
        <AppearanceForm
          {...{ path, problems }}
          name={written.name ?? workspace.displayName ?? ''}
          accent={written.accent ?? workspace.accent ?? ''}
          registeredName={workspace.registeredName}
        />
      </section>
      <section class="card">
        <h2>{say.logo}</h2>
        <LogoForm path={path} digest={workspace.logo} problem={problems.logo} />
      </section>
      <section class="card">
        <h2>{say.preview}</h2>
        <Preview site={{ ...workspace, host: workspace.hosts[0] ?? '' }} />
      </section>
    </WorkspaceFrame>,
  )
}
