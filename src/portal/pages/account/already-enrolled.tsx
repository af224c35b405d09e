// Replaces the page that sets up the first authenticator app if the account already has one, for example from
// another tab.

import type { PortalContext } from '../../frame/context.ts'
import { page, Unbroken } from '../../frame/layout.tsx'
import { askedReturnTo, leadsAway, siteLedTo } from '../../frame/return.ts'

/**
 * Tells whether this visit should set up a first app although there is one. Otherwise an old link could open
 * the page that replaces the app. A visit that leads on to another page is such a link, unless it says that
 * it replaces the app.
 */
export function isAlreadyEnrolled(c: PortalContext): boolean {
  const purpose = c.req.query('for')
  const isFirst = purpose === 'enrolment' || (purpose === undefined && askedReturnTo(c) !== null)
  return isFirst && c.var.session?.isEnrolled === true
}

export async function alreadyEnrolledPage(c: PortalContext): Promise<Response> {
  const { authenticator: say, account, enter, recoveryCodes } = c.var.words
  const returnTo = askedReturnTo(c)
  const site = await siteLedTo(c, returnTo)
  const replacing = new URLSearchParams({
    for: 'replacement',
    ...(returnTo ? { return_to: returnTo } : {}),
  })
  return page(
    c,
    {
      title: say.alreadyOn,
      current: 'security',
      leadsAway: leadsAway(returnTo),
      accent: site?.accent,
    },
    <>
      <h1>
        <Unbroken text={say.alreadyOn} />
      </h1>
      <p>{say.nothingToDo}</p>
      <p class="row">
        <a class="button wide-on-phone" href={returnTo ?? '/account/security'}>
          {site
            ? enter.continueTo({ workspace: <bdi>{site.name}</bdi> })
            : returnTo
              ? recoveryCodes.continue
              : recoveryCodes.back}
        </a>
        <a class="button second wide-on-phone" href={`/account/security/authenticator?${replacing}`}>
          {account.replace}
        </a>
      </p>
    </>,
  )
}
