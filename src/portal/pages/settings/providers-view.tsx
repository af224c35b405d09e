// Lists the configured providers and marks those that the workspace accepts.

import { allowsProvider, classify, isFederated, type Provider } from '../../../core/provider.ts'
import type { Workspace } from '../../../flows/administration/workspaces.ts'
import { labelIn } from '../../../words/names.ts'
import { Form } from '../../frame/form.tsx'
import { Alert, Info, Unsaved } from '../../frame/layout.tsx'
import { settingsPath } from '../../frame/settings-page.tsx'
import { useWords } from '../../frame/words.ts'

interface ProvidersFacts {
  readonly workspace: Workspace
  readonly configured: readonly Provider[]
  /** The checked providers; null means all of them. */
  readonly ticked: readonly string[] | null
  readonly problem: string | null
  readonly isSaved: boolean
  readonly isFilledIn: boolean
}

export function ProvidersView(page: ProvidersFacts) {
  const { workspace, configured, ticked, problem } = page
  const { allowedWays: say, settings } = useWords()
  return (
    <>
      {page.isSaved ? <Info>{settings.saved}</Info> : null}
      {page.isFilledIn ? <Unsaved /> : null}
      <section class="card">
        <h2>{say.title}</h2>
        <p>{say.explanation({ workspace: <bdi>{workspace.name}</bdi> })}</p>
        <Form action={settingsPath(workspace.slug, 'sign-in')} class="stack">
          {problem ? <Alert>{problem}</Alert> : null}
          <fieldset>
            <legend>{say.allowed}</legend>
            {configured.map((provider) => (
              <Choice provider={provider} configured={configured} ticked={ticked} />
            ))}
          </fieldset>
          <div class="row">
            <button type="submit" class="wide-on-phone">
              {say.save}
            </button>
          </div>
        </Form>
      </section>
    </>
  )
}

interface ChoiceOf {
  readonly provider: Provider
  readonly configured: readonly Provider[]
  readonly ticked: readonly string[] | null
}

function Choice({ provider, configured, ticked }: ChoiceOf) {
  const words = useWords()
  const isTrusted = isFederated(provider) && classify(provider) === 'trusted'
  return (
    <label class="check">
      <input
        type="checkbox"
        name="provider"
        value={provider.id}
        checked={allowsProvider(ticked, provider.id)}
      />
      <span>
        <bdi>{labelIn(words, configured, provider.id)}</bdi>
        {isTrusted ? <span class="quiet"> · {words.allowedWays.secondFactorCounts}</span> : null}
      </span>
    </label>
  )
}
