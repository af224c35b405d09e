// /account/security: the Security tab. Whether there is a second factor, and what can be done about it.

import { Hono } from 'hono'
import { contactInWords } from '../../core/contact.ts'
import { labelOf } from '../../core/provider.ts'
import { FEW_RECOVERY_CODES } from '../../core/recovery-codes.ts'
import { usesPassword } from '../../flows/password.ts'
import { countCodesLeft } from '../../flows/recover.ts'
import { findAuthenticator } from '../../store/authenticators.ts'
import { listIdentitiesOf, mayChangeWays } from '../../store/identities.ts'
import { listMembershipsOf, type Membership } from '../../store/members.ts'
import { dismissOfAccount, listUnseenOfAccount } from '../../store/notices.ts'
import { type PortalEnv, portalUrl, seeOther } from '../context.ts'
import { csrfToken } from '../csrf.ts'
import { sessionOf } from '../guards.ts'
import { Notice, page, Time } from '../layout.tsx'
import { Notices } from '../notices.tsx'
import { ProviderRefusalWords } from '../provider-refusal.tsx'
import { AccountFrame } from '../settings-frame.tsx'
import { WaysIn } from './identities.tsx'

export const accountSecurity = new Hono<PortalEnv>()

const DONE: Record<string, string> = {
  'codes-saved': 'Two-factor authentication is on, and your new recovery codes count from now on.',
  already: 'Two-factor authentication is on already, perhaps from another tab. Nothing was changed.',
  replaced:
    'Your new authenticator app counts from now on, and the old one no longer does. Your other browsers are signed out.',
  linked: 'Linked. From now on you can sign in that way, too.',
  unlinked: 'Unlinked. Browsers that were signed in that way are signed out, save this one.',
  'last-way': 'That is your only way in, or it is unlinked already. Nothing was changed.',
  password: 'Your new password counts from now on. Your other browsers are signed out.',
  disabled: 'Two-factor authentication is off. Your recovery codes are gone, too.',
}

accountSecurity.get('/account', (c) => c.redirect(portalUrl(c, '/account/security'), 302))

accountSecurity.get('/account/security', async (c) => {
  const { edge, browser } = c.var
  const session = sessionOf(c)
  const csrf = await csrfToken(edge, browser, { sessionId: session.id })
  const requiring = (await listMembershipsOf(edge.db, session.accountId)).filter(
    ({ effectiveAt }) => effectiveAt !== null,
  )
  const done = DONE[c.req.query('done') ?? '']
  const factor = await findAuthenticator(edge.db, session.accountId)
  const hasPassword = await usesPassword(edge, session.accountId)
  const codesLeft = factor ? await countCodesLeft(edge, session) : 0
  return page(
    c,
    { title: 'Security', current: 'security', isWide: true, leadsAway: true },
    <AccountFrame current="security">
      {done ? <Notice>{done}</Notice> : null}
      <ProviderRefusalWords c={c} />
      <Notices
        notices={await listUnseenOfAccount(edge.db, session.accountId)}
        base="/account/security/notices"
        csrf={csrf}
        contact={contactInWords(edge.config.notices.contact)}
      />
      {factor ? (
        <Enrolled since={factor.confirmedAt} codesLeft={codesLeft} requiring={requiring} />
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
        csrf={csrf}
        providers={edge.config.providers}
        linked={await listIdentitiesOf(edge.db, session.accountId)}
        hasPassword={hasPassword}
        mayChange={
          await mayChangeWays(edge.db, { accountId: session.accountId, provider: session.proof.provider })
        }
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

function PasswordCard() {
  return (
    <section class="card">
      <h2>Password</h2>
      <p>
        <a class="button second wide-on-phone" href="/account/security/password">
          Change password
        </a>
      </p>
    </section>
  )
}

interface NotEnrolledProps {
  readonly requiring: readonly Membership[]
  readonly now: number
  /** The provider whose second factor counts in this session. */
  readonly vouchedForBy: string | null
}

function NotEnrolled({ requiring, now, vouchedForBy }: NotEnrolledProps) {
  return (
    <section class="card">
      <div class="row between">
        <h2>Two-factor authentication</h2>
        <span class="badge">Off</span>
      </div>
      <p>
        With it, a stolen password alone opens nothing: signing in also asks for a code from an app on your
        phone. Any authenticator app will do. It takes two minutes.
      </p>
      {vouchedForBy ? (
        <p>
          {vouchedForBy} asked for a second factor when you signed in, and that counts here, too: for as long
          as you come in that way, you need none of Sallyport’s.
        </p>
      ) : null}
      {requiring.map(({ name, effectiveAt }) => (
        <p class="warning">
          <strong>{name}</strong>{' '}
          {effectiveAt !== null && effectiveAt <= now ? 'has required it since' : 'requires it from'}{' '}
          {effectiveAt === null ? null : <Time at={effectiveAt} />}.
        </p>
      ))}
      <p>
        <a class="button wide-on-phone" href="/account/security/authenticator">
          Enable two-factor authentication
        </a>
      </p>
    </section>
  )
}

function Enrolled({
  since,
  codesLeft,
  requiring,
}: {
  since: number
  codesLeft: number
  requiring: readonly Membership[]
}) {
  return (
    <>
      <section class="card">
        <div class="row between">
          <h2>Two-factor authentication</h2>
          <span class="badge good">On</span>
        </div>
        <p>
          Authenticator app, confirmed <Time at={since} />.
        </p>
        <p class="row">
          <a class="button second wide-on-phone" href="/account/security/authenticator">
            Replace authenticator app
          </a>
        </p>
      </section>
      <section class="card">
        <div class="row between">
          <h2>Recovery codes</h2>
          <span class={codesLeft > FEW_RECOVERY_CODES ? 'badge good' : 'badge warn'}>{codesLeft} left</span>
        </div>
        {codesLeft > FEW_RECOVERY_CODES ? (
          <p>Each gets you in once when your phone is not at hand.</p>
        ) : (
          <p class="warning">
            {codesLeft === 0
              ? 'You have none. If you lose your phone, only whoever runs this platform can let you back in.'
              : 'Few are left. Make a new set while you can still sign in.'}
          </p>
        )}
        <p>
          <a
            class={`button wide-on-phone${codesLeft > FEW_RECOVERY_CODES ? ' second' : ''}`}
            href="/account/security/recovery-codes"
          >
            {codesLeft === 0 ? 'Make recovery codes' : 'Recovery codes'}
          </a>
        </p>
      </section>
      <section class="card">
        <h2>Turn it off</h2>
        {requiring.length > 0 ? (
          <p>
            You can’t, as long as {requiring.map(({ name }) => name).join(' and ')}{' '}
            {requiring.length > 1 ? 'require' : 'requires'} it. You can replace your authenticator app at any
            time.
          </p>
        ) : (
          <p>
            <a class="button danger" href="/account/security/authenticator/disable">
              Disable two-factor authentication
            </a>
          </p>
        )}
      </section>
    </>
  )
}
