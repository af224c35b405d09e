// Shows the value of a service token once, after it was created or rotated.

import type { ListedService, ShownService } from '../../../../flows/administration/service-tokens.ts'
import type { Workspace } from '../../../../flows/administration/workspaces.ts'
import { Info, Strong } from '../../../frame/layout.tsx'
import { settingsPath } from '../../../frame/settings-page.tsx'
import { useWords } from '../../../frame/words.ts'

interface ShownFacts {
  readonly workspace: Workspace
  readonly shown: ShownService
  readonly isRotated: boolean
  /** `https:` or, on one machine, `http:`. */
  readonly scheme: string
}

/** Shows a value, which no other page can show again, with a command that uses it. */
export function ShownTokenView({ workspace, shown: { token, service }, isRotated, scheme }: ShownFacts) {
  const { serviceTokens: say, layout } = useWords()
  const name = <Strong text={service.name} />
  const list = settingsPath(workspace.slug, 'access')
  return (
    <section class="card">
      <h2>
        <bdi>{service.name}</bdi>
      </h2>
      <Info>
        <p>{isRotated ? say.rotated({ token: name }) : say.made({ token: name })}</p>
      </Info>
      <p>
        <code id="token" dir="ltr">
          {token}
        </code>
      </p>
      <p>
        <button type="button" class="second small" data-copy="token" hidden>
          {layout.copy}
        </button>
      </p>
      <h2>{say.tryIt}</h2>
      <pre id="command" dir="ltr" tabindex={0}>
        {commandFor(service, token, `${scheme}//${workspace.hosts[0] ?? ''}`)}
      </pre>
      <p>
        <button type="button" class="second small" data-copy="command" hidden>
          {layout.copy}
        </button>
      </p>
      <p>
        <a class="button wide-on-phone" href={list}>
          {say.shownDone}
        </a>
      </p>
    </section>
  )
}

/** Returns a command for a shell. Paths and methods have no character that a shell would read. */
function commandFor({ scope: { methods, paths } }: ListedService, token: string, origin: string): string {
  const [method = 'GET'] = methods
  const flag = methods.includes('GET') ? '' : ` -X ${method}`
  return `curl${flag} -H 'Authorization: Bearer ${token}' ${origin}${paths[0] ?? '/'}`
}
