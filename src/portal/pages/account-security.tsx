// /account/security: the Security tab. Whether there is a second factor, and what can be done about it.

import { Hono } from 'hono'
import { labelOf } from '../../core/provider.ts'
import { FEW_RECOVERY_CODES } from '../../core/recovery-codes.ts'
import { countCodesLeft } from '../../flows/own-account/recover.ts'
import { usesPassword } from '../../flows/sign-in/password.ts'
import { findAuthenticator } from '../../store/authenticators.ts'
import { listIdentitiesOf } from '../../store/identities.ts'
import { listMembershipsOf, type Membership } from '../../store/members.ts'
import { dismissAllOfAccount, dismissOfAccount, listUnseenOfAccount } from '../../store/notices.ts'
import { mayLink } from '../../store/ways-taken.ts'
import { type PortalEnv, portalUrl, seeOther } from '../frame/context.ts'
import { sessionOf } from '../frame/guards.ts'
import { Info, page, Time, Unbroken } from '../frame/layout.tsx'
import { AccountFrame } from '../frame/settings-frame.tsx'
import { useWords } from '../frame/words.ts'
import { WorkspaceAt } from '../parts/door.tsx'
import { AccountNotices, isJustSaid } from '../parts/notices.tsx'
import { ProviderRefusalWords } from '../parts/provider-refusal.tsx'
import { WaysIn } from './identities.tsx'
import { shownCodes } from './recovery-codes.tsx'

export const accountSecurity = new Hono<PortalEnv>()

accountSecurity.get('/account', (c) => c.redirect(portalUrl(c, '/account/security'), 302))

accountSecurity.get('/account/security', async (c) => {
  const { edge, words } = c.var
  const { account } = words
  const session = sessionOf(c)
  const requiring = (await listMembershipsOf(edge.db, session.accountId)).filter(isRequiring)
  const done = c.req.query('done') ?? ''
  const unseen = await listUnseenOfAccount(edge.db, session.accountId)
  const factor = await findAuthenticator(edge.db, session.accountId)
  const hasPassword = await usesPassword(edge, session.accountId)
  const codesLeft = factor ? await countCodesLeft(edge, session) : 0
  return page(
    c,
    { title: account.title, current: 'security', isWide: true, leadsAway: true },
    <AccountFrame current="security">
      {isDone(account.done, done) ? <Info>{account.done[done]}</Info> : null}
      <ProviderRefusalWords c={c} />
      <AccountNotices
        notices={done === '' ? unseen : unseen.filter((notice) => !isJustSaid(notice, edge))}
        hasPassword={hasPassword}
        edge={edge}
      />
      {factor ? (
        <Enrolled
          since={factor.confirmedAt}
          codesLeft={codesLeft}
          hasUnsaved={(await shownCodes(c)) !== null}
          requiring={requiring}
        />
      ) : (
        <NotEnrolled
          requiring={requiring}
          now={edge.now}
          vouchedForBy={
            session.proof.secondFactor ? labelOf(edge.config.providers, session.proof.provider) : null
          }
        />
      )}
      <WaysIn
        providers={edge.config.providers}
        linked={await listIdentitiesOf(edge.db, session.accountId)}
        hasPassword={hasPassword}
        mayLink={await mayLink(edge.db, { accountId: session.accountId, provider: session.proof.provider })}
      />
      {hasPassword ? <PasswordCard /> : null}
    </AccountFrame>,
  )
})

/** One that is somebody else's, or dismissed already, is left as it is. */
accountSecurity.post('/account/security/notices/:id/dismiss', async (c) => {
  const { db, now } = c.var.edge
  await dismissOfAccount(db, sessionOf(c).accountId, c.req.param('id'), now).run()
  return seeOther(c, portalUrl(c, '/account/security'))
})

accountSecurity.post('/account/security/notices/dismiss-all', async (c) => {
  const { db, now } = c.var.edge
  const shown = (c.var.form.get('ids') ?? '').split(' ')
  await dismissAllOfAccount(db, sessionOf(c).accountId, shown, now).run()
  return seeOther(c, portalUrl(c, '/account/security'))
})

