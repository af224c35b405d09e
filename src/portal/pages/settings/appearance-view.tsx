// The page of a workspace's appearance: its preview, and the forms that change it.

import type { ImageProblem } from '../../../core/image.ts'
import type { Workspace } from '../../../flows/administration/workspaces.ts'
import { Info, Unsaved } from '../../frame/layout.tsx'
import { settingsPath } from '../../frame/settings-page.tsx'
import { useWords } from '../../frame/words.ts'
import { AppearanceForm, LogoForm, Preview } from '../../parts/settings/appearance-forms.tsx'

/** The values in the form or in the page's URL. Null for a field that is absent. */
export interface Written {
  readonly name: string | null
  readonly accent: string | null
}

export interface AppearanceProblems {
  readonly name?: true
  readonly accent?: true
  readonly logo?: ImageProblem | 'no-file'
}

interface AppearanceFacts {
  readonly workspace: Workspace
  readonly written: Written
  readonly problems: AppearanceProblems
  readonly isSaved: boolean
  /** True if a proof was asked for on the way, so that the file must be chosen again. */
  readonly isLogoToChooseAgain: boolean
  readonly isPosted: boolean
}

export function AppearanceView(page: AppearanceFacts) {
  const { workspace, written, problems } = page
  const { appearance: say, settings } = useWords()
  const path = settingsPath(workspace.slug, 'appearance')
  const name = written.name ?? workspace.displayName ?? ''
  const accent = written.accent ?? workspace.accent ?? ''
  // True if the page's URL filled in the form: after a proof, or because somebody sent a link.
  const isFilledIn =
    !page.isPosted && (name !== (workspace.displayName ?? '') || accent !== (workspace.accent ?? ''))
  return (
    <>
      {page.isSaved ? <Info>{settings.saved}</Info> : null}
      {isFilledIn ? <Unsaved /> : null}
      {page.isLogoToChooseAgain ? <Info>{say.chooseAgain}</Info> : null}
      <section class="card">
        <h2>{say.title}</h2>
        <p>{say.explanation}</p>
        <AppearanceForm
          {...{ path, name, accent }}
          problems={{
            ...(problems.name ? { name: say.notAName } : {}),
            ...(problems.accent ? { accent: say.notAColour } : {}),
          }}
          registeredName={workspace.registeredName}
        />
      </section>
      <section class="card">
        <h2>{say.logo}</h2>
        <LogoForm
          path={path}
          digest={workspace.logo}
          problem={problems.logo && say.logoProblems[problems.logo]}
        />
      </section>
      <section class="card">
        <h2>{say.preview}</h2>
        <Preview site={{ ...workspace, host: workspace.hosts[0] ?? '' }} />
      </section>
    </>
  )
}
