// Somebody of the filler who can sign in (bench/scale/worker/people.ts), in a browser of theirs.

import { Secret, TOTP } from 'otpauth'
import { LARGEST } from './fill.ts'
import { PASSWORD, SECRET } from './worker/known.ts'
import { Browser, PORTAL, type World } from './world.ts'

const SITE = `http://${LARGEST.host}`
const totp = new TOTP({ secret: Secret.fromUTF8(SECRET) })

export const codeAt = (now: number): string => totp.generate({ timestamp: now * 1000 })

/** From a page of the workspace to a pass for it, with password and code. */
export async function signIn(world: World, number: number): Promise<Browser> {
  const browser = new Browser(world)
  const door = await browser.ask(`${SITE}/reports`)
  const email = `p${number}@people.example`
  const verify = await browser.submit(door, '/sign-in', { email, password: PASSWORD })
  const end = await browser.submit(verify, '/sign-in/verify', { code: codeAt(world.now()) })
  if (end.url !== `${SITE}/reports`) throw new Error(`${email} came to ${end.url} (${end.status})`)
  return browser
}

/** A new pass by the session that there is: two round trips to D1, three rows written. */
export async function enter(browser: Browser): Promise<void> {
  const end = await browser.ask(`${SITE}/.sallyport/start?return_to=/reports`)
  if (end.url !== `${SITE}/reports`) throw new Error(`entering came to ${end.url} (${end.status})`)
}

/** Two round trips that write nothing. */
export async function seeWorkspaces(browser: Browser): Promise<void> {
  const { status } = await browser.ask(`${PORTAL}/workspaces`)
  if (status !== 200) throw new Error(`the list of workspaces: ${status}`)
}

/** With a pass that is over: one round trip. */
export const renew = (browser: Browser) => browser.ask(`${SITE}/reports`)
