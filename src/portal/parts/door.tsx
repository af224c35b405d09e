// Shows which workspace a page leads to: its name and logo, and always its host. A workspace can copy another
// one's name and logo, but not its host.

import type { Child } from 'hono/jsx'
import type { Workspace } from '../../flows/administration/workspaces.ts'
import type { Site } from '../../flows/edge/edge-facts.ts'
import { Strong } from '../frame/layout.tsx'
import { useWords } from '../frame/words.ts'

export type Door = Pick<Site, 'host' | 'name' | 'logo'>

/** The sentence "To continue to Acme". */
export function WayTo({ site }: { site: Door }) {
  const { signIn } = useWords()
  return <Plate site={site}>{signIn.toContinueTo({ workspace: <Strong text={site.name} /> })}</Plate>
}

/** The workspace's name, above a title that says what to do. */
export function Doorplate({ site }: { site: Door }) {
  return (
    <Plate site={site}>
      <Strong text={site.name} />
    </Plate>
  )
}

/** Names a workspace on a page that does not lead to it. */
export function WorkspaceAt({ of }: { of: Pick<Workspace, 'name' | 'slug' | 'hosts'> }) {
  const { layout } = useWords()
  const host = <bdi dir="ltr">{of.hosts[0] ?? of.slug}</bdi>
  return <>{layout.workspaceAt({ workspace: <Strong text={of.name} />, host })}</>
}

/** The logo needs no alternative text, because the name is next to it. */
export function Logo({ digest }: { digest: string | null }) {
  return digest ? <img class="logo" src={`/logos/${digest}`} alt="" /> : null
}

/**
 * Must show the host on a separate line, below the name. Otherwise a long name could hide the host or look
 * like a part of it.
 */
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
