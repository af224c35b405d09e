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
} from '../../flows/own-account/recover.ts'
import { clearCookie, readCookie, SHOWN_CODES_COOKIE, setCookie } from '../../http/cookies.ts'
import { type PortalContext, type PortalEnv, portalUrl, seeOther } from '../frame/context.ts'
import { Form } from '../frame/form.tsx'
import { sessionOf } from '../frame/guards.ts'
import { Alert, Info, page } from '../frame/layout.tsx'
import { askedReturnTo, leadsAway, siteLedTo, withReturnTo } from '../frame/return.ts'
import { WayTo } from '../parts/door.tsx'

export const recoveryCodes = new Hono<PortalEnv>()

const PATH = '/account/security/recovery-codes'
const FILE_NAME = 'sallyport-recovery-codes.txt'

recoveryCodes.use(`${PATH}/*`, async (c, next) =>
  sessionOf(c).isEnrolled ? next() : seeOther(c, portalUrl(c, '/account/security')),
)

/**
 * New codes are made, shown, downloaded and put in force with a second factor of the last ten minutes only. Otherwise
 * somebody at an open browser could read them, or replace the saved ones, half an hour after the owner made them.
 */
const isProofFresh = (c: PortalContext): boolean => isSecondFactorFresh(sessionOf(c).proof, c.var.edge.now)

/** To the second factor, and back to the page of the codes. */
const proveAgain = (c: PortalContext) =>
  seeOther(c, portalUrl(c, '/sign-in/verify', { return_to: withReturnTo(c, PATH) }))

recoveryCodes.get(PATH, async (c) => {
  const shown = await shownCodes(c)
  if (!shown) return countPage(c)
  return isProofFresh(c) ? shownPage(c, shown) : proveAgain(c)
})

recoveryCodes.post(PATH, async (c) => {
  if (!isProofFresh(c)) return proveAgain(c)
  const here = withReturnTo(c, PATH)
  const shown = await generateRecoveryCodes(c.var.edge, sessionOf(c))
  c.header('set-cookie', setCookie(SHOWN_CODES_COOKIE, shown, SHOWN_SECONDS), { append: true })
  return seeOther(c, portalUrl(c, here))
})

recoveryCodes.post(`${PATH}/confirm`, async (c) => {
  if (!isProofFresh(c)) return proveAgain(c)
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
  if (!isProofFresh(c)) return proveAgain(c)
  const text = `${headOf(c)}\n\n${shown.codes.join('\n')}\n`
  return c.body(text, 200, {
    'content-type': 'text/plain; charset=utf-8',
    'content-disposition': `attachment; filename="${FILE_NAME}"`,
  })
})

/** What a file or a sheet of paper has to say, so that whoever finds it again knows what it opens. */
function headOf(c: PortalContext): string {
  const { edge, words } = c.var
  const host = new URL(edge.config.portalOrigin).hostname
  const at = words.write.time(edge.now)
  return words.recoveryCodes.fileHead({ email: sessionOf(c).email, host, at })
}

/** Those that wait to be confirmed as saved, if this browser has been shown some. */
export async function shownCodes(c: PortalContext): Promise<ShownCodes | null> {
  const cookie = readCookie(c.req.raw.headers, SHOWN_CODES_COOKIE)
  return cookie ? openShownCodes(c.var.edge, sessionOf(c), cookie) : null
}

async function shownPage(c: PortalContext, { setId, codes }: ShownCodes): Promise<Response> {
  const { recoveryCodes: say, layout } = c.var.words
  const returnTo = askedReturnTo(c)
  const site = await siteLedTo(c, returnTo)
  return page(
    c,
    {
      title: say.saveTitle,
      current: 'security',
      leadsAway: leadsAway(returnTo),
      accent: site?.accent,
    },
    <>
      <h1>{say.saveTitle}</h1>
      {site ? <WayTo site={site} /> : null}
      <p class="lead">{say.saveLead}</p>
      <pre class="print-only">{headOf(c)}</pre>
      <textarea
        class="codes"
        id="codes"
        dir="ltr"
        readonly
        rows={codes.length}
        cols={30}
        aria-label={say.title}
      >
        {codes.join('\n')}
      </textarea>
      <p class="row no-print">
        <a class="button second" href={`${PATH}/download`} download={FILE_NAME}>
          {say.download}
        </a>
        <button type="button" class="second" data-copy="codes" hidden>
          {layout.copy}
        </button>
        <button type="button" class="second" data-print hidden>
          {say.print}
        </button>
      </p>
      <p class="quiet">{say.whereToKeep}</p>
      <Form action={`${PATH}/confirm`} data-unsaved="" returnTo={returnTo}>
        <input type="hidden" name="set" value={setId} />
        <button type="submit" class="wide-on-phone">
          {say.confirm}
        </button>
      </Form>
    </>,
  )
}

async function countPage(c: PortalContext): Promise<Response> {
  const { edge, words } = c.var
  const { recoveryCodes: say } = words
  const session = sessionOf(c)
  const left = await countCodesLeft(edge, session)
  const returnTo = askedReturnTo(c)
  const site = await siteLedTo(c, returnTo)
  const isPhoneAway = c.req.query('used') === 'recovery_code'
  return page(
    c,
    {
      title: say.title,
      current: 'security',
      leadsAway: leadsAway(returnTo),
      accent: site?.accent,
    },
    <>
      <h1>{say.title}</h1>
      {site ? <WayTo site={site} /> : null}
      {isPhoneAway ? <Info>{say.usedOne}</Info> : null}
      {c.req.query('done') === 'replaced' ? <Info>{words.account.done.replaced}</Info> : null}
      {c.req.query('problem') === 'replaced' ? <Alert>{say.notCurrent}</Alert> : null}
      <p class="lead">{left === 0 ? say.none : say.left(left, RECOVERY_CODES)}</p>
      {left <= FEW_RECOVERY_CODES ? <p class="warning">{left === 0 ? say.noneLeft : say.fewLeft}</p> : null}
      {isPhoneAway ? <p>{say.phoneLost}</p> : null}
      <Form action={PATH} class="stack" returnTo={returnTo}>
        {left === 0 ? null : <p class="quiet">{say.oldOnesKeepWorking}</p>}
        <div class="row">
          {isPhoneAway ? (
            <a class="button wide-on-phone" href={toAnotherApp(returnTo)}>
              {say.setUpAnother}
            </a>
          ) : null}
          {returnTo ? (
            <a class={left === 0 || isPhoneAway ? 'button second' : 'button'} href={returnTo}>
              {say.continue}
            </a>
          ) : null}
          <button type="submit" class={isPhoneAway || (returnTo && left > 0) ? 'second' : ''}>
            {say.makeNew}
          </button>
        </div>
      </Form>
      {returnTo ? null : (
        <p>
          <a href="/account/security">{say.back}</a>
        </p>
      )}
    </>,
  )
}

const toAnotherApp = (returnTo: string | null): string =>
  `/account/security/authenticator?${new URLSearchParams({
    for: 'replacement',
    ...(returnTo ? { return_to: returnTo } : {}),
  })}`
