// /account/security/recovery-codes: how many are left, a new set, and the one time that it is shown.

import { Hono } from 'hono'
import { isSecondFactorFresh } from '../../core/assurance.ts'
import { FEW_RECOVERY_CODES, RECOVERY_CODES } from '../../core/recovery-codes.ts'
import {
  confirmRecoveryCodes,
  countCodesLeft,
  generateRecoveryCodes,
  openShownCodes,
  SHOWN_SECONDS,
  type ShownCodes,
} from '../../flows/recover.ts'
import { clearCookie, readCookie, SHOWN_CODES_COOKIE, setCookie } from '../../http/cookies.ts'
import { type PortalContext, type PortalEnv, portalUrl, seeOther } from '../context.ts'
import { csrfToken } from '../csrf.ts'
import { sessionOf } from '../guards.ts'
import { Alert, FormFields, Notice, page } from '../layout.tsx'
import { askedReturnTo, leadsAway, withReturnTo } from '../return.ts'

export const recoveryCodes = new Hono<PortalEnv>()

const PATH = '/account/security/recovery-codes'

recoveryCodes.use(`${PATH}/*`, async (c, next) =>
  sessionOf(c).isEnrolled ? next() : seeOther(c, portalUrl(c, '/account/security')),
)

recoveryCodes.get(PATH, async (c) => {
  const shown = await shownCodes(c)
  return shown ? shownPage(c, shown) : countPage(c)
})

recoveryCodes.post(PATH, async (c) => {
  const session = sessionOf(c)
  const here = withReturnTo(c, PATH)
  if (!isSecondFactorFresh(session.proof, c.var.edge.now)) {
    return seeOther(c, portalUrl(c, '/sign-in/verify', { return_to: here }))
  }
  const shown = await generateRecoveryCodes(c.var.edge, session)
  c.header('set-cookie', setCookie(SHOWN_CODES_COOKIE, shown, SHOWN_SECONDS), { append: true })
  return seeOther(c, portalUrl(c, here))
})

recoveryCodes.post(`${PATH}/confirm`, async (c) => {
  const isInForce = await confirmRecoveryCodes(c.var.edge, sessionOf(c), c.var.form.get('set') ?? '')
  c.header('set-cookie', clearCookie(SHOWN_CODES_COOKIE), { append: true })
  if (!isInForce) return seeOther(c, portalUrl(c, PATH, { problem: 'replaced' }))
  const returnTo = askedReturnTo(c)
  return seeOther(
    c,
    returnTo ? portalUrl(c, returnTo) : portalUrl(c, '/account/security', { done: 'codes-saved' }),
  )
})

recoveryCodes.get(`${PATH}/download`, async (c) => {
  const shown = await shownCodes(c)
  if (!shown) return seeOther(c, portalUrl(c, PATH))
  const { hostname } = new URL(c.var.edge.config.portalOrigin)
  const text = `Recovery codes for ${sessionOf(c).email} at ${hostname}\nEach works once.\n\n${shown.codes.join('\n')}\n`
  return c.body(text, 200, {
    'content-type': 'text/plain; charset=utf-8',
    'content-disposition': 'attachment; filename="recovery-codes.txt"',
  })
})

async function shownCodes(c: PortalContext): Promise<ShownCodes | null> {
  const cookie = readCookie(c.req.raw.headers, SHOWN_CODES_COOKIE)
  return cookie ? openShownCodes(c.var.edge, sessionOf(c), cookie) : null
}

async function shownPage(c: PortalContext, { setId, codes }: ShownCodes): Promise<Response> {
  const { edge, browser } = c.var
  const session = sessionOf(c)
  const csrf = await csrfToken(edge, browser, { sessionId: session.id })
  const returnTo = askedReturnTo(c)
  return page(
    c,
    {
      title: 'Save your recovery codes',
      current: 'security',
      leadsAway: leadsAway(returnTo),
    },
    <>
      <h1>Save your recovery codes</h1>
      <p class="lead">
        If you lose your phone, one of these gets you in. Each works once. This is the only time they are
        shown.
      </p>
      <ol class="codes" id="codes">
        {codes.map((code) => (
          <li>{code}</li>
        ))}
      </ol>
      <p class="row no-print">
        <a class="button second" href={`${PATH}/download`} download="recovery-codes.txt">
          Download
        </a>
        <button type="button" class="second" data-copy="codes" hidden>
          Copy
        </button>
        <button type="button" class="second" data-print hidden>
          Print
        </button>
      </p>
      <p class="quiet">
        Keep them where you keep passwords, not on the same phone. They count once you confirm.
      </p>
      <form method="post" action={`${PATH}/confirm`}>
        <FormFields csrf={csrf} returnTo={returnTo} />
        <input type="hidden" name="set" value={setId} />
        <button type="submit" class="wide-on-phone">
          I have saved these codes
        </button>
      </form>
    </>,
  )
}

async function countPage(c: PortalContext): Promise<Response> {
  const { edge, browser } = c.var
  const session = sessionOf(c)
  const left = await countCodesLeft(edge, session)
  const csrf = await csrfToken(edge, browser, { sessionId: session.id })
  const returnTo = askedReturnTo(c)
  const used = c.req.query('used')
  return page(
    c,
    {
      title: 'Recovery codes',
      current: 'security',
      leadsAway: leadsAway(returnTo),
    },
    <>
      <h1>Recovery codes</h1>
      {used === 'recovery_code' ? (
        <Notice>You signed in with a recovery code. It doesn’t work again.</Notice>
      ) : null}
      {c.req.query('problem') === 'replaced' ? (
        <Alert>Those codes were no longer current, and nothing was changed. Make a new set.</Alert>
      ) : null}
      <p class="lead">
        {left} of {RECOVERY_CODES} left.
      </p>
      {left <= FEW_RECOVERY_CODES ? (
        <p class="warning">
          {left === 0
            ? 'Without any, a lost phone locks you out.'
            : 'Few are left. Make a new set while you can still sign in.'}
        </p>
      ) : null}
      {used === 'recovery_code' ? (
        <p>
          Is your phone lost? <a href="/account/security/authenticator">Set up another authenticator app</a>,
          so that the lost one no longer counts.
        </p>
      ) : null}
      <form method="post" action={PATH} class="stack">
        <FormFields csrf={csrf} returnTo={returnTo} />
        <p class="quiet">
          The codes that you have keep working until you confirm that you have saved the new ones.
        </p>
        <div class="row">
          {returnTo ? (
            <a class="button" href={returnTo}>
              Continue
            </a>
          ) : null}
          <button type="submit" class={returnTo ? 'second' : ''}>
            Make new recovery codes
          </button>
        </div>
      </form>
      {returnTo ? null : (
        <p>
          <a href="/account/security">Back to Security</a>
        </p>
      )}
    </>,
  )
}
