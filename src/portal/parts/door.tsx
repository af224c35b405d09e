// Whose door this is: a workspace as it shows itself, and always the host that is being entered. A workspace may look like any
// other; the host is nobody else's.

import type { Child } from 'hono/jsx'
import type { Workspace } from '../../flows/administration/workspaces.ts'
import type { Site } from '../../flows/edge/edge-facts.ts'
import { Strong } from '../frame/layout.tsx'
import { useWords } from '../frame/words.ts'

export type Door = Pick<Site, 'host' | 'name' | 'logo'>

/** "To continue to Acme". */
export function WayTo({ site }: { site: Door }) {
  const { signIn } = useWords()
  return <Plate site={site}>{signIn.toContinueTo({ workspace: <Strong text={site.name} /> })}</Plate>
}

/** Above a title that names what is to be done about it. */
export function Doorplate({ site }: { site: Door }) {
  return (
    <Plate site={site}>
      <Strong text={site.name} />
    </Plate>
  )
}

/** Where a page names a workspace that it is not the door of. */
export function WorkspaceAt({ of }: { of: Pick<Workspace, 'name' | 'slug' | 'hosts'> }) {
  const { layout } = useWords()
  const host = <bdi dir="ltr">{of.hosts[0] ?? of.slug}</bdi>
  return <>{layout.workspaceAt({ workspace: <Strong text={of.name} />, host })}</>
}

/** The name stands beside it in letters: the logo says nothing that they don't. */
export function Logo({ digest }: { digest: string | null }) {
  return digest ? <img class="logo" src={`/logos/${digest}`} alt="" /> : null
}

/** The host has a line of its own, under the name: no name can run on into it, or over it. */
function Plate({ site, children }: { site: Door; children?: Child }) {
  return (
    <div class="door">
      <Logo digest={site.logo} />
      <p class="lead">
        <span class="named">{children}</span>
        <br />
        <bdi class="quiet">{site.host}</bdi>
      </p>
    </div>
  )
}