function isDone<Done extends object>(words: Done, done: string): done is keyof Done & string {
  return Object.hasOwn(words, done)
}

function PasswordCard() {
  const { account } = useWords()
  return (
    <section class="card">
      <h2>{account.password}</h2>
      <p>
        <a class="button second wide-on-phone" href="/account/security/password">
          {account.changePassword}
        </a>
      </p>
    </section>
  )
}

type Requiring = Membership & { readonly effectiveAt: number }

/** A workspace that its owner has never entered asks nothing of an account. */
const isRequiring = (membership: Membership): membership is Requiring =>
  membership.isBinding && membership.effectiveAt !== null

interface NotEnrolledProps {
  readonly requiring: readonly Requiring[]
  readonly now: number
  /** The provider whose second factor counts in this session. */
  readonly vouchedForBy: string | null
}

function NotEnrolled({ requiring, now, vouchedForBy }: NotEnrolledProps) {
  const { account } = useWords()
  return (
    <section class="card">
      <div class="row between">
        <h2>
          <Unbroken text={account.twoFactor} />
        </h2>
        <span class="badge">{account.off}</span>
      </div>
      <p>{account.why}</p>
      {vouchedForBy ? <p>{account.vouchedFor({ provider: <bdi>{vouchedForBy}</bdi> })}</p> : null}
      {requiring.map((workspace) => {
        const { effectiveAt } = workspace
        const say = effectiveAt <= now ? account.requiredSince : account.requiredFrom
        return (
          <p class="warning">
            {say({ workspace: <WorkspaceAt of={workspace} />, at: <Time at={effectiveAt} /> })}
          </p>
        )
      })}
      <p>
        <a class="button wide-on-phone" href="/account/security/authenticator?for=enrolment">
          {account.enable}
        </a>
      </p>
    </section>
  )
}

function Enrolled({
  since,
  codesLeft,
  hasUnsaved,
  requiring,
}: {
  since: number
  codesLeft: number
  /** New codes that this browser has been shown, and that wait to be confirmed. */
  hasUnsaved: boolean
  requiring: readonly Requiring[]
}) {
  const { account, write } = useWords()
  const names = requiring.map((workspace) => <WorkspaceAt of={workspace} />)
  return (
    <>
      <section class="card">
        <div class="row between">
          <h2>
            <Unbroken text={account.twoFactor} />
          </h2>
          <span class="badge good">{account.on}</span>
        </div>
        <p>{account.confirmedAt({ at: <Time at={since} /> })}</p>
        <p class="row">
          <a class="button second wide-on-phone" href="/account/security/authenticator">
            {account.replace}
          </a>
        </p>
      </section>
      <section class="card">
        <div class="row between">
          <h2>{account.recoveryCodes}</h2>
          <span class={codesLeft > FEW_RECOVERY_CODES ? 'badge good' : 'badge warn'}>
            {account.codesLeft(codesLeft)}
          </span>
        </div>
        {hasUnsaved ? (
          <p class="warning">{account.unsavedCodes}</p>
        ) : codesLeft > FEW_RECOVERY_CODES ? (
          <p>{account.whatCodesAreFor}</p>
        ) : (
          <p class="warning">{codesLeft === 0 ? account.noCodes : account.fewCodes}</p>
        )}
        <p>
          <a
            class={`button wide-on-phone${codesLeft > FEW_RECOVERY_CODES && !hasUnsaved ? ' second' : ''}`}
            href="/account/security/recovery-codes"
          >
            {hasUnsaved ? account.showCodes : codesLeft === 0 ? account.makeCodes : account.recoveryCodes}
          </a>
        </p>
      </section>
      <section class="card">
        <h2>{account.turnOff}</h2>
        {requiring.length > 0 ? (
          <p>
            {names.length === 1
              ? account.requiredByOne({ workspace: names })
              : account.requiredBySeveral({ workspaces: write.and(names) })}
          </p>
        ) : (
          <p>
            <a class="button danger" href="/account/security/authenticator/disable">
              {account.disable}
            </a>
          </p>
        )}
      </section>
    </>
  )
}
