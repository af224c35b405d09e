// A person without a second factor asks for a recovery, and uses its link.

import type { Answer } from '../../test/support/node/plain-browser.ts'
import type { Person } from './person.ts'
import { offers, type Refusal, type Walk, walkTo } from './walk.ts'
import type { World } from './world.ts'

const LOST = '/sign-in/lost'
/** The sentence that another workspace's admins are too few. It is the same in `words/en/recovery.ts`. */
const TOO_FEW_ADMINS = 'too few admins'

const walkOf = (world: World, person: Person): Walk => ({ world, person, browser: person.browser })

/**
 * Asks on the page that follows the first factor. Returns true if a recovery is under way. The person's choice decides,
 * unless the page says that too few admins can help.
 */
export async function askForRecovery(world: World, person: Person): Promise<boolean> {
  const { browser } = person
  const page = await browser.ask(world.portal + LOST)
  if (!offers(page, LOST)) return isUnderWay(page)
  const [canAsk, canWait] = [hasWay(page, 'admins'), hasWay(page, 'delay')]
  const wantsAdmins = person.plan.asksAdmins && !page.text.includes(TOO_FEW_ADMINS)
  const path = canAsk && (wantsAdmins || !canWait) ? 'admins' : 'delay'
  return isUnderWay(await browser.submit(page, LOST, { path }))
}

const hasWay = ({ text }: Answer, path: string) => text.includes(`name="path" value="${path}"`)
const isUnderWay = (page: Answer) => /recovery is under way/.test(page.text)

/** Opens the link, signs in with the password, and sets up an app on another phone. */
export async function useRecoveryLink(world: World, person: Person, link: string): Promise<Refusal | null> {
  const isDone = ({ url }: Answer) => new URL(url).pathname === '/account/security'
  const end = await walkTo(walkOf(world, person), link, isDone)
  return typeof end === 'string' ? end : null
}

/** Asks for another link, when the last one was read too late, and watches the mailbox. */
export async function askForAnotherLink({ portal }: World, person: Person): Promise<void> {
  const page = await person.browser.ask(portal + LOST)
  if (!offers(page, `${LOST}/link`)) return
  await person.browser.submit(page, `${LOST}/link`, {})
  person.isWatchingMail = true
}
