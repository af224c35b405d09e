// The pages of an invitation: what it is, what the person can do next, and that it has ended.

import type { Invited } from '../../../flows/invitations/accept.ts'
import { wayIn } from '../../frame/asked-way.ts'
import { Form } from '../../frame/form.tsx'
import { Alert, Contact, Time, Unbroken, Warning } from '../../frame/layout.tsx'
import { useWords } from '../../frame/words.ts'
import { Doorplate } from '../../parts/door.tsx'
import { providerPath } from '../../parts/provider-path.ts'
import type { InvitationFacts } from './invitation-facts.ts'
import { NewAccountForm } from './new-account-form.tsx'

type Say = InvitationFacts['say']

export function InvitationView(facts: InvitationFacts) {
  const { invited, signedInAs, say } = facts
  const { email, name } = invited
  return (
    <>
      <Doorplate site={invited} />
      <h1>
        <Unbroken text={say.titleOf(name)} />
      </h1>
      {signedInAs ? (
        <Warning>{say.otherAccount({ email: <bdi>{email}</bdi>, other: <bdi>{signedInAs}</bdi> })}</Warning>
      ) : null}
      <Facts {...facts} />
      <NextStep {...facts} />
    </>
  )
}

function Facts({ invited, say }: InvitationFacts) {
  const { layout } = useWords()
  const { email, role, inviter, expiresAt } = invited
  const rows = [
    [say.facts.email, <bdi>{email}</bdi>],
    [say.facts.role, layout.roles[role]],
    [say.facts.inviter, inviter === null ? <Contact /> : <bdi>{inviter}</bdi>],
    [say.facts.until, <Time at={expiresAt} isLocalToo />],
  ] as const
  return (
    <dl class="facts">
      {rows.map(([name, fact]) => (
        <div>
          <dt>{name}</dt>
          <dd>{fact}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The one thing to do next. */
function NextStep(facts: InvitationFacts) {
  const { invited, here, missing } = facts
  if (missing === null) return <Accept {...facts} />
  if (missing === 'enrolment') return <Enrol {...facts} />
  if (!invited.hasAccount) return <MakeAccount {...facts} />
  const why = missing === 'other-account' ? { why: 'other' } : {}
  return <SignIn {...facts} href={`/sign-in?${new URLSearchParams({ ...why, return_to: here })}`} />
}

function Accept({ invited, here, say }: InvitationFacts) {
  const { layout } = useWords()
  return (
    <>
      <p>{say.consequence({ workspace: <bdi>{invited.name}</bdi> })}</p>
      <Form action={here} class="row">
        <button type="submit" class="wide-on-phone">
          {say.accept}
        </button>
        <a class="button second wide-on-phone" href="/workspaces">
          {layout.notNow}
        </a>
      </Form>
    </>
  )
}

function Enrol({ invited, here, say }: InvitationFacts) {
  const { enter } = useWords()
  return (
    <>
      <p class="lead">{say.enrolFirst({ workspace: <bdi>{invited.name}</bdi> })}</p>
      <p>
        <a
          class="button wide-on-phone"
          href={`/account/security/authenticator?${new URLSearchParams({ return_to: here })}`}
        >
          {enter.setUpNow}
        </a>
      </p>
    </>
  )
}

function SignIn({ invited, href, say }: InvitationFacts & { readonly href: string }) {
  return (
    <>
      <p>{say.signInFirst({ email: <bdi>{invited.email}</bdi> })}</p>
      <p>
        <a class="button wide-on-phone" href={href}>
          {say.signIn}
        </a>
      </p>
    </>
  )
}

function MakeAccount(facts: InvitationFacts) {
  const { here, missing, ways, say } = facts
  const { signIn } = useWords()
  const { hasPassword, providers } = ways
  if (!hasPassword && providers.length === 0) return <Alert>{say.noWay({ contact: <Contact /> })}</Alert>
  const demand = missing === 'other-account' ? 'another-account' : 'sign-in'
  return (
    <>
      {hasPassword ? <NewAccountForm {...facts} /> : null}
      {hasPassword && providers.length > 0 ? <p class="or">{signIn.or}</p> : null}
      {providers.map((provider) => (
        <p>
          <a
            class={hasPassword ? 'button second wide-on-phone' : 'button wide-on-phone'}
            href={providerPath(provider, { returnTo: here, demand })}
          >
            {signIn.continueWith({ provider: <bdi>{provider.label}</bdi> })}
          </a>
        </p>
      ))}
    </>
  )
}

export function AcceptedView({ invited, say }: { readonly invited: Invited; readonly say: Say }) {
  const { enter } = useWords()
  return (
    <>
      <Doorplate site={invited} />
      <h1>{say.acceptedTitle}</h1>
      <p>
        <a class="button wide-on-phone" href={wayIn(invited.host, '/')}>
          {enter.continueTo({ workspace: <bdi>{invited.name}</bdi> })}
        </a>
      </p>
    </>
  )
}

/** `invited` is given if an admin can send the invitation again. */
export function EndedView({ invited, say }: { readonly invited: Invited | null; readonly say: Say }) {
  const { links } = useWords()
  return (
    <>
      <h1>{say.endedTitle}</h1>
      <p>{invited ? say.expired({ workspace: <bdi>{invited.name}</bdi> }) : say.over}</p>
      <p>
        <a class="button wide-on-phone" href="/workspaces">
          {links.yourWorkspaces}
        </a>
      </p>
    </>
  )
}
