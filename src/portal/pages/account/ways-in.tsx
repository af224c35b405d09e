// Lists the sign-in methods of an account: a password, and identities at providers. Each can be unlinked
// except the last one.

import { type FederatedProvider, isFederated, PASSWORD, type Provider } from '../../../core/provider.ts'
import type { Identity, WaysIn as Ways } from '../../../flows/own-account/security.ts'
import { labelIn } from '../../../words/names.ts'
import { Form } from '../../frame/form.tsx'
import { Time } from '../../frame/layout.tsx'
import { useWords } from '../../frame/words.ts'
import { SettingRow } from '../../parts/setting-row.tsx'

/** The path below which identities are linked and unlinked. */
export const IDENTITIES = '/account/security/identities'

interface WaysInProps {
  readonly ways: Ways
  readonly providers: readonly Provider[]
}

/** Shows nothing if passwords are the only sign-in method. */
export function WaysInRow({ ways: { linked, hasPassword, mayLink }, providers }: WaysInProps) {
  const words = useWords()
  const { waysIn: say } = words
  const federated = providers.filter(isFederated)
  const isUsable = ({ provider }: Identity) => federated.some(({ id }) => id === provider)
  const count = linked.filter(isUsable).length + (hasPassword ? 1 : 0)
  if (federated.length === 0 && linked.length === 0) return null
  return (
    <SettingRow title={say.title}>
      <ul class="items">
        {hasPassword ? <li>{labelIn(words, providers, PASSWORD.id)}</li> : null}
        {linked.map((identity) => (
          <LinkedWay
            identity={identity}
            label={labelIn(words, providers, identity.provider)}
            isLast={count === 1 && isUsable(identity)}
          />
        ))}
      </ul>
      {mayLink ? <LinkForms federated={federated} linked={linked} /> : <p class="warning">{say.closed}</p>}
    </SettingRow>
  )
}

interface LinkFormsProps {
  readonly federated: readonly FederatedProvider[]
  readonly linked: readonly Identity[]
}

function LinkForms({ federated, linked }: LinkFormsProps) {
  const { waysIn: say } = useWords()
  return (
    <div class="row">
      {federated.map((provider) => (
        <Form action={`${IDENTITIES}/link`} class="wide-on-phone">
          <input type="hidden" name="provider" value={provider.id} />
          <button type="submit" class="second small wide-on-phone">
            {(linked.some((each) => each.provider === provider.id) ? say.linkAnother : say.link)({
              provider: <bdi>{provider.label}</bdi>,
            })}
          </button>
        </Form>
      ))}
    </div>
  )
}

interface LinkedWayProps {
  readonly identity: Identity
  readonly label: string
  readonly isLast: boolean
}

function LinkedWay({ identity, label, isLast }: LinkedWayProps) {
  const { waysIn: say } = useWords()
  const who = identity.email ?? identity.subject
  return (
    <li class="row between">
      <div>
        <bdi>{label}</bdi>
        <p class="quiet">
          <bdi>{who}</bdi> ·{' '}
          <span class="unbroken">{say.linkedAt({ at: <Time at={identity.linkedAt} /> })}</span>
        </p>
      </div>
      {isLast ? (
        <span class="quiet">{say.onlyWay}</span>
      ) : (
        <Form action={`${IDENTITIES}/unlink`}>
          <input type="hidden" name="provider" value={identity.provider} />
          {/* A subject may contain any ASCII character, and browsers change line breaks in a field. */}
          <input type="hidden" name="subject" value={encodeURIComponent(identity.subject)} />
          <button type="submit" class="danger small" aria-label={say.unlinkThis(label, who)}>
            {say.unlink}
          </button>
        </Form>
      )}
    </li>
  )
}
